"""Windows in the question's language and in others take turns, as long as neither is far less likely.

A window in another language shares few words with the question, and words are most of what the ranker goes by. So the
two kinds are ranked apart: each in its own order, and then a turn each. That is what serves the reader most who may be
after either: the first window of the other language is worth more than a second one of the same (intent-aware
diversification; Agrawal et al. 2009).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clippings.chain.crosslingual.transliteration import names_in_chunk
from clippings.chain.ranking.features import Scored
from clippings.chain.ranking.ranker import choose

_WEIGHT_OF_CLOSENESS = 3.0
_LESS_IN_ANOTHER_LANGUAGE = 1.0
"""What a spread of closeness adds to the score of a window in another language, for the words that it cannot share, and
how much less likely than that it is taken to be. Chosen on the questions of `benchmarks/cross_language_questions.jsonl`
and the development half of the sample questions: 2.4 to 3.6, and 1 to 2, do about as well (docs/decisions/027)."""

_WEIGHT_OF_A_NAME = 3.0
"""What each of the question's names adds that its article's headline or its chunk has in another script."""

_FAR_BEHIND = 3.0
"""On the scale of the scores, a third as likely: so far behind the other kind, a window waits for its place."""

Chosen = list[tuple[Scored, float]]


def chosen_across(question: str, scored: Sequence[Scored], values: NDArray[np.float64], k: int) -> Chosen:
    """The `k` best windows, best first; `ranker.choose` where all are in the question's language.

    Args:
        question: What is asked.
        scored: Windows with their rows.
        values: Their scores, (n_windows,).
        k: How many at most.

    Returns:
        Windows and their scores.
    """
    others = [one for one in scored if one.candidate.closeness is not None]
    if not others:
        return choose(scored, values, k)
    own = [one for one in scored if one.candidate.closeness is None]
    apart = values.copy()
    chunks = {one.candidate.chunk.id: one.candidate.chunk for one in others}  # a chunk has several windows
    names = {chunk_id: names_in_chunk(question, chunk) for chunk_id, chunk in chunks.items()}
    for one in others:
        apart[one.row] += _WEIGHT_OF_CLOSENESS * (one.candidate.closeness or 0.0) - _LESS_IN_ANOTHER_LANGUAGE
        apart[one.row] += _WEIGHT_OF_A_NAME * names[one.candidate.chunk.id]
    return in_turns(choose(own, values, k), choose(others, apart, k), k)


def in_turns(own: Chosen, others: Chosen, k: int) -> Chosen:
    """Two rankings as one: the better first, then a turn each, unless one is far behind the other.

    Args:
        own: Windows in the question's language, best first, with their scores.
        others: Windows in other languages.
        k: How many at most.
    """
    queues = [list(reversed(own)), list(reversed(others))]
    merged: Chosen = []
    turn: int | None = None
    while len(merged) < k and any(queues):
        if not all(queues):
            turn = 0 if queues[0] else 1
        elif turn is None:
            turn = int(queues[1][-1][1] > queues[0][-1][1])
        else:
            waiting = 1 - turn
            turn = waiting if queues[waiting][-1][1] >= queues[turn][-1][1] - _FAR_BEHIND else turn
        merged.append(queues[turn].pop())
    return merged
