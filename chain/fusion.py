"""Two rankings into one, by a convex combination of their normalised scores (Bruch, Gai and Ingber 2023).

Reciprocal ranks throw away how much better the first is than the second; on news questions that cost more than it gave
(docs/decisions/005, measured by `benchmarks/fusion.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LEXICAL_WEIGHT = 0.67
VECTOR_WEIGHT = 0.33

Ranking = Sequence[tuple[int, float]]
"""(id, score), best first, each id at most once."""


def convex_combination(rankings: Mapping[str, Ranking], weights: Mapping[str, float]) -> list[tuple[int, float]]:
    """Fuse rankings: each ranking's scores are scaled to 0..1 (min-max), weighted, and added.

    Args:
        rankings: By name; an id that a ranking does not have counts 0 there.
        weights: By the same names; those of the rankings that are not empty are scaled to add up to 1.

    Returns:
        (id, score) best first, scores 0 to 1. Ties go to the lower id, so that the result is always the same.
    """
    total = sum(weights[name] for name, ranking in rankings.items() if ranking)
    fused: dict[int, float] = {}
    for name, ranking in rankings.items():
        for item, score in _scaled(ranking):
            fused[item] = fused.get(item, 0.0) + weights[name] / total * score
    return sorted(fused.items(), key=lambda pair: (-pair[1], pair[0]))


def _scaled(ranking: Ranking) -> list[tuple[int, float]]:
    if not ranking:
        return []
    scores = [score for _, score in ranking]
    low, high = min(scores), max(scores)
    return [(item, (score - low) / (high - low) if high > low else 1.0) for item, score in ranking]
