"""Whether somebody's words are on a topic."""

from __future__ import annotations

from clippings.core.types import Article
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.lexical.tokenizers import group_of, terms

_LEAST_COVERAGE = 0.5
"""Of the topic's informative words, by how rare they are: in the words themselves, in what stands right before them,
and at half their weight in the headline."""
_CHARACTERS_BEFORE = 200
_HEADLINE_SHARE = 0.5


class Topic:
    """A topic, with how rare its words are in the archive.

    Args:
        archive: For how rare each word is.
        text: A few words.
    """

    def __init__(self, archive: Archive, text: str) -> None:
        self._archive = archive
        self._text = text
        self._rarity: dict[str, dict[str, float]] = {}

    def words(self, group: str) -> dict[str, float]:
        """Its words as the index spells them in a group of languages, with how rare they are."""
        if group not in self._rarity:
            self._rarity[group] = self._archive.lexical.rarity(list(dict.fromkeys(terms(self._text, group))), group)
        return self._rarity[group]

    def is_told_in(self, article: Article, start: int, end: int) -> bool:
        """Whether a stretch of an article is on it."""
        group = group_of(article.language)
        rarity = self.words(group)
        if not rarity:
            return False
        near = set(terms(article.text[max(0, start - _CHARACTERS_BEFORE) : end], group))
        headline = set(terms(article.title, group))
        has = sum(
            weight if word in near else weight * _HEADLINE_SHARE * (word in headline) for word, weight in rarity.items()
        )
        return has >= _LEAST_COVERAGE * sum(rarity.values()) > 0
