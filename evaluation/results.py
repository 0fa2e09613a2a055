"""What a run found, as plain data: the JSON of `clippings eval`, the report and the comparison are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from clippings.core.errors import ClippingsError
from clippings.core.time_window import iso
from clippings.core.types import Answer, Article, Citation, Passage
from clippings.evaluation.expectations import Failure, cites, is_one_of, words_of
from clippings.evaluation.metrics.short_answers import containment, token_f1
from clippings.evaluation.suite import Asked, Criterion

Status = Literal["passed", "failed", "known gap", "closed gap"]

_EXCERPT_CHARACTERS = 600


class FailureResult(BaseModel):
    expectation: str
    expected: str
    found: str
    criterion: Criterion


class Clipping(BaseModel):
    """A citation or a retrieved passage."""

    url: str
    title: str
    source: str
    published_at: str | None
    number: int
    """Of the citation, or the passage's rank."""
    text: str
    score: float | None = None
    relevant: bool | None = None
    """Whether the suite names its article; None where the suite names none."""


class TurnResult(BaseModel):
    """One question and what came of it."""

    question: str
    expect: dict[str, Any]
    answer: str = ""
    abstained: bool = False
    mode: str = ""
    confidence: float = 0.0
    citations: list[Clipping] = Field(default_factory=list)
    passages: list[Clipping] = Field(default_factory=list)
    failures: list[FailureResult] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    timings_ms: dict[str, float] = Field(default_factory=dict)
    error: str | None = None
    containment: float | None = None
    """Share of the expected words that the answer has; None where none are expected."""
    token_f1: float | None = None
    """Against the expected words, SQuAD's way; None where none are expected."""
    relevant: list[str] = Field(default_factory=list)
    ranks: dict[str, int] = Field(default_factory=dict)
    """Rank of the first passage of each article retrieved, by address (a relevant telling's own where there is one)."""


class CaseResult(BaseModel):
    """One case; a question alone has one turn."""

    id: str
    suite: str = ""
    kind: str | None = None
    known_gap: str | None = None
    passed: bool
    turns: list[TurnResult]

    @property
    def status(self) -> Status:
        """A gap is in an answer: a question that could not be asked has failed, whatever its mark says."""
        if self.known_gap and not any(turn.error for turn in self.turns):
            return "closed gap" if self.passed else "known gap"
        return "passed" if self.passed else "failed"

    def as_json(self) -> dict[str, Any]:
        """A question's fields stand beside its id; a conversation has `turns`."""
        own = self.model_dump(mode="json", exclude={"turns"}) | {"status": self.status}
        turns = [turn.model_dump(mode="json") for turn in self.turns]
        return own | (turns[0] if len(turns) == 1 else {"turns": turns})


def turn_result(asked: Asked, answer: Answer, passages: Sequence[Passage], failed: Sequence[Failure]) -> TurnResult:
    """What came of a question that was answered."""
    expect = asked.expect
    text = words_of(answer)
    wanted = [*(expect.contains or ())]
    gold = [*wanted, *(expect.contains_any or ())]
    relevant = expect.relevant or []
    return TurnResult(
        question=asked.question,
        expect=expect.model_dump(mode="json", exclude_none=True),
        answer=answer.text,
        abstained=answer.abstained,
        mode=answer.mode,
        confidence=answer.confidence,
        citations=[
            _citation(citation, [*relevant, *(expect.cites or ()), *(expect.cites_any or ())])
            for citation in answer.citations
        ],
        passages=[_passage(passage, relevant) for passage in passages],
        failures=[FailureResult(**{name: getattr(one, name) for name in FailureResult.model_fields}) for one in failed],
        notes=list(answer.notes),
        timings_ms=answer.timings_ms,
        containment=containment(text, wanted, expect.contains_any or ()) if gold else None,
        token_f1=max(token_f1(text, one) for one in gold) if gold else None,
        relevant=relevant,
        ranks=_ranks(passages, relevant),
    )


def failed_to_ask(asked: Asked, error: ClippingsError) -> TurnResult:
    """What came of a question that could not be answered."""
    return TurnResult(
        question=asked.question, expect=asked.expect.model_dump(mode="json", exclude_none=True), error=str(error)
    )


def _ranks(passages: Sequence[Passage], relevant: Sequence[str]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for passage in passages:
        tellings = [article.url for article in (passage.article, *passage.also_in) if article.url in relevant]
        for url in tellings or [passage.article.url]:
            ranks.setdefault(url, passage.rank)
    return ranks


def _citation(citation: Citation, named: Sequence[str]) -> Clipping:
    relevant = any(cites(citation, name) for name in named) if named else None
    return _clipping(citation.passage.article, citation.number, citation.quote, None, relevant)


def _passage(passage: Passage, relevant: Sequence[str]) -> Clipping:
    named = is_one_of(passage, relevant) if relevant else None
    return _clipping(passage.article, passage.rank, passage.text[:_EXCERPT_CHARACTERS], round(passage.score, 4), named)


def _clipping(article: Article, number: int, text: str, score: float | None, relevant: bool | None) -> Clipping:
    return Clipping(
        url=article.url,
        title=article.title,
        source=article.source,
        published_at=iso(article.published_at),
        number=number,
        text=text,
        score=score,
        relevant=relevant,
    )
