"""The cases of suites asked of another system, and judged by what it says of its answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from clippings.core.settings import Settings
from clippings.core.types import Answer, Turn
from clippings.evaluation.case_examiner import conversation, similarity, with_judgement
from clippings.evaluation.judging.entailment import Entailment, entailment
from clippings.evaluation.results import CaseResult, TurnResult, turn_result
from clippings.evaluation.run_metadata import RunMetadata, made_of_system
from clippings.evaluation.statement_results import judged
from clippings.evaluation.suites.expectations import facts_of, failures
from clippings.evaluation.suites.suite import Case
from clippings.evaluation.systems.answer import answer_of
from clippings.evaluation.systems.reply import Reply
from clippings.evaluation.systems.request import request_of
from clippings.evaluation.systems.system import System, SystemFailure

if TYPE_CHECKING:
    from clippings.evaluation.judging.judge import Judge
    from clippings.vectorstore.embedders.embedder import Embedder


class SystemExaminer:
    """Asks a system what the archive would be asked.

    Args:
        system: Answers.
        settings: Name the model that judges statements, and the one that `similar_to` is measured by.
        judge: A chat model that judges each answer besides.
        clock: When a question is asked.
    """

    def __init__(
        self,
        system: System,
        settings: Settings,
        judge: Judge | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._system = system
        self._settings = settings
        self.entailment: Entailment = entailment(settings)
        self.judge = judge
        self._clock = clock

    def examine(self, case: Case, suite: str = "", repetition: int = 1) -> CaseResult:
        """Ask a case's questions, one after the other; one without a usable reply fails with the reason."""

        def ask(number: int, history: tuple[Turn, ...]) -> tuple[TurnResult, Answer]:
            return self._ask(case, number, history, repetition)

        return conversation(case, suite, ask)

    def made(self, suites: Sequence[str]) -> RunMetadata:
        """What a run of these suites is made with."""
        return made_of_system(self._system.name, self._settings, suites, self.entailment.name)

    def source_names(self) -> None:
        """Only the system knows its sources."""

    def _ask(self, case: Case, number: int, history: tuple[Turn, ...], repetition: int) -> tuple[TurnResult, Answer]:
        asked = case.asked[number]
        question = case.question_of(number, history, self._clock())
        began_s = time.perf_counter()
        reply = self._system.ask(request_of(case, number, history, repetition))
        total_ms = round((time.perf_counter() - began_s) * 1000, 1)
        if reply.error is not None:
            raise SystemFailure(f"It replied with an error: {reply.error}")
        given = answer_of(reply, question)
        facts = facts_of(asked.expect, given.answer, self.entailment)
        failed = failures(
            asked.expect, given.answer, given.passages, self._similarity, case.criterion, facts, reply.outcome
        )
        statements = [] if "quotes" in given.not_given else judged(given.answer, given.passages, self.entailment)
        turn = turn_result(
            asked, given.answer, given.passages, failed, statements, facts, given.not_given, reply.outcome
        )
        known = turn.model_copy(update={"timings_ms": {**reply.timings_ms, "total": total_ms}, **_usage(reply)})
        judge = None if "quotes" in given.not_given else self.judge
        return with_judgement(known, given.answer, judge), given.answer

    @cached_property
    def _embedder(self) -> Embedder:
        from clippings.vectorstore.embedders.choose import choose

        return choose(self._settings.embedding_model, self._settings.home / "models")

    def _similarity(self, one: str, other: str) -> float:
        return similarity(self._embedder, one, other)


def _usage(reply: Reply) -> dict[str, object]:
    usage = reply.usage
    if usage is None:
        return {}
    counted = {"input": usage.input_tokens, "output": usage.output_tokens}
    tokens = {kind: count for kind, count in counted.items() if count is not None}
    return {"tokens": tokens, "cost_usd": usage.cost_usd}
