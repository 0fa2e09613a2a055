from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.fusion import convex_combination, scaled_bm25

_RANKINGS = st.dictionaries(st.integers(0, 50), st.floats(0, 1), max_size=30).map(
    lambda scores: sorted(scores.items(), key=lambda pair: -pair[1])
)


def test_an_item_that_is_best_everywhere_comes_first() -> None:
    fused = convex_combination({"a": [(7, 1.0), (3, 0.5)], "b": [(7, 1.0), (4, 0.1)]}, {"a": 0.7, "b": 0.3})
    assert fused[0] == (7, 1.0)


def test_an_empty_ranking_leaves_the_other_as_it_is() -> None:
    fused = convex_combination({"a": [(1, 0.9), (2, 0.6), (3, 0.3)], "b": []}, {"a": 0.7, "b": 0.3})
    assert fused == [(1, 0.9), (2, 0.6), (3, 0.3)]


def test_one_word_of_four_is_not_made_to_look_like_all_four() -> None:
    [(_, weak)] = scaled_bm25([(1, 4.0)], rarity=16.0)
    [(_, strong)] = scaled_bm25([(1, 24.0)], rarity=16.0)
    assert weak < 0.25 < 0.9 < strong
    assert scaled_bm25([(1, 4.0)], rarity=0.0) == [(1, 0.0)]


def test_weights_decide_between_two_favourites() -> None:
    rankings = {"a": [(1, 0.9), (2, 0.1)], "b": [(2, 0.9), (1, 0.1)]}
    assert convex_combination(rankings, {"a": 0.6, "b": 0.4})[0][0] == 1
    assert convex_combination(rankings, {"a": 0.4, "b": 0.6})[0][0] == 2


@given(_RANKINGS, _RANKINGS)
def test_fused_scores_stay_between_zero_and_one_and_nothing_is_lost(
    one: list[tuple[int, float]], other: list[tuple[int, float]]
) -> None:
    fused = convex_combination({"a": one, "b": other}, {"a": 0.67, "b": 0.33})
    assert {item for item, _ in fused} == {item for item, _ in [*one, *other]}
    assert all(-1e-9 <= score <= 1 + 1e-9 for _, score in fused)
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)
