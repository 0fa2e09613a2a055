"""What so many questions can tell agrees with counting every outcome of the exact McNemar test."""

from __future__ import annotations

import pytest
from scipy.stats import binom

from clippings.evaluation.metrics import power
from clippings.evaluation.metrics.paired import mcnemar


def test_thirty_questions_leave_eighteen_points_open() -> None:
    assert power.margin(30) == pytest.approx(0.179, abs=0.001)
    assert power.margin(120) == pytest.approx(power.margin(30) / 2)


def test_six_changes_one_way_are_the_least_that_is_significant() -> None:
    assert power.least_significant_change(30) == pytest.approx(6 / 30)
    assert mcnemar(6, 0) < power.SIGNIFICANCE <= mcnemar(5, 0)
    assert power.least_significant_change(5) is None
    assert power.detectable_change(5) is None


@pytest.mark.parametrize("n", [6, 30, 120, 2_000])
def test_a_detectable_gain_is_found_four_times_in_five(n: int) -> None:
    gain = power.detectable_change(n)
    assert gain is not None
    found = sum(binom.pmf(better, n, gain) for better in range(n + 1) if mcnemar(better, 0) < power.SIGNIFICANCE)
    assert found == pytest.approx(power.POWER, abs=0.01)


@pytest.mark.parametrize(("better", "worse", "n"), [(8, 3, 60), (9, 5, 80), (4, 1, 30), (3, 0, 40)])
def test_so_many_questions_as_are_needed_find_the_difference(better: int, worse: int, n: int) -> None:
    needed = power.questions_needed(better, worse, n)
    assert needed is not None
    changed, share_better = (better + worse) / n, better / (better + worse)
    found = 0.0
    for discordant in range(needed + 1):
        weight = binom.pmf(discordant, needed, changed)
        if weight > 1e-9:
            found += weight * sum(
                binom.pmf(up, discordant, share_better)
                for up in range(discordant + 1)
                if mcnemar(up, discordant - up) < power.SIGNIFICANCE
            )
    assert found == pytest.approx(power.POWER, abs=0.08)


def test_as_many_better_as_worse_need_no_number() -> None:
    assert power.questions_needed(4, 4, 50) is None
    assert power.most_change_unseen(60) == pytest.approx(0.0487, abs=0.001)
