"""In which order the quotes of an answer stand, for each type of question, and how much is quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from clippings.chain.generation.extractive import ACCOUNT, FACT, STATEMENT, Length, in_reading_order
from clippings.chain.query.query import Query
from clippings.chain.query.question_type import FACTS, QuestionType
from clippings.chain.verification.support import capitalised_names
from clippings.core.types import Evidence

_SURE = 0.7
"""An answer is kept short where the question is so likely of a type for which that is enough. On 307 held-out questions
this tells 0.548 of the facts with 129 words; the likeliest type alone 0.540 with 126."""

_EVER = datetime.min.replace(tzinfo=UTC)
_WORD = re.compile(r"\w+")
_VERSUS = re.compile(r"([\w’'-]+) (?:vs\.?|versus) ([\w’'-]+)", re.IGNORECASE)

Arrange = Callable[[Query, list[Evidence]], list[Evidence]]
"""Puts chosen quotes, the likeliest first, into the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Composition:
    """How an answer in quotes is put together."""

    length: Length
    arrange: Arrange


def as_written(_: Query, chosen: list[Evidence]) -> list[Evidence]:
    """The likeliest quote's article first, within an article as it was written."""
    return in_reading_order(chosen)


def likeliest_first(_: Query, chosen: list[Evidence]) -> list[Evidence]:
    """The quote that settles it opens the answer, whatever its place in its article; then as written."""
    return [*chosen[:1], *in_reading_order(chosen[1:], chosen[:1])]


def oldest_first(_: Query, chosen: list[Evidence]) -> list[Evidence]:
    """In the order of the days of their articles, which an account or a timeline follows."""
    return sorted(in_reading_order(chosen), key=lambda one: one.passage.article.by_day[0])


def newest_first(_: Query, chosen: list[Evidence]) -> list[Evidence]:
    """By the days of their articles, the last one first."""
    return sorted(in_reading_order(chosen), key=lambda one: (one.passage.article.dated or _EVER).date(), reverse=True)


def side_by_side(query: Query, chosen: list[Evidence]) -> list[Evidence]:
    """What tells of both sides of a comparison, then of each side by itself; as written where there are not two."""
    sides = sides_of(query.text)
    if len(sides) != 2:
        return in_reading_order(chosen)

    def side(one: Evidence) -> int:
        said = _words(one.quote)
        tells = [name <= said for name in sides]
        return 0 if all(tells) or not any(tells) else 1 + tells.index(True)

    return sorted(in_reading_order(chosen), key=side)


def sides_of(question: str) -> list[frozenset[str]]:
    """The names that a question compares, each as its words in small letters."""
    found = _VERSUS.search(question)
    names = list(found.groups()) if found else capitalised_names(question)
    return [_words(name) for name in dict.fromkeys(names)]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


_ACCOUNTS: Mapping[QuestionType | None, Arrange] = {
    QuestionType.OVERVIEW: oldest_first,
    QuestionType.TIMELINE: oldest_first,
    QuestionType.COMPARISON: side_by_side,
    QuestionType.LATEST: newest_first,
    QuestionType.YES_NO: likeliest_first,
    QuestionType.LIST: likeliest_first,
    **dict.fromkeys(FACTS, likeliest_first),
}


def composition_of(query: Query) -> Composition:
    """How the answer to a question that was read is put together."""
    return Composition(length_for(query), _ACCOUNTS.get(query.type, as_written))


def length_for(query: Query) -> Length:
    """How much is quoted for a question, by how likely it is of each type."""
    few = query.chance_of(*FACTS)
    if few >= _SURE:
        return FACT
    statement = query.chance_of(QuestionType.WHY, QuestionType.YES_NO, QuestionType.LATEST)
    return STATEMENT if few + statement >= _SURE else ACCOUNT
