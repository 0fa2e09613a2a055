"""Between a probability and its log-odds, clipped so that neither overflows."""

from __future__ import annotations

import math

_LARGEST = 50.0


def probability_of(log_odds: float) -> float:
    """0 to 1."""
    return 1.0 / (1.0 + math.exp(-max(-_LARGEST, min(_LARGEST, log_odds))))


def log_odds_of(probability: float, least: float) -> float:
    """The log-odds of a probability that is kept this far from 0 and 1."""
    probability = min(1.0 - least, max(least, probability))
    return math.log(probability / (1.0 - probability))
