"""pass@k and pass^k are what counting all ways to choose k attempts gives, and early decisions do not bias them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.evaluation.metrics.pass_at_k import first_all_pass, first_passes, pass_all_k, pass_at_k

_OUTCOMES = st.lists(st.booleans(), min_size=1, max_size=7)


@given(_OUTCOMES, st.integers(1, 7))
def test_they_are_shares_of_all_choices_of_k_attempts(outcomes: list[bool], k: int) -> None:
    k = min(k, len(outcomes))
    chosen = list(combinations(outcomes, k))
    assert pass_at_k(outcomes, k) == pytest.approx(sum(map(any, chosen)) / len(chosen))
    assert pass_all_k(outcomes, k) == pytest.approx(sum(map(all, chosen)) / len(chosen))


@given(_OUTCOMES, st.integers(1, 7))
def test_attempts_after_a_flip_change_nothing_in_the_first_k(outcomes: list[bool], k: int) -> None:
    flip = next((n for n in range(1, len(outcomes)) if outcomes[n] != outcomes[0]), len(outcomes) - 1)
    until_decided = outcomes[: flip + 1]
    assert first_passes(until_decided, k) == first_passes(outcomes, k)
    assert first_all_pass(until_decided, k) == first_all_pass(outcomes, k)
