"""How likely it is that the archive answers the question; below a threshold, the archive "does not say"."""

from __future__ import annotations

import math
from collections.abc import Sequence

from clippings.core.types import Evidence

THRESHOLD = 0.5
"""Answers less likely than this are not given."""

_LOOKED_AT = 3
"""As many sentences as an answer quotes at most."""

# Logistic regressions, fitted by `benchmarks/answers.py --fit` on the development half of the sample questions
# (docs/decisions/006); for languages that the embedder does not speak, by words alone.
_WITH_SIMILARITY = {"intercept": -3.59, "similarity": 2.68, "coverage": 4.43}
_WITHOUT_SIMILARITY = {"intercept": -1.46, "coverage": 3.13}


def confidence(evidence: Sequence[Evidence]) -> float:
    """Estimated probability, 0 to 1, that the archive answers the question; 0 without evidence.

    Args:
        evidence: Best first.
    """
    if not evidence:
        return 0.0
    similarity, coverage = features(evidence)
    if similarity is None:
        score = _WITHOUT_SIMILARITY["intercept"] + _WITHOUT_SIMILARITY["coverage"] * coverage
    else:
        score = (
            _WITH_SIMILARITY["intercept"]
            + _WITH_SIMILARITY["similarity"] * similarity
            + _WITH_SIMILARITY["coverage"] * coverage
        )
    return 1.0 / (1.0 + math.exp(-score))


def features(evidence: Sequence[Evidence]) -> tuple[float | None, float]:
    """What the regression sees: of the best three sentences, the highest cosine to the question (None without a model
    for the language), and the highest share of the question's informative words."""
    best = evidence[:_LOOKED_AT]
    similarities = [one.similarity for one in best if one.similarity is not None]
    return max(similarities, default=None), max(one.coverage for one in best)
