"""Two rankings take turns: each keeps its order, and neither is drowned unless it is far behind."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.ranking.features import ChunkCandidate, Scored
from clippings.chain.ranking.interleaving import Chosen, in_turns
from clippings.chain.ranking.windows import Window
from clippings.core.sentences import Span
from tests.chain.conftest import evidence_of

_CHUNK = evidence_of("A sentence.").passage.chunk
_SCORES = st.lists(st.floats(-20, 20), max_size=8).map(lambda some: sorted(some, reverse=True))


def ranking(scores: list[float], closeness: float | None) -> Chosen:
    window = Window(0, 0, Span(0, 1))
    return [
        (Scored(ChunkCandidate(_CHUNK, closeness=closeness), window, row), score) for row, score in enumerate(scores)
    ]


@given(_SCORES, _SCORES, st.integers(0, 20))
def test_each_keeps_its_order_and_nothing_is_lost(own: list[float], others: list[float], k: int) -> None:
    both = ranking(own, None), ranking(others, 1.0)
    merged = in_turns(*both, k)
    assert len(merged) == min(k, len(own) + len(others))
    for some in both:
        kept = [pair for pair in merged if pair in some]
        assert kept == some[: len(kept)]


@given(_SCORES, st.integers(0, 20))
def test_one_ranking_alone_is_itself(scores: list[float], k: int) -> None:
    assert in_turns(ranking(scores, None), [], k) == ranking(scores, None)[:k]
    assert in_turns([], ranking(scores, 1.0), k) == ranking(scores, 1.0)[:k]


def languages(own: list[float], others: list[float]) -> str:
    merged = in_turns(ranking(own, None), ranking(others, 1.0), 10)
    return "".join("o" if one.candidate.closeness is None else "x" for one, _ in merged)


def test_the_better_comes_first_and_then_each_has_a_turn() -> None:
    assert languages([9, 8, 7], [8.5, 7.5, 7]) == "oxoxox"
    assert languages([8, 7, 6], [8.5, 7.5, 7]) == "xoxoxo"


def test_what_is_far_behind_waits() -> None:
    assert languages([9, 8, 7, 1], [2, 1]) == "oooxox"
    assert languages([1], [9, 8]) == "xxo"
