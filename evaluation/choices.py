"""Which of several choices does an archive support most? Retrieval and words alone, no reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clippings.core.types import Passage
from clippings.vectorstore.lexical.tokenizers import terms, words

_GROUP = "en"
_NEGATED = re.compile(
    r"\b(except|false|incorrect|untrue)\b|\b(is|was|are|were|do|does|did|has|have)(n['’]t| not)\b|\bNOT\b"
)
_FULL_MATCH = 6.0
"""Half of a choice's words say much less than half of what all of them say."""

_ALMOST_CERTAIN = 0.99

Rarity = Callable[[Sequence[str], str], dict[str, float]]


@dataclass(frozen=True, slots=True)
class ChoiceEvidence:
    """A passage as it speaks for a choice."""

    title: str
    text: str
    around: str
    """The chunk that the passage was cut from; the same text where it is the whole chunk."""
    chance: float
    """That it answers the question, 0 to 1."""


def evidence(passages: Sequence[Passage]) -> list[ChoiceEvidence]:
    """Passages of this project's searches, whose scores are such chances."""
    return [ChoiceEvidence(one.article.title, one.text, one.chunk.text, one.score) for one in passages]


def supports(
    choices: Sequence[str],
    by_question: Sequence[ChoiceEvidence],
    by_choice: Sequence[Sequence[ChoiceEvidence]],
    rarity: Rarity,
) -> list[float]:
    """How much what was found speaks for each choice, in the order of the choices.

    A passage counts for a choice by the odds that it answers the question, times the sixth power of the share of the
    choice's words, weighted by rarity, that it has under its headline, and as much again for the chunk around it.
    Exponents from 2 to 6 and weights from 0 to 3 were compared on the questions of 2022: 0.67 to 0.74, the highest
    ones alike (docs/decisions/023). Words that all choices share decide nothing and are left out.

    Args:
        choices: As the quiz words them.
        by_question: Passages found for the question alone.
        by_choice: For each choice, passages found for the question together with the choice.
        rarity: `LexicalIndex.rarity`.
    """
    spelt = [set(terms(choice, _GROUP)) or set(words(choice, _GROUP)) for choice in choices]
    shared = set.intersection(*spelt) if len(spelt) > 1 else set[str]()
    weights = rarity(sorted(set().union(*spelt)), _GROUP)
    found = []
    for own, passages in zip(spelt, by_choice, strict=True):
        telling = {word: weights.get(word, 0.0) for word in (own - shared or own)}
        found.append(_support(telling, [*by_question, *passages]))
    return found


def pick(question: str, values: Sequence[float]) -> int:
    """The choice with the most support; where the question asks which is not so, the one with the least."""
    return values.index(min(values) if _NEGATED.search(question) else max(values))


def _support(telling: dict[str, float], passages: Sequence[ChoiceEvidence]) -> float:
    total = sum(telling.values())
    if not total:
        return 0.0
    support = 0.0
    for passage in passages:
        chance = min(passage.chance, _ALMOST_CERTAIN)
        shares = (_share(telling, f"{passage.title} {text}") / total for text in (passage.text, passage.around))
        support += chance / (1.0 - chance) * sum(share**_FULL_MATCH for share in shares)
    return support


def _share(telling: dict[str, float], text: str) -> float:
    said = set(words(text, _GROUP))
    return sum(weight for word, weight in telling.items() if word in said)
