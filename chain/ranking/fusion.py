"""BM25 on a scale that means the same for every question, so that it can be weighed against other evidence.

BM25 is divided by what a question could score at most, not by what its best passage scored: where one word of four is
found anywhere, that passage must not look as good as one that has all four. Scores are added, not ranks: reciprocal
ranks forget how much better the first is than the second (Bruch, Gai and Ingber 2023; docs/decisions/005).
"""

from __future__ import annotations

from collections.abc import Sequence

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
