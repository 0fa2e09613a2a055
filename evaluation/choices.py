"""Which of several choices does an archive support most? Retrieval and words alone, no reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from clippings.core.types import Passage
from clippings.vectorstore.tokenizers import terms, words

_GROUP = "en"
_NEGATED = re.compile(r"\b(except|not|never|false|incorrect|untrue)\b(?![^?]*\bwho\b)", re.IGNORECASE)
_SHARPNESS = 0.5
_FULL_MATCH = 3.0
"""Half of a choice's words say much less than half of what all of them say."""

Rarity = Callable[[Sequence[str], str], dict[str, float]]


def supports(
    choices: Sequence[str],
    by_question: Sequence[Passage],
    by_choice: Sequence[Sequence[Passage]],
    rarity: Rarity,
) -> list[float]:
    """How much what was found speaks for each choice, in the order of the choices.

    A passage counts for a choice by the share of the choice's words that it has, weighted by rarity, times its own
    score. Words that all choices share decide nothing and are left out.

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


def _support(telling: dict[str, float], passages: Sequence[Passage]) -> float:
    total = sum(telling.values())
    if not total:
        return 0.0
    best: dict[tuple[int, int], float] = {}
    for passage in passages:
        said = set(words(f"{passage.article.title} {passage.text}", _GROUP))
        share = sum(weight for word, weight in telling.items() if word in said) / total
        value = (passage.score**_SHARPNESS) * share**_FULL_MATCH
        key = (passage.article.id, passage.start)
        best[key] = max(best.get(key, 0.0), value)
    return sum(best.values())
