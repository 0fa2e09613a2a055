"""Whether a claim follows from its proof, by a cross-encoder for natural language inference."""

from __future__ import annotations

from typing import Any

import numpy as np

from clippings.core.errors import EmbedderUnavailable

LEAST_ENTAILED = 0.5
"""Probability of "entailment" at least; with three classes it is then the likeliest."""


class Entailment:
    """A sentence-transformers `CrossEncoder` of the SNLI or MNLI kind (`CLIPPINGS_NLI_MODEL`).

    Args:
        name: A hub id or a local folder.

    Raises:
        EmbedderUnavailable: It cannot be loaded, or has no class called "entailment".
    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model: Any = CrossEncoder(name)
        except Exception as error:  # hub, file and format errors of three libraries
            raise EmbedderUnavailable(
                f"The entailment model {name!r} cannot be loaded ({str(error).splitlines()[0][:200]}).",
                "CLIPPINGS_NLI_MODEL takes a hub id or a local folder; unset it to do without.",
            ) from error
        labels = {str(label).lower(): int(at) for at, label in self._model.model.config.id2label.items()}
        if "entailment" not in labels:
            raise EmbedderUnavailable(
                f"The model {name!r} does not judge entailment; its classes are {', '.join(labels)}.",
                "CLIPPINGS_NLI_MODEL takes a cross-encoder for natural language inference.",
            )
        self._entailment = labels["entailment"]

    def reads(self, claim: str, proof: str) -> bool:
        return True

    def bears_out(self, claim: str, proof: str) -> bool:
        scores = np.asarray(self._model.predict([(proof, claim)], show_progress_bar=False), dtype=np.float64)[0]
        odds = np.exp(scores - scores.max())
        return float(odds[self._entailment] / odds.sum()) >= LEAST_ENTAILED
