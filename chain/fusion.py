"""Two rankings into one, by a convex combination of scores that mean the same for every question.

A convex combination keeps how much better the first is than the second, which reciprocal ranks forget (Bruch, Gai and
Ingber 2023). BM25 is divided by what a question could score at most, not by what its best passage scored: where one
word of four is found anywhere, that passage must not look as good as one that has all four. Measured by
`benchmarks/fusion.py` (docs/decisions/005).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

VECTOR_WEIGHT = 0.5
LEXICAL_WEIGHT = 1.0 - VECTOR_WEIGHT

_HIGH_BM25_PER_RARITY = 1.6
"""BM25 of a passage with all words of a question, over the sum of their rarities: its upper quartile on real news."""

Ranking = Sequence[tuple[int, float]]
"""(id, score), best first, each id at most once."""


def scaled_bm25(ranking: Ranking, rarity: float) -> list[tuple[int, float]]:
    """BM25 scores as shares of what the question could score, about 0 to 1.

    Args:
        ranking: BM25 scores.
        rarity: The sum of the inverse document frequencies of the question's words.
    """
    highest = _HIGH_BM25_PER_RARITY * rarity
    return [(item, score / highest if highest > 0 else 0.0) for item, score in ranking]


def convex_combination(rankings: Mapping[str, Ranking], weights: Mapping[str, float]) -> list[tuple[int, float]]:
    """Fuse rankings: the weighted sum of an item's scores; 0 where a ranking does not have it.

    Args:
        rankings: By name, scores on a common scale.
        weights: By the same names; those of rankings that are not empty are scaled to add up to 1.

    Returns:
        (id, score) best first. Ties go to the lower id, so that the result is always the same.
    """
    total = sum(weights[name] for name, ranking in rankings.items() if ranking)
    fused: dict[int, float] = {}
    for name, ranking in rankings.items():
        for item, score in ranking:
            fused[item] = fused.get(item, 0.0) + weights[name] / total * score
    return sorted(fused.items(), key=lambda pair: (-pair[1], pair[0]))
