"""Whether a text says what a statement says: by words, which is always there, or by an NLI model where one is set."""

from __future__ import annotations

from typing import Any, Protocol

from clippings.chain.support import support
from clippings.core.errors import EmbedderUnavailable
from clippings.core.languages import of_question
from clippings.core.settings import Settings

_ENTAILS = "entail"
"""How the label begins in the models of the hub: "entailment", "ENTAILMENT", "entail"."""
_DENIES = ("not", "non", "no ", "no_")


class Entailment(Protocol):
    """Judges statements; `name` says how, for the reader of the figures."""

    @property
    def name(self) -> str: ...

    def entails(self, statement: str, proof: str, context: str = "") -> bool:
        """Whether the proof, known to come from this context (headline, source, date), says what the statement says."""


class ByWords:
    """The check that answers themselves pass through (`chain.support`): it can refuse and never prove.

    A statement in another language than its proof is held against numbers, names and quotes alone.
    """

    name = "words"

    def entails(self, statement: str, proof: str, context: str = "") -> bool:
        if " ".join(statement.split()) in " ".join(proof.split()):
            return True
        compared = support(statement, proof, context)
        if of_question(statement) == of_question(proof):
            return compared.holds
        return compared.numbers and compared.names and compared.quotes


class ByModel:
    """A cross-encoder trained on natural language inference: a hub id or a local folder (`CLIPPINGS_NLI_MODEL`).

    Raises:
        EmbedderUnavailable: It cannot be loaded, or has no label for entailment.
    """

    def __init__(self, model: str) -> None:
        from sentence_transformers import CrossEncoder

        self.name = f"NLI model {model}"
        way_out = (
            "CLIPPINGS_NLI_MODEL takes a hub id or a local folder of an NLI cross-encoder; unset it to do without."
        )
        try:
            self._model: Any = CrossEncoder(model)
        except Exception as error:  # hub, file and format errors of three libraries
            reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
            raise EmbedderUnavailable(f"The NLI model {model!r} cannot be loaded ({reason}).", way_out) from error
        labels = {number: str(label).lower() for number, label in self._model.model.config.id2label.items()}
        wanted = [
            int(number) for number, label in labels.items() if _ENTAILS in label and not label.startswith(_DENIES)
        ]
        if len(wanted) != 1:
            raise EmbedderUnavailable(
                f"{model!r} is no NLI model: its labels are {', '.join(labels.values())}.", way_out
            )
        self._entails = wanted[0]

    def entails(self, statement: str, proof: str, context: str = "") -> bool:
        scores = self._model.predict([(f"{context} {proof}".strip(), statement)], show_progress_bar=False)[0]
        return int(scores.argmax()) == self._entails


def entailment(settings: Settings) -> Entailment:
    """The judge that the settings name; of words when they name none."""
    return ByModel(settings.nli_model) if settings.nli_model else ByWords()
