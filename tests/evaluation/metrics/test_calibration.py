"""The reliability curve, reckoned by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.evaluation.metrics.calibration import curve, expected_error


def test_answers_fall_into_tenths_of_the_scale() -> None:
    bins = curve([0.92, 0.94, 0.96, 0.62, 0.64], [True, True, False, False, True])
    assert [(one.confidence, one.right) for one in bins] == [
        pytest.approx((0.63, 0.5)),
        pytest.approx((0.94, 2 / 3)),
    ]
    assert [one.n for one in bins] == [2, 3]
    assert expected_error(bins) == pytest.approx((2 * 0.13 + 3 * (0.94 - 2 / 3)) / 5)


def test_whoever_is_right_as_often_as_he_is_sure_makes_no_error() -> None:
    assert expected_error(curve([0.75] * 4, [True, True, True, False])) == pytest.approx(0)
    assert curve([], []) == []


def test_answers_that_are_all_right_or_all_wrong_have_a_curve_too() -> None:
    assert [one.right for one in curve([0.1, 0.9], [True, True])] == [1, 1]
    assert [one.right for one in curve([0.1, 0.9], [False, False])] == [0, 0]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_every_answer_is_in_one_bin_and_the_error_is_a_share(answers: list[tuple[float, bool]]) -> None:
    bins = curve([confidence for confidence, _ in answers], [right for _, right in answers])
    assert sum(one.n for one in bins) == len(answers)
    assert 0 <= expected_error(bins) <= 1
