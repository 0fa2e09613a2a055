"""The order of windows: a weighted sum of their features, then each story once and no words twice.

The weights are learned (`chain/models/ranking_*.json`), by a softmax over the windows of a question: the score is a
log-odds, and a window's chance among the others is `exp(score)`. A linear sum was kept because LambdaMART over the same
features did no better on questions that it had not seen (docs/decisions/022).
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clippings.chain.models.linear_model import LinearModel
from clippings.chain.ranking.features import FEATURES, ChunkCandidate, RankingFeatures, Scored

_AGAIN = 0.2
"""What each further window of the same article must be better by, on the scale of the scores: three windows of one
article rarely say three things. 0 to 0.3 measure the same."""

_READ = 30
"""At least so many chunks are read, and as many as windows are wanted: those hold 0.984 of the ten best windows of all,
0.943 of the forty best, and as many answers (docs/decisions/022)."""


def scores(features: NDArray[np.float64], has_cosine: bool) -> NDArray[np.float64]:
    """Log-odds of each window, up to a constant.

    Args:
        features: (n_windows, len(FEATURES)), see `RankingFeatures`.
        has_cosine: Whether cosines are known: there are other weights for words alone.

    Returns:
        (n_windows,)
    """
    weights = _model(has_cosine).weights
    found: NDArray[np.float64] = features @ np.array([weights.get(name, 0.0) for name in FEATURES])
    return found


def worth_reading(seen: RankingFeatures, has_cosine: bool, k: int) -> list[ChunkCandidate]:
    """The chunks whose windows are weighed for the best `k`, in the order found: the best at a glance.

    Further tellings of a story take no other chunk's place, and chunks in other languages than the question's are all
    read: they share too few words with it to be judged at a glance.
    """
    most, found = max(_READ, k), seen.candidates
    if len(found) <= most:
        return list(found)
    judged = scores(seen.at_a_glance(), has_cosine)
    chosen = {at for at, one in enumerate(found) if one.closeness is not None}
    teller: dict[int, int] = {}
    places = most
    for at in sorted(set(range(len(found))) - chosen, key=lambda at: -judged[at]):
        article = found[at].chunk.article
        places -= teller.setdefault(article.story, article.id) == article.id
        if places < 0:
            break
        chosen.add(at)
    return [found[at] for at in sorted(chosen)]


def chance(score: float, has_cosine: bool) -> float:
    """The estimated probability, 0 to 1, that a window of this score holds what was asked for."""
    return _model(has_cosine).probability_of(score)


def _model(has_cosine: bool) -> LinearModel:
    return LinearModel.load("ranking_with_cosine" if has_cosine else "ranking_without_cosine")


def choose(scored: Sequence[Scored], values: NDArray[np.float64], k: int) -> list[tuple[Scored, float]]:
    """The `k` best windows, best first, without a story told twice or a sentence shown twice.

    A story is told by the article whose window came first; its near-duplicates are left out.

    Args:
        scored: Windows with their rows.
        values: Their scores, (n_windows,).
        k: How many at most.

    Returns:
        Windows and their scores, less `_AGAIN` for every earlier window of the same article; never rising.
    """
    waiting = sorted(scored, key=lambda one: (-values[one.row], one.candidate.chunk.id, one.window.first))
    teller: dict[int, int] = {}
    shown: dict[int, list[tuple[int, int]]] = {}
    held_back: list[tuple[float, int, Scored]] = []
    chosen: list[tuple[Scored, float]] = []
    at = 0
    while len(chosen) < k and (at < len(waiting) or held_back):
        if at < len(waiting) and (not held_back or values[waiting[at].row] >= -held_back[0][0]):
            one, value = waiting[at], float(values[waiting[at].row])
            at += 1
        else:
            negative, _, one = heapq.heappop(held_back)
            value = -negative
        article = one.candidate.chunk.article
        spans = shown.get(article.id, [])
        start, end = one.window.span
        if teller.setdefault(article.story, article.id) != article.id:
            continue
        if any(start < other_end and other_start < end for other_start, other_end in spans):
            continue
        due = float(values[one.row]) - _AGAIN * len(spans)
        if due < value:
            heapq.heappush(held_back, (-due, one.row, one))
            continue
        shown.setdefault(article.id, []).append((start, end))
        chosen.append((one, value))
    return chosen
