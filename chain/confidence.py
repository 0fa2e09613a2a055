"""How likely it is that the best sentence answers the question; below a threshold the archive "does not say"."""

from __future__ import annotations

import math
from collections.abc import Sequence

from clippings.core.types import Evidence

THRESHOLD = 0.5
"""Answers less likely than this are not given."""

# Logistic regressions over the best sentence, fitted by `benchmarks/answers.py --fit` on the development half of
# `benchmarks/sample_questions.jsonl`.
_WITH_SIMILARITY = {"intercept": -5.0, "similarity": 6.0, "coverage": 5.0}
_WITHOUT_SIMILARITY = {"intercept": -2.5, "coverage": 5.0}


def confidence(evidence: Sequence[Evidence]) -> float:
    """Estimated probability, 0 to 1, that the archive answers the question; 0 without evidence.

    Args:
        evidence: Best first.
    """
    if not evidence:
        return 0.0
    similarity, coverage = features(evidence)
    if similarity is None:
        weights = _WITHOUT_SIMILARITY
        score = weights["intercept"] + weights["coverage"] * coverage
    else:
        weights = _WITH_SIMILARITY
        score = weights["intercept"] + weights["similarity"] * similarity + weights["coverage"] * coverage
    return 1.0 / (1.0 + math.exp(-score))


def features(evidence: Sequence[Evidence]) -> tuple[float | None, float]:
    """What the regression sees of the best sentence: its cosine to the question (None without a model for the
    language), and the share of the question's informative words that it has."""
    best = evidence[0]
    return best.similarity, best.coverage
