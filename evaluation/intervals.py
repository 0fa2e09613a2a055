"""A mean and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_RESAMPLES = 2_000
_SEED = 20_221_223


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `n` questions with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.mean:.3f} ({self.low:.3f}-{self.high:.3f})"


def estimate(values: Sequence[float]) -> Estimate:
    """The mean with its percentile bootstrap interval (Efron 1979), by resampling questions 2,000 times.

    The resampling is seeded, so the same values give the same interval. Nothing gives nan.
    """
    from scipy.stats import bootstrap

    sample = np.asarray(values, dtype=np.float64)
    if sample.size == 0:
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    mean = float(sample.mean())
    if sample.size == 1 or (sample == sample[0]).all():
        return Estimate(mean, mean, mean, int(sample.size))
    found = bootstrap(
        (sample,), np.mean, n_resamples=_RESAMPLES, batch=100, method="percentile", rng=np.random.default_rng(_SEED)
    ).confidence_interval
    return Estimate(mean, float(found.low), float(found.high), int(sample.size))
