"""What a number of questions can tell: how small a difference it could have shown, and how many more would."""

from __future__ import annotations

from functools import cache
from math import ceil, sqrt

SIGNIFICANCE = 0.05
POWER = 0.8
"""A difference is seen when four runs in five would find it significant."""

MOST_QUESTIONS = 1_000_000
_TOLERANCE = 1e-4


def margin(n: int) -> float:
    """Half the width of the 95% interval of a pass rate near one half, as a share: what `n` questions leave open.

    30 questions: 0.179.
    """
    return _quantile(1 - SIGNIFICANCE / 2) * sqrt(0.25 / n)


def least_significant_change(n: int) -> float | None:
    """The smallest share of questions that, changed all one way, the exact McNemar test does not take for chance.

    None where there are too few questions for any change to be significant (fewer than six).
    """
    least = _least_one_way()
    return least / n if n >= least else None


def detectable_change(n: int) -> float | None:
    """The gain, where no question gets worse, that the exact McNemar test finds with a power of 0.8.

    None where no gain could be found.
    """
    from scipy.stats import binom

    least = _least_one_way()
    if n < least:
        return None
    low, high = 0.0, 1.0
    while high - low > _TOLERANCE:
        middle = (low + high) / 2
        if binom.sf(least - 1, n, middle) < POWER:
            low = middle
        else:
            high = middle
    return high


def questions_needed(better: int, worse: int, n: int) -> int | None:
    """How many questions it takes to find the observed difference significant with a power of 0.8.

    The sample size of the McNemar test (Connor 1987, Biometrics 43): of `n` questions `better` changed for the better
    and `worse` for the worse, and it is supposed that as large shares of more questions would.

    Returns:
        None where as many got better as worse: there is no difference to find.
    """
    changed, difference = (better + worse) / n, abs(better - worse) / n
    if not difference:
        return None
    tail, power = _quantile(1 - SIGNIFICANCE / 2), _quantile(POWER)
    needed = (tail * sqrt(changed) + power * sqrt(max(changed - difference**2, 0.0))) ** 2 / difference**2
    return min(max(ceil(needed), ceil(_least_one_way() / difference)), MOST_QUESTIONS)


def most_change_unseen(n: int) -> float:
    """The upper 95% limit of the share of questions that change, where none of `n` did: 1 - 0.05^(1/n)."""
    return float(1 - SIGNIFICANCE ** (1 / n))


@cache
def _least_one_way() -> int:
    """How many changes, all one way, are significant: 2 * 0.5^6 < 0.05, so six."""
    least = 1
    while 2 * 0.5**least > SIGNIFICANCE:
        least += 1
    return least


@cache
def _quantile(share: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf(share))
