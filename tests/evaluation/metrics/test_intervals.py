from __future__ import annotations

import math

import pytest

from clippings.evaluation.metrics.intervals import estimate


def test_an_interval_holds_its_mean_and_shrinks_with_more_questions() -> None:
    few, many = estimate([0.0, 1.0] * 20), estimate([0.0, 1.0] * 1_000)
    assert few.low < few.mean == 0.5 < few.high
    assert many.high - many.low < (few.high - few.low) / 4
    assert many.high - many.low == pytest.approx(2 * 1.96 * math.sqrt(0.25 / 2_000), rel=0.1)


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.0, 1.0, 1.0, 0.0, 1.0]
    assert estimate(values) == estimate(values)


def test_values_that_are_all_alike_or_none_have_no_width() -> None:
    assert (estimate([1.0] * 9).low, estimate([1.0] * 9).high) == (1.0, 1.0)
    assert math.isnan(estimate([]).mean)
