"""A sample depends on the numbers that are there, not on how they came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.vectorstore.vectors.bottom_k_sample import MOST, EvenSample, _place

_STEPS = st.lists(st.tuples(st.booleans(), st.integers(1, 40), st.integers(1, 60)), max_size=12)
"""Whether numbers come or go, and which: a run from fifty times the second on, twenty times the third long."""


@given(_STEPS)
def test_it_holds_exactly_the_numbers_that_are_there_and_lie_below_its_ceiling(
    steps: list[tuple[bool, int, int]],
) -> None:
    sample, there = EvenSample(), set[int]()
    for come, start, length in steps:
        some = set(range(50 * start, 50 * start + 20 * length))
        there = there | some if come else there - some
        sample = sample.taking_in(some) if come else sample.without(some)
        assert sample.members == {one for one in there if _place(one) <= sample.ceiling}
        assert len(sample.members) <= MOST
        assert sample == (sample.taking_in(some) if come else sample.without(some))  # twice is once


@pytest.mark.parametrize("size", [MOST - 1, 5_000, 40_000])
def test_it_is_even_and_tells_how_many_there_are(size: int) -> None:
    sample = EvenSample().taking_in(range(1, size + 1))
    assert len(sample.members) == min(size, MOST)
    assert sample.size_of_all == pytest.approx(size, rel=0.02)
    first_half = sum(one <= size / 2 for one in sample.members)
    assert first_half == pytest.approx(len(sample.members) / 2, rel=0.05)


def test_it_is_thin_once_most_of_it_has_gone_though_there_is_more() -> None:
    sample = EvenSample().taking_in(range(5_000))
    assert not sample.is_thin
    assert sample.without(range(3_000)).is_thin
    assert not EvenSample().taking_in(range(10)).without(range(9)).is_thin  # these were all
