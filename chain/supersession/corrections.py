"""What an article, or a later one, takes back: values that a correction says were wrong are not shown as true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clippings.chain.supersession.superseded import share_of_words
from clippings.chain.supersession.values import names_in_sentence, numbers
from clippings.chain.text.correction_notes import corrects
from clippings.core.sentences import sentences
from clippings.core.types import Article, Evidence, Passage

_SAME_FRAME = 0.5
"""Share of the shorter one's words that a sentence and the correction have both, where they tell of one thing."""

_MAY_CORRECT = (
    "orrect", "CORRECT", "larification", "CLARIFICATION", "version of this", "revious version", "itor’s note",
    "itor's note", "ditor’s Note", "ditor's Note", "originally", "misst", "misspel", "misid", "정정",
    "바로잡", "바로 잡",
)  # fmt: skip
_NOT_THE_WRONG = re.compile(
    r"\bnot\b(?P<not>[^.;]+)|\b(?:instead of|rather than)\b(?P<instead>[^.;]+)|(?P<ko>[^.,:]+?)(?:이|가)? 아니라"
)
_MISTOOK = re.compile(r"\b(?:misst|misspel|misid|incorrect|wrong|mistaken|erroneous)", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")
_SAID = re.compile(
    r"\b(?:said|stated|reported|gave|listed|described|put|had|named|identified|misstated|misspelled|misidentified|wrote)\b"
    r"|보도|기사",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\((?:[A-Z][a-z]+\.? )?\d{1,2}(?: [A-Z][a-z]+)?(?:,? \d{4})?\)|\bon (?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+)\b"
    r"|\d{1,2}일자|\b(?:19|20)\d\d\b"
)
"""The day of a note, or of what it corrects."""


@dataclass(frozen=True, slots=True)
class _TakenBack:
    article: Article
    told: str
    """The note with its headline."""
    wrong: frozenset[str]
    """Numbers, else names."""
    right: frozenset[str]


def without_corrected(evidence: Sequence[Evidence], passages: Iterable[Passage]) -> list[Evidence]:
    """The same sentences but for those with a value that a correction takes back, in the same article or a later one.

    Args:
        evidence: Best first.
        passages: All that were found: a note that corrects is no evidence itself.
    """
    articles = {one.article.id: one.article for one in passages}
    notes = [note for article in articles.values() for note in _taken_back(article)]
    return (
        [one for one in evidence if not any(_is_taken_back(one, note) for note in notes)] if notes else list(evidence)
    )


def _is_taken_back(one: Evidence, note: _TakenBack) -> bool:
    article = one.passage.article
    if article.language != note.article.language:
        return False
    if article.id != note.article.id and not _is_earlier(article, note.article):
        return False
    values = numbers(one.quote) | names_in_sentence(one.quote)
    return (
        note.wrong <= values
        and not note.right & values
        and share_of_words(one.quote, note.told, article.language) >= _SAME_FRAME
    )


def _is_earlier(one: Article, other: Article) -> bool:
    return one.published_at is not None and other.published_at is not None and one.published_at <= other.published_at


def _taken_back(article: Article) -> list[_TakenBack]:
    if not any(word in article.text or word in article.title for word in _MAY_CORRECT):
        return []
    spans = sentences(article.text, article.language)
    found = []
    for at, span in enumerate(spans):
        note = article.text[span.start : span.end]
        if not corrects(note, article.title):
            continue
        following = article.text[spans[at + 1].start : spans[at + 1].end] if at + 1 < len(spans) else ""
        wrong, right = _values(_DATED.sub(" ", note), following)
        if wrong:
            found.append(_TakenBack(article, f"{article.title}. {note}", wrong, right))
    return found


def _values(note: str, following: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a note says was wrong, and what is right."""
    denied = _NOT_THE_WRONG.search(note)
    said = _SAID.search(note)
    if denied is not None:
        wrong = denied["not"] or denied["ko"] or denied["instead"]
        right = note.replace(wrong, " ")
        if denied["instead"] and _MISTOOK.search(note):  # "misstated it as 12 instead of 2"
            wrong, right = note[: denied.start()], denied["instead"]
    elif said is not None:
        wrong, right = note if _HANGUL.search(note) else note[said.end() :], following
    else:
        return frozenset(), frozenset()
    for values in (numbers, names_in_sentence):
        if values(wrong) - values(right):
            return frozenset(values(wrong) - values(right)), frozenset(values(right) - values(wrong))
    return frozenset(), frozenset()
