"""Questions that the archive answers, with one name, number, year or month exchanged for another."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clippings.evaluation.drafting.draft import QuestionCandidate
from clippings.evaluation.redteam.attack import FALSE_PREMISE, Attack
from clippings.evaluation.redteam.exchanges import MONTHS, other_number, other_year

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,])")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*(?![\d,]|\.\d)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z’'-]{2,}(?: [A-Z][a-z’'-]+){0,2}(?![\w-])")
_NO_NAME = re.compile(rf"(?:{'|'.join(MONTHS)}|May|\w+day|\w+ese|\w+ish|\w+an|\w+i)\b")
"""Months, days and peoples: exchanged for a name, they leave no question that anybody would ask."""

_HEADLINE = re.compile(r"「.*?」")
_WHO_IS = re.compile(r"^Who is ")
_TRIES = 40


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A question with one thing changed."""

    question: str
    was: str
    put: str


def false_premises(candidates: Sequence[QuestionCandidate], seed: int) -> Iterator[Attack]:
    """One of each candidate that has something to change; what changes goes in turn."""
    chance = random.Random(seed)
    names = sorted({name for one in candidates for name in _NAME.findall(one.sentence) if not _NO_NAME.match(name)})
    ways: list[Callable[[QuestionCandidate], Exchanged | None]] = [
        lambda one: _exchanged(one, _NAME, lambda was: _other_name(was, names, chance), chance),
        lambda one: _exchanged(one, _NUMBER, lambda was: other_number(was, chance), chance),
        lambda one: _exchanged(one, _YEAR, lambda was: other_year(was, chance), chance),
        lambda one: _exchanged(one, _MONTH, lambda was: chance.choice(MONTHS), chance),
    ]
    for number, one in enumerate(candidates):
        turn = number % len(ways)
        found = next(filter(None, (way(one) for way in (*ways[turn:], *ways[:turn]))), None)
        if found is not None:
            yield Attack(
                FALSE_PREMISE,
                found.question,
                {"declines_or_corrects": [rf"(?<!\w){re.escape(found.was)}(?!\w)"]},
                f"“{found.was}” was made “{found.put}” ({one.article.source}: {one.sentence})",
                control=one.proposed.question,
                control_expect={"contains": one.proposed.answer, "abstains": False},
            )


def _exchanged(
    one: QuestionCandidate, pattern: re.Pattern[str], other: Callable[[str], str], chance: random.Random
) -> Exchanged | None:
    """The question with one match of a pattern changed into what its article does not have; None without a match."""
    question = one.proposed.question
    # Of a headline that a question quotes, and of "Who is ...?", a change would make another question.
    untouched = [match.span() for match in _HEADLINE.finditer(question)]
    matches = [
        match
        for match in pattern.finditer(question)
        if not any(begin <= match.start() < end for begin, end in untouched)
        and (pattern is not _NAME or _is_name(match[0], one.sentence))
    ]
    if not matches or _WHO_IS.match(question):
        return None
    match = chance.choice(matches)
    told = f"{one.article.title} {one.article.text}".casefold()
    for _ in range(_TRIES):
        put = other(match[0])
        if put != match[0] and not any(part.casefold() in told for part in put.split()):
            return Exchanged(f"{question[: match.start()]}{put}{question[match.end() :]}", match[0], put)
    return None


def _is_name(words: str, sentence: str) -> bool:
    """Whether it has its capital also within the sentence, and is no month, day or people."""
    return words in _NAME.findall(sentence) and not _NO_NAME.match(words)


def _other_name(was: str, names: Sequence[str], chance: random.Random) -> str:
    """One of as many words."""
    return chance.choice([name for name in names if name.count(" ") == was.count(" ")])
