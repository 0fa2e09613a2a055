"""How far a figure from so few questions may be off: 95% confidence intervals, by scipy."""

from __future__ import annotations

from collections.abc import Sequence

CONFIDENCE = 0.95
_SEED = 7
_RESAMPLES = 2_000

Interval = tuple[float, float]


def of_share(count: int, n: int) -> Interval:
    """Wilson's interval for `count` of `n`, n at least 1 (Wilson 1927; good also near 0 and 1)."""
    from scipy.stats import binomtest

    found = binomtest(count, n).proportion_ci(CONFIDENCE, method="wilson")
    return float(found.low), float(found.high)


def of_mean(values: Sequence[float]) -> Interval:
    """The bootstrap's percentile interval for a mean; the same values give the same interval."""
    import numpy as np
    from scipy.stats import bootstrap

    if len(set(values)) < 2:
        return values[0], values[0]
    found = bootstrap(
        (np.asarray(values),), np.mean, confidence_level=CONFIDENCE, n_resamples=_RESAMPLES, method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)
