"""How far a figure from so few questions may be off: 95% confidence intervals, by scipy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CONFIDENCE = 0.95
_SEED = 20_221_223
_RESAMPLES = 2_000
_RESAMPLES_AT_ONCE = 100
"""Bounds the memory: resamples times questions are held at once."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `n` questions with its 95% bootstrap interval."""

    mean: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.mean:.3f} ({self.low:.3f}-{self.high:.3f})"


def of_share(count: int, n: int) -> Interval:
    """Wilson's interval for `count` of `n`, n at least 1 (Wilson 1927; good also near 0 and 1)."""
    from scipy.stats import binomtest

    found = binomtest(count, n).proportion_ci(CONFIDENCE, method="wilson")
    return float(found.low), float(found.high)


def of_mean(values: Sequence[float]) -> Interval:
    """The percentile bootstrap interval of a mean (Efron 1979), by resampling questions 2,000 times.

    The resampling is seeded, so the same values give the same interval. Values that are all alike have one without
    width.

    Args:
        values: (n,) at least one.
    """
    import numpy as np
    from scipy.stats import bootstrap

    sample = np.asarray(values, dtype=np.float64)
    if (sample == sample[0]).all():
        return float(sample[0]), float(sample[0])
    found = bootstrap(
        (sample,),
        np.mean,
        confidence_level=CONFIDENCE,
        n_resamples=_RESAMPLES,
        batch=_RESAMPLES_AT_ONCE,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return float(found.low), float(found.high)


def estimate(values: Sequence[float]) -> Estimate:
    """The mean with its interval. Nothing gives nan."""
    if not values:
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    low, high = of_mean(values)
    return Estimate(sum(values) / len(values), low, high, len(values))
