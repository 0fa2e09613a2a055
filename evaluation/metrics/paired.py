"""Whether a figure of the same questions changed by more than chance: paired tests of scipy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clippings.evaluation.metrics.intervals import Interval, of_mean

_RESAMPLES = 9_999
_SEED = 20_221_223
_RESAMPLES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PairedChange:
    """The mean difference of paired values, after minus before."""

    mean: float
    interval: Interval
    p_value: float
    n: int


def change(before: Sequence[float], after: Sequence[float]) -> PairedChange:
    """Paired permutation test of the mean difference (Fisher 1935), with its bootstrap interval.

    Signs of the differences are exchanged 9,999 times, or in every way where there are fewer. It is seeded.

    Args:
        before: (n_questions,) at least one.
        after: (n_questions,) of the same questions.
    """
    import numpy as np
    from scipy.stats import permutation_test

    differences = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    mean = float(differences.mean())
    if not differences.any():
        return PairedChange(0.0, (0.0, 0.0), 1.0, len(differences))
    if len(differences) == 1:
        return PairedChange(mean, (mean, mean), 1.0, 1)
    p_value = permutation_test(
        (differences,),
        lambda sample, axis: np.mean(sample, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_RESAMPLES,
        batch=_RESAMPLES_AT_ONCE,
        rng=np.random.default_rng(_SEED),
    ).pvalue
    return PairedChange(mean, of_mean(differences.tolist()), float(p_value), len(differences))


def mcnemar(better: int, worse: int) -> float:
    """Exact McNemar test (1947): how likely so uneven a split of the changed questions is, if neither were better."""
    from scipy.stats import binomtest

    return float(binomtest(better, better + worse).pvalue) if better + worse else 1.0


def among_several(p_values: Sequence[float]) -> list[float]:
    """The same p-values, with the number of questions put to the data reckoned with (Benjamini and Hochberg 1995)."""
    from scipy.stats import false_discovery_control

    return [float(value) for value in false_discovery_control(p_values)] if p_values else []
