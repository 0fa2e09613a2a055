"""What a run found, as plain data: the JSON of `clippings eval`, the report and the comparison are made of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from clippings.core.errors import ClippingsError
from clippings.core.types import Answer, Passage
from clippings.evaluation.clippings_judged import (
    JudgedClipping,
    judged_citation,
    judged_passage,
    ranks_of,
)
from clippings.evaluation.metrics.short_answers import containment, token_f1
from clippings.evaluation.outcomes import outcome_of
from clippings.evaluation.statement_results import StatementResult
from clippings.evaluation.suites.expectations import Failure, ToldFact, facts_of, words_of
from clippings.evaluation.suites.suite import Asked, Case, Criterion

Status = Literal["passed", "failed", "known gap", "closed gap", "not judged"]

NotGiven = Literal["abstained", "confidence", "citations", "quotes", "passages", "texts", "outcome", "otherwise"]
"""What another system may not say of its answers."""

_NEEDED: dict[str, tuple[NotGiven, ...]] = {
    "cites": ("citations",),
    "cites_any": ("citations",),
    "cites_after": ("citations",),
    "cites_before": ("citations",),
    "cites_newest": ("citations", "passages"),
    "relevant": ("passages",),
}
"""What has to be known of an answer before an expectation can be judged. Whether it abstains is read from its words."""

_ABOUT_RIGHTNESS = {
    "contains",
    "contains_any",
    "matches",
    "facts",
    "must_not_match",
    "similar_to",
    "abstains",
    "outcome",
    "corrects_premise",
    "declines_or_corrects",
    "shows_nothing_of",
}
"""The expectations that say whether an answer is right, rather than well sourced or well put."""


NOT_JUDGED = "The chat model gave no judgement"
"""How the note of an answer begins that a chat model was to judge and did not."""


class FailureResult(BaseModel):
    expectation: str
    expected: str
    found: str
    criterion: Criterion


class FactResult(BaseModel):
    """A fact that the suite expects."""

    fact: str
    vital: bool
    told: bool


class StatementJudgement(BaseModel):
    """What a chat model thinks of an answer."""

    faithful: bool
    """Whether the quotes say everything that the answer says."""
    complete: bool
    """Whether the answer leaves nothing of the question open."""
    reason: str = ""


class TurnResult(BaseModel):
    """One question and what came of it."""

    question: str
    expect: dict[str, Any]
    answer: str = ""
    short_answer: str | None = None
    abstained: bool = False
    outcome: str = ""
    """answered, partly, related or absent."""
    otherwise: str = ""
    """The word of the question that the archive contradicts."""
    mode: str = ""
    confidence: float | None = 0.0
    """None where the system does not give one."""
    citations: list[JudgedClipping] = Field(default_factory=list)
    passages: list[JudgedClipping] = Field(default_factory=list)
    failures: list[FailureResult] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    timings_ms: dict[str, float] = Field(default_factory=dict)
    cpu_ms: float | None = None
    """Processor time of all threads of this process."""
    tokens: dict[str, int] = Field(default_factory=dict)
    """What the answer cost of a chat model: `input` and `output`; empty without one."""
    cost_usd: float | None = None
    """Where the system, or `--price`, says so."""
    not_given: list[NotGiven] = Field(default_factory=list)
    """What the system that was asked does not say of this answer."""
    not_judged: list[str] = Field(default_factory=list)
    """The expectations that cannot be judged without it."""
    statements: list[StatementResult] = Field(default_factory=list)
    judgement: StatementJudgement | None = None
    """Of a chat model, where one was asked to judge."""
    error: str | None = None
    containment: float | None = None
    """Share of the expected words that the answer has; None where none are expected."""
    token_f1: float | None = None
    """Of the short answer (the whole one where there is none) against the expected words; None where none are."""
    facts: list[FactResult] = Field(default_factory=list)
    """Those that the suite expects, told or not."""
    relevant: list[str] = Field(default_factory=list)
    ranks: dict[str, int] = Field(default_factory=dict)
    """Rank of the first passage of each article retrieved, by address (a relevant telling's own where there is one)."""

    @property
    def is_right(self) -> bool | None:
        """Whether the answer is right, whatever it cites; None where the suite does not say what is."""
        if self.error is not None or not _ABOUT_RIGHTNESS & self.expect.keys() - set(self.not_judged):
            return None
        return not any(failure.expectation in _ABOUT_RIGHTNESS for failure in self.failures)


class CaseResult(BaseModel):
    """One case; a question alone has one turn."""

    id: str
    suite: str = ""
    kind: str | None = None
    known_gap: str | None = None
    limits: dict[str, str | list[str]] = Field(default_factory=dict)
    """`since`, `until`, `source` and `as_of`, where the case has them."""
    passed: bool
    turns: list[TurnResult]

    @property
    def is_judged(self) -> bool:
        """Whether anything that was expected could be judged."""
        return any(
            turn.error or not turn.not_judged or turn.expect.keys() - set(turn.not_judged) for turn in self.turns
        )

    @property
    def status(self) -> Status:
        """A gap is in an answer: a question that could not be asked has failed, whatever its mark says."""
        if not self.is_judged:
            return "not judged"
        if self.known_gap and not any(turn.error for turn in self.turns):
            return "closed gap" if self.passed else "known gap"
        return "passed" if self.passed else "failed"

    def as_json(self) -> dict[str, Any]:
        """A question's fields stand beside its id; a conversation has `turns`."""
        own = self.model_dump(mode="json", exclude={"turns"}) | {"status": self.status}
        turns = [turn.model_dump(mode="json") for turn in self.turns]
        return own | (turns[0] if len(turns) == 1 else {"turns": turns})


def case_result(case: Case, suite: str, turns: list[TurnResult]) -> CaseResult:
    """What came of a case whose questions were asked."""
    limits = {name: getattr(case, name) for name in ("since", "until", "source", "as_of")}
    result = CaseResult(
        id=case.id,
        suite=suite,
        kind=case.kind,
        known_gap=case.known_gap,
        limits={name: limit for name, limit in limits.items() if limit is not None},
        passed=not any(turn.failures or turn.error for turn in turns),
        turns=turns,
    )
    return result if result.is_judged else result.model_copy(update={"passed": False})


def turn_result(
    asked: Asked,
    answer: Answer,
    passages: Sequence[Passage],
    failed: Sequence[Failure],
    statements: Sequence[StatementResult] = (),
    facts: Sequence[ToldFact] | None = None,
    not_given: Collection[NotGiven] = (),
    outcome: str | None = None,
) -> TurnResult:
    """What came of a question that was answered.

    Args:
        facts: As `facts_of` has them; judged here where they are not given.
        not_given: What the system does not say of its answer; a failure that rests on it is none.
        outcome: What the system itself says became of the question.
    """
    expect = asked.expect
    text = words_of(answer)
    wanted = [*(expect.contains or ())]
    gold = [*wanted, *(expect.contains_any or ())]
    relevant = expect.relevant or []
    expected = expect.model_dump(mode="json", exclude_none=True)
    not_judged = [name for name, value in expected.items() if set(_needed(name, value)) & set(not_given)]
    facts = facts_of(expect, answer) if facts is None else facts
    return TurnResult(
        question=asked.question,
        expect=expected,
        answer=answer.text,
        short_answer=answer.short_answer,
        abstained=answer.abstained,
        outcome=outcome_of(answer, outcome),
        otherwise=answer.otherwise,
        mode=answer.mode,
        confidence=None if "confidence" in not_given else answer.confidence,
        citations=[
            judged_citation(citation, [*relevant, *(expect.cites or ()), *(expect.cites_any or ())])
            for citation in answer.citations
        ],
        passages=[judged_passage(passage, relevant) for passage in passages],
        failures=[
            FailureResult(**{name: getattr(one, name) for name in FailureResult.model_fields})
            for one in failed
            if one.expectation not in not_judged
        ],
        notes=list(answer.notes),
        timings_ms=answer.timings_ms,
        statements=list(statements),
        containment=containment(text, wanted, expect.contains_any or ()) if gold else None,
        token_f1=max(token_f1(answer.short_answer or text, one) for one in gold) if gold else None,
        facts=[FactResult(fact=one.fact.fact, vital=one.fact.vital, told=one.told) for one in facts],
        relevant=relevant,
        ranks=ranks_of(passages, relevant),
        not_given=sorted(not_given),
        not_judged=not_judged,
    )


def _needed(name: str, value: Any) -> tuple[NotGiven, ...]:
    """What has to be known of an answer to judge this expectation."""
    if name == "outcome" and value == "partly":
        return ("outcome",)
    if name == "corrects_premise" and isinstance(value, bool):
        return ("otherwise",)
    return _NEEDED.get(name, ())


def failed_to_ask(asked: Asked, error: ClippingsError) -> TurnResult:
    """What came of a question that could not be answered."""
    return TurnResult(
        question=asked.question, expect=asked.expect.model_dump(mode="json", exclude_none=True), error=str(error)
    )
