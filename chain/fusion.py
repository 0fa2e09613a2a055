"""Two rankings into one: weighted reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

RANK_CONSTANT = 60
"""The k of the paper: how little the first places differ from each other."""

LEXICAL_WEIGHT = 1.0
VECTOR_WEIGHT = 0.5
"""Chosen by `benchmarks/fusion.py` on news-quiz questions of 2022; see docs/decisions/005."""


def reciprocal_rank_fusion(
    rankings: Mapping[str, Sequence[int]], weights: Mapping[str, float]
) -> list[tuple[int, float]]:
    """Fuse rankings of ids: the score of an id is the sum of `weight / (RANK_CONSTANT + rank)`, ranks from 1.

    Args:
        rankings: By name, ids best first, each id at most once in a ranking.
        weights: By the same names.

    Returns:
        (id, score) best first, scores scaled so that an id which is first everywhere has 1. Ties go to the lower id,
        so that the same rankings always give the same result.
    """
    best = sum(weights[name] for name in rankings) / (RANK_CONSTANT + 1)
    scores: dict[int, float] = {}
    for name, ranking in rankings.items():
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weights[name] / (RANK_CONSTANT + rank)
    return sorted(((item, score / best) for item, score in scores.items()), key=lambda pair: (-pair[1], pair[0]))
