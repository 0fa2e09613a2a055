"""One case asked of the archive: its answers, what was retrieved for them, and which expectations do not hold."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from clippings.chain.ask import Asker
from clippings.chain.retriever import HybridRetriever, Retrieved
from clippings.core.errors import ChatModelUnavailable, ClippingsError
from clippings.core.languages import of_question
from clippings.core.types import Answer, Question, Turn
from clippings.evaluation.entailment import ByWords, Entailment
from clippings.evaluation.expectations import failures
from clippings.evaluation.judge import NOT_JUDGED, Judge, excerpts_of
from clippings.evaluation.results import CaseResult, TurnResult, case_result, failed_to_ask, turn_result
from clippings.evaluation.statement_results import judged
from clippings.evaluation.suite import Asked, Case
from clippings.evaluation.tokens import counted


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
    """Asks the questions of suites, in one warm process.

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

    def examine(self, case: Case, suite: str = "") -> CaseResult:
        """Ask a case's questions, one after the other.

        A question that cannot be answered fails with the reason; the rest of its conversation is not asked.
        """
        turns: list[TurnResult] = []
        history: tuple[Turn, ...] = ()
        for number, asked in enumerate(case.asked):
            question = case.question_of(number, history, self.clock())
            try:
                turn, answer = self._examined(asked, question, case)
            except ClippingsError as error:
                turns.append(failed_to_ask(asked, error))
                break
            turns.append(turn)
            history = (*history, answer.turn)
        return case_result(case, suite, turns)

    def _examined(self, asked: Asked, question: Question, case: Case) -> tuple[TurnResult, Answer]:
        began_s = time.process_time()
        with counted(self.archive.settings) as tokens:
            answer = self.ask(question)
        cpu_ms = round((time.process_time() - began_s) * 1000, 1)
        passages = self._listening.last.passages
        failed = failures(asked.expect, answer, passages, self._similarity, case.criterion)
        found = turn_result(asked, answer, passages, failed, judged(answer, passages, self.entailment))
        told: dict[str, Any] = {"cpu_ms": cpu_ms, "tokens": dict(tokens)}
        if self.judge is not None and not answer.abstained:
            try:
                told["judgement"] = self.judge.judge(question.text, answer.text, excerpts_of(answer))
            except ChatModelUnavailable as error:
                told["notes"] = [*found.notes, f"{NOT_JUDGED}: {error.what}"]
        return found.model_copy(update=told), answer

    def ask(self, question: Question) -> Answer:
        """One answer of the chain.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        self._listening.last = Retrieved([])
        return self._asker.ask(question)

    def _similarity(self, one: str, other: str) -> float:
        embedder = self.archive.embedder
        for text in (one, other):
            if not embedder.speaks(language := of_question(text)):
                raise ClippingsError(
                    f"similar_to cannot be judged: the embedding model does not know the language {language!r}.",
                    "Set CLIPPINGS_EMBEDDING_MODEL to one that does, or expect words with `contains`.",
                )
        first, second = embedder.embed_query(one), embedder.embed_query(other)
        return sum(a * b for a, b in zip(first, second, strict=True))
