"""Whether a text says what a statement says: by words, which is always there, or by an NLI model where one is set."""

from __future__ import annotations

from typing import Protocol

from clippings.chain.verification.nli import EntailmentModel
from clippings.chain.verification.support import support
from clippings.core.languages import of_question
from clippings.core.settings import Settings


class Entailment(Protocol):
    """Judges statements; `name` says how, for the reader of the figures."""

    @property
    def name(self) -> str: ...

    def entails(self, statement: str, proof: str, context: str = "") -> bool:
        """Whether the proof, known to come from this context (headline, source, date), says what the statement says."""


class ByWords:
    """The check that answers themselves pass through (`chain.verification.support`): it can refuse and never prove.

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
    """The model by which a chat model's sentences are checked (`chain.verification.nli`), asked of any statement.

    Raises:
        EmbedderUnavailable: It cannot be loaded, or has no label for entailment.
    """

    def __init__(self, model: str) -> None:
        self.name = f"NLI model {model}"
        self._model = EntailmentModel(model)

    def entails(self, statement: str, proof: str, context: str = "") -> bool:
        return self._model.bears_out(statement, f"{context} {proof}".strip())


def entailment(settings: Settings) -> Entailment:
    """The judge that the settings name; of words when they name none."""
    return ByModel(settings.nli_model) if settings.nli_model else ByWords()
