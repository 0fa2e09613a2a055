"""One case asked of the archive: its answers, what was retrieved for them, and which expectations do not hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from clippings.chain.ask import Asker
from clippings.chain.retriever import HybridRetriever, Retrieved
from clippings.core.errors import ChatModelUnavailable, ClippingsError
from clippings.core.languages import of_question
from clippings.core.types import Answer, Passage, Question, Turn
from clippings.evaluation.entailment import ByWords, Entailment
from clippings.evaluation.expectations import facts_of, failures
from clippings.evaluation.judge import NOT_JUDGED, Judge, excerpts_of
from clippings.evaluation.made import Made, made
from clippings.evaluation.results import CaseResult, TurnResult, case_result, failed_to_ask, turn_result
from clippings.evaluation.statement_results import judged
from clippings.evaluation.suite import Asked, Case
from clippings.evaluation.tokens import counted
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

    def made(self, suites: Sequence[str]) -> Made:
        """What a run of these suites is made with."""
        ...

    def source_names(self) -> Sequence[str] | None:
        """The sources to which a question may be limited; None where nobody knows."""
        ...


class _Listening:
    """A retriever that keeps what it returned last, so that no question is searched for twice."""

    def __init__(self, retriever: HybridRetriever) -> None:
        self._retriever = retriever
        self.last = Retrieved([])

    def retrieve(self, *arguments: Any, **named: Any) -> Retrieved:
        self.last = self._retriever.retrieve(*arguments, **named)
        return self.last

    def __getattr__(self, name: str) -> Any:
        return getattr(self._retriever, name)


class Examiner:
    """Asks the questions of suites of the archive, in one warm process.

    Args:
        asker: Answers; from now on, this examiner sees what it retrieves.
        clock: When a question is asked.
        entailment: Holds each statement of an answer against its citations.
        judge: A chat model that judges each answer besides.
    """

    def __init__(
        self,
        asker: Asker,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        entailment: Entailment | None = None,
        judge: Judge | None = None,
    ) -> None:
        self.archive = asker.archive
        self._asker = asker
        self.clock = clock
        self.entailment: Entailment = entailment or ByWords()
        self.judge = judge
        self._listening = _Listening(asker.retriever)
        asker.retriever = cast(HybridRetriever, self._listening)

    def examine(self, case: Case, suite: str = "", repetition: int = 1) -> CaseResult:
        """Ask a case's questions, one after the other.

        A question that cannot be answered fails with the reason; the rest of its conversation is not asked.
        """

        def ask(number: int, history: tuple[Turn, ...]) -> tuple[TurnResult, Answer]:
            return self._examined(case.asked[number], case.question_of(number, history, self.clock()), case)

        return conversation(case, suite, ask)

    def made(self, suites: Sequence[str]) -> Made:
        """What a run of these suites is made with."""
        return made(self.archive, suites, self.entailment.name)

    def source_names(self) -> Sequence[str]:
        """The archive's sources."""
        return self.archive.catalogue.source_names()

    def _examined(self, asked: Asked, question: Question, case: Case) -> tuple[TurnResult, Answer]:
        began_s = time.process_time()
        with counted(self.archive.settings) as tokens:
            answer = self.ask(question)
        cpu_ms = round((time.process_time() - began_s) * 1000, 1)
        passages = self.retrieved
        facts = facts_of(asked.expect, answer, self.entailment)
        failed = failures(asked.expect, answer, passages, self._similarity, case.criterion, facts)
        found = turn_result(asked, answer, passages, failed, judged(answer, passages, self.entailment), facts)
        known = found.model_copy(update={"cpu_ms": cpu_ms, "tokens": dict(tokens)})
        return with_judgement(known, answer, self.judge), answer

    def ask(self, question: Question) -> Answer:
        """One answer of the chain.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        self._listening.last = Retrieved([])
        return self._asker.ask(question)

    @property
    def retrieved(self) -> Sequence[Passage]:
        """What was retrieved for the last question, best first."""
        return self._listening.last.passages

    def _similarity(self, one: str, other: str) -> float:
        return similarity(self.archive.embedder, one, other)


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
