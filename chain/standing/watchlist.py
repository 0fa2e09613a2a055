"""Which of many followed questions a new article may bear on: by words alone, before anything is read.

An inverted index of the questions, not of the articles: an article's words are looked up once, however many questions
are followed.
"""

from __future__ import annotations

import functools
import heapq
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clippings.chain.standing.asked_values import asked_of, counting_words
from clippings.chain.standing.spelled_out import names_of
from clippings.chain.text.names import share_of_names
from clippings.chain.verification.support import capitalised_names
from clippings.core.languages import of_question
from clippings.core.types import Article, Chunk
from clippings.vectorstore.lexical.tokenizers import group_of, terms, words

Rarity = Callable[[Sequence[str], str], dict[str, float]]
"""From words and their group of languages to their inverse document frequencies: `LexicalIndex.rarity`."""

LEAST_OF_ARTICLE, LEAST_OF_CHUNK = 0.7, 0.7
"""Shares of the question's information that the article, and its best chunk under the headline, must have. Of 86
labelled pairs that are news (`benchmarks/standing_questions.py`) all but one do, and four of ten of what 500 questions
meet at 0.6 and 0.5."""

LEAST_NAMES = 0.75
"""Share of the question's names that the article must have."""

_CHUNKS = 2
"""Chunks of an article that are read: those that share most with the question, and its first."""


_ABOUT_ANYTHING = {
    "ko": "무슨 일 뉴스 소식 기사 오늘 어제 최신 요즘 세계 이야기",
    "": "happen happened happens happening news new newest latest today yesterday now thing things going on go tell me "
    "about world everything anything story stories article articles update updates know",
}
"""Words of questions that any article would answer."""


@functools.cache
def _says_nothing(group: str) -> frozenset[str]:
    return frozenset(terms(_ABOUT_ANYTHING.get(group, _ABOUT_ANYTHING[""]), group))


@dataclass(frozen=True, slots=True)
class Watched:
    """A question as it is looked for."""

    id: str
    text: str
    group: str
    weights: dict[str, float]
    names: frozenset[str]

    @property
    def information(self) -> float:
        return sum(self.weights.values())

    def share(self, said: set[str]) -> float:
        """The share, 0 to 1, of the question's information that is among these words."""
        total = self.information
        return sum(weight for word, weight in self.weights.items() if word in said) / total if total else 0.0


def watched(question_id: str, text: str, rarity: Rarity) -> Watched:
    """A question as it is looked for; without weights where it has no word that says what it is about."""
    language = of_question(text)
    group = group_of(language)
    weights = rarity([word for word in terms(text, group) if word not in _says_nothing(group)], group)
    counted = counting_words(asked_of(text, language), group)
    if len(weights) > len(counted & set(weights)):
        weights = {word: weight for word, weight in weights.items() if word not in counted}
    names = frozenset(capitalised_names(text)) if language != "ko" else frozenset()
    return Watched(question_id, text, group, weights, names)


class Watchlist:
    """Finds the questions that an article may bear on.

    Args:
        questions: All that are followed.
    """

    def __init__(self, questions: Sequence[Watched]) -> None:
        self._by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._questions = list(questions)
        for at, one in enumerate(questions):
            for word in one.weights:
                self._by_word[one.group, word].append(at)
        self._groups = {one.group for one in questions}

    def near(self, article: Article, chunks: Sequence[Chunk]) -> list[tuple[Watched, list[Chunk]]]:
        """The questions that an article may answer, each with the article's chunks to read, the likeliest first.

        Args:
            article: New.
            chunks: All of it, in order.
        """
        group = group_of(article.language)
        if group not in self._groups or not chunks:
            return []
        said = set(words(f"{article.title}\n{article.text}", group))
        shares: dict[int, float] = defaultdict(float)
        for word in said:
            for at in self._by_word.get((group, word), ()):
                shares[at] += self._questions[at].weights[word]
        found: list[tuple[Watched, list[Chunk]]] = []
        capitals: set[str] | None = None
        in_chunks: list[set[str]] | None = None
        for at, share in shares.items():
            one = self._questions[at]
            if share < LEAST_OF_ARTICLE * one.information:
                continue
            if capitals is None:
                capitals = names_of(f"{article.title} {article.text}")
            if share_of_names(one.names, capitals) < LEAST_NAMES:
                continue
            if in_chunks is None:
                in_chunks = [set(words(f"{article.title}\n{chunk.text}", group)) for chunk in chunks]
            best = _best(one, chunks, in_chunks)
            if best:
                found.append((one, best))
        return found


def _best(one: Watched, chunks: Sequence[Chunk], in_chunks: Sequence[set[str]]) -> list[Chunk]:
    shares = [one.share(said) for said in in_chunks]
    if max(shares) < LEAST_OF_CHUNK:
        return []
    places = heapq.nsmallest(_CHUNKS, range(len(chunks)), key=lambda at: (-shares[at], at))
    return [chunks[at] for at in dict.fromkeys((*places, 0))]
