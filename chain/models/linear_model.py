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
    """A logistic regression: `weights` by the feature's name, on its own scale."""

    weights: Mapping[str, float]
    intercept: float

    @staticmethod
    @functools.cache
    def load(name: str) -> LinearModel:
        """The model in `chain/models/NAME.json`, which also says what it was learned on."""
        kept = json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
        return LinearModel(kept["weights"], kept["intercept"])

    def score(self, row: Mapping[str, float]) -> float:
        """The log-odds of a row that has every feature."""
        return self.intercept + sum(weight * row[name] for name, weight in self.weights.items())

    def probability(self, row: Mapping[str, float]) -> float:
        """0 to 1."""
        return probability_of(self.score(row))
