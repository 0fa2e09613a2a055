"""Whether a claim follows from its proof, by a cross-encoder for natural language inference."""

from __future__ import annotations

from typing import Any

import numpy as np

from clippings.core.errors import EmbedderUnavailable

LEAST_ENTAILED = 0.5
"""Probability of "entailment" at least; with three classes it is then the likeliest."""


_ENTAILS = "entail"
"""How the label begins in the models of the hub: "entailment", "ENTAILMENT", "entail"."""
_DENIES = ("not", "non", "no ", "no_")


class EntailmentModel:
    """A sentence-transformers `CrossEncoder` of the SNLI or MNLI kind (`CLIPPINGS_NLI_MODEL`).

    Args:
        name: A hub id or a local folder.

    Raises:
        EmbedderUnavailable: It cannot be loaded, or has no label for entailment.
    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        way_out = (
            "CLIPPINGS_NLI_MODEL takes a hub id or a local folder of an NLI cross-encoder; unset it to do without."
        )
        try:
            self._model: Any = CrossEncoder(name)
        except Exception as error:  # hub, file and format errors of three libraries
            reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
            raise EmbedderUnavailable(f"The NLI model {name!r} cannot be loaded ({reason}).", way_out) from error
        labels = {int(number): str(label).lower() for number, label in self._model.model.config.id2label.items()}
        wanted = [number for number, label in labels.items() if _ENTAILS in label and not label.startswith(_DENIES)]
        if len(wanted) != 1:
            raise EmbedderUnavailable(
                f"{name!r} is no NLI model: its labels are {', '.join(labels.values())}.", way_out
            )
        self._entailment = wanted[0]

    def reads(self, claim: str, proof: str) -> bool:
        return True

    def bears_out(self, claim: str, proof: str) -> bool:
        scores = np.asarray(self._model.predict([(proof, claim)], show_progress_bar=False), dtype=np.float64)[0]
        odds = np.exp(scores - scores.max())
        return float(odds[self._entailment] / odds.sum()) >= LEAST_ENTAILED
