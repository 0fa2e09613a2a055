"""A weighted sum of named features, and the probability that it stands for."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from clippings.chain.models.logistic import probability_of


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by the feature's name, on its own scale, and what makes a probability of their sum.

    `chain/models/NAME.json` keeps one: `weights`, `intercept`, `slope` where it is not 1, which script learned it
    (`learned_by`), on what (`trained_on`) and which day (`on`).
    """

    weights: Mapping[str, float]
    intercept: float
    slope: float = 1.0

    @staticmethod
    @functools.cache
    def load(name: str) -> LinearModel:
        """The model in `chain/models/NAME.json`."""
        kept = json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
        return LinearModel(kept["weights"], kept["intercept"], kept.get("slope", 1.0))

    def score(self, row: Mapping[str, float]) -> float:
        """The weighted sum of a row that has every feature: to be compared among the rows of one question."""
        return sum(weight * row[name] for name, weight in self.weights.items())

    def log_odds_of(self, score: float) -> float:
        """The log-odds that a score stands for."""
        return self.intercept + self.slope * score

    def probability_of(self, score: float) -> float:
        """The probability, 0 to 1, that a score stands for."""
        return probability_of(self.log_odds_of(score))

    def probability(self, row: Mapping[str, float]) -> float:
        """Of a row: 0 to 1."""
        return self.probability_of(self.score(row))
