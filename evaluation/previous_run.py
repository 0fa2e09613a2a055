"""An earlier run, read from the JSON that `clippings eval --json` printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from clippings.core.errors import WrongUsage


class PastFailure(BaseModel):
    """An expectation that did not hold."""

    expectation: str = ""


class PastTurn(BaseModel):
    """What a comparison needs of one question."""

    question: str = ""
    expect: dict[str, Any] = Field(default_factory=dict)
    relevant: list[str] = Field(default_factory=list)
    ranks: dict[str, int] = Field(default_factory=dict)
    containment: float | None = None
    token_f1: float | None = None
    timings_ms: dict[str, float] = Field(default_factory=dict)
    failures: list[PastFailure] = Field(default_factory=list)
    not_judged: list[str] = Field(default_factory=list)
    error: str | None = None

    @property
    def reciprocal_rank(self) -> float | None:
        """1 / the rank of the first relevant article; None where the suite names none."""
        if not self.relevant:
            return None
        found = [self.ranks[url] for url in self.relevant if url in self.ranks]
        return 1 / min(found) if found else 0.0


class PastResult(PastTurn):
    """One case: of a conversation the `turns`, of a question alone its own fields."""

    id: str
    passed: bool
    status: str = ""
    kind: str | None = None
    limits: dict[str, Any] = Field(default_factory=dict)
    turns: list[PastTurn] = Field(default_factory=list)

    @property
    def asked(self) -> Sequence[PastTurn]:
        return self.turns or [self]

    @property
    def not_judged_of(self) -> set[tuple[int, str]]:
        """The expectations that could not be judged, each with its turn."""
        return {(number, name) for number, turn in enumerate(self.asked) for name in turn.not_judged}

    def passed_without(self, left_out: set[tuple[int, str]]) -> bool | None:
        """Whether it passed as far as other expectations than these go; None where no other is left."""
        if not left_out:
            return self.passed
        turns = list(enumerate(self.asked))
        left = [name for number, turn in turns for name in turn.expect if (number, name) not in left_out]
        if any(turn.error for _, turn in turns):
            return False
        if not left:
            return None
        failed = {(number, failure.expectation) for number, turn in turns for failure in turn.failures}
        return not failed - left_out

    @property
    def what_was_asked(self) -> tuple[object, ...]:
        """The same for two runs that asked the same and expected the same."""
        return (self.limits, *((turn.question, turn.expect) for turn in self.asked))


class PastMade(BaseModel):
    """What the run was made with."""

    clippings: str = ""
    system: str | None = None
    code: str = ""
    started_at: str = ""
    suites: list[str] = Field(default_factory=list)
    catalogue_id: str = ""
    last_change: int = 0
    articles: int = 0
    embedded_chunks: int = 0
    embedding_model: str = ""
    reranker_model: str | None = None
    chat_model: str | None = None
    statements_judged_by: str = ""
    settings: dict[str, Any] = Field(default_factory=dict)


class Past(BaseModel):
    """A run."""

    results: list[PastResult]
    metrics: dict[str, float] = Field(default_factory=dict)
    run: PastMade = Field(default_factory=PastMade)


def read(path: Path) -> Past:
    """A run from its file.

    Raises:
        WrongUsage: It cannot be read, or is not the JSON of a run.
    """
    try:
        return Past.model_validate(json.loads(path.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError, ValueError, ValidationError, RecursionError) as error:
        reason = f"{error.error_count()} fields" if isinstance(error, ValidationError) else error
        raise WrongUsage(
            f"{path} is not the JSON of a run ({reason}).", "Make one with: clippings eval SUITE --json > FILE"
        ) from error
