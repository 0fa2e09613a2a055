"""One case asked of the archive: its answers, what was retrieved for them, and which expectations do not hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from clippings.chain.pipeline import Asker
from clippings.chain.retrieval.retriever import HybridRetriever, Retrieved
from clippings.core.types import Answer, Passage, Question, Turn
from clippings.evaluation.case_examiner import conversation, similarity, with_judgement
from clippings.evaluation.judging.entailment import ByWords, Entailment
from clippings.evaluation.judging.judge import Judge
from clippings.evaluation.results import CaseResult, TurnResult, turn_result
from clippings.evaluation.run_metadata import RunMetadata, made
from clippings.evaluation.statement_results import judged
from clippings.evaluation.suites.expectations import facts_of, failures
from clippings.evaluation.suites.suite import Asked, Case
from clippings.evaluation.token_usage import counted


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

    def made(self, suites: Sequence[str]) -> RunMetadata:
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
