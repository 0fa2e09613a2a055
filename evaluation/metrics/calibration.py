"""Is an answer given with confidence 0.8 right eight times of ten?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers of one tenth of the scale."""

    confidence: float
    """Their mean confidence."""
    right: float
    """The share of them that is right."""
    n: int


def curve(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """The reliability curve (DeGroot and Fienberg 1983): ten bins of equal width, those without answers left out.

    Args:
        confidences: (n_answers,) 0 to 1.
        right: (n_answers,) whether each is right.
    """
    import numpy as np
    from sklearn.calibration import calibration_curve

    if not confidences:
        return []
    shares, means = calibration_curve(right, confidences, n_bins=BINS, strategy="uniform", pos_label=True)
    # As sklearn bins: right ends belong to their bin.
    at = np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], confidences)
    counts = [int(count) for count in np.bincount(at, minlength=BINS) if count]
    return [Bin(float(mean), float(share), count) for mean, share, count in zip(means, shares, counts, strict=True)]


def expected_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error, 0 to 1 (Naeini et al. 2015): |right - confidence| of each bin, by its answers."""
    n = sum(one.n for one in bins)
    return sum(one.n * abs(one.right - one.confidence) for one in bins) / n
