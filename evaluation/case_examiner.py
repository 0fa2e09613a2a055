"""What examiners of the archive and of other systems share. Light: for another system, the chain is not loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from clippings.core.errors import ChatModelUnavailable, ClippingsError
from clippings.core.languages import of_question
from clippings.core.types import Answer, Turn
from clippings.evaluation.judging.entailment import Entailment
from clippings.evaluation.results import NOT_JUDGED, CaseResult, TurnResult, case_result, failed_to_ask
from clippings.evaluation.run_metadata import RunMetadata
from clippings.evaluation.suites.suite import Case

if TYPE_CHECKING:
    from clippings.evaluation.judging.judge import Judge
    from clippings.vectorstore.embedders.embedder import Embedder


class CaseExaminer(Protocol):
    """Asks the cases of suites, of the archive or of another system."""

    @property
    def entailment(self) -> Entailment: ...

    @property
    def judge(self) -> Judge | None: ...

    def examine(self, case: Case, suite: str = "", repetition: int = 1) -> CaseResult:
        """Ask a case's questions, one after the other."""
        ...

    def made(self, suites: Sequence[str]) -> RunMetadata:
        """What a run of these suites is made with."""
        ...

    def source_names(self) -> Sequence[str] | None:
        """The sources to which a question may be limited; None where nobody knows."""
        ...


AskTurn = Callable[[int, tuple[Turn, ...]], tuple[TurnResult, Answer]]
"""From a turn's number (counted from 0) and the turns before it to what came of it."""


def conversation(case: Case, suite: str, ask: AskTurn) -> CaseResult:
    """Ask the turns of a case, each with those before it; one that cannot be answered fails, and ends it."""
    turns: list[TurnResult] = []
    history: tuple[Turn, ...] = ()
    for number, asked in enumerate(case.asked):
        try:
            turn, answer = ask(number, history)
        except ClippingsError as error:
            turns.append(failed_to_ask(asked, error))
            break
        turns.append(turn)
        history = (*history, answer.turn)
    return case_result(case, suite, turns)


def with_judgement(turn: TurnResult, answer: Answer, judge: Judge | None) -> TurnResult:
    """The same with what a chat model thinks of the answer, where one is asked and the answer is one."""
    if judge is None or answer.abstained:
        return turn
    from clippings.evaluation.judging.judge import excerpts_of

    try:
        judgement = judge.judge(turn.question, answer.text, excerpts_of(answer))
    except ChatModelUnavailable as error:
        return turn.model_copy(update={"notes": [*turn.notes, f"{NOT_JUDGED}: {error.what}"]})
    return turn.model_copy(update={"judgement": judgement})


def similarity(embedder: Embedder, one: str, other: str) -> float:
    """The cosine similarity of two texts.

    Raises:
        ClippingsError: The embedding model does not know the language of one of them.
    """
    for text in (one, other):
        if not embedder.speaks(language := of_question(text)):
            raise ClippingsError(
                f"similar_to cannot be judged: the embedding model does not know the language {language!r}.",
                "Set CLIPPINGS_EMBEDDING_MODEL to one that does, or expect words with `contains`.",
            )
    first, second = embedder.embed_query(one), embedder.embed_query(other)
    return sum(a * b for a, b in zip(first, second, strict=True))
