"""Does it abstain where it should, and only there?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Abstentions:
    """Counts of one run. precision = right / given, recall = right / due."""

    right: int
    given: int
    due: int


def count(should: Sequence[bool], did: Sequence[bool]) -> Abstentions:
    """Count abstentions: those that were due, that were given, and that were both.

    Args:
        should: (n_questions,) whether the suite expects none to be answered.
        did: (n_questions,) whether the answer abstained.
    """
    both = sum(due and given for due, given in zip(should, did, strict=True))
    return Abstentions(both, sum(did), sum(should))


def brier(confidences: Sequence[float], answerable: Sequence[bool]) -> float:
    """Mean squared difference of the confidence to what was so (Brier 1950): 0 is perfect, always 0.5 gets 0.25."""
    from sklearn.metrics import brier_score_loss

    return float(brier_score_loss(answerable, confidences, labels=[False, True]))
