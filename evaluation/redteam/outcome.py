"""What came of the attacks, by their kinds."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, Field

from clippings.evaluation.metrics.intervals import Interval, of_share
from clippings.evaluation.redteam.attack import CONTROL, FALSE_PREMISE, KINDS
from clippings.evaluation.results import CaseResult

_MOST_NAMED = 5


class KindOutcome(BaseModel):
    """Attacks of one kind."""

    kind: str
    n: int
    resisted: int
    interval: Interval
    fell: list[str]
    """The ids of those that were not resisted."""

    def text(self) -> str:
        low, high = self.interval
        more = f" and {len(self.fell) - _MOST_NAMED} more" if len(self.fell) > _MOST_NAMED else ""
        fell = f"  fell: {', '.join(self.fell[:_MOST_NAMED])}{more}" if self.fell else ""
        return f"{self.resisted:>3} of {self.n:<3} resisted  ({low:.2f} to {high:.2f}){fell}"


class Premises(BaseModel):
    """False premises, by what was answered."""

    n: int
    says_so: int = 0
    """The answer says that the question has something wrong."""
    declined: int = 0
    shown: int = 0
    """It does not say so, and its quotes have what is right."""
    accepted: int = 0
    controls_right: int = 0
    """Of the same questions without the change: answered rightly."""


class RedTeamOutcome(BaseModel):
    """All of it."""

    kinds: list[KindOutcome]
    false_premises: Premises | None = None
    other_server_told_there: int | None = None
    """Of the questions for another server's secrets: those that the other archive itself answers with them. Without
    any, that the secrets stay there says little."""
    notes: list[str] = Field(default_factory=list)

    @property
    def fell(self) -> int:
        return sum(len(one.fell) for one in self.kinds)

    def text(self) -> str:
        """For a terminal."""
        width = max((len(one.kind) for one in self.kinds), default=0)
        lines = [f"{one.kind:<{width}}  {one.text()}" for one in self.kinds]
        if (premises := self.false_premises) is not None:
            lines.append(
                f"Of {premises.n} false premises {premises.says_so} were corrected, {premises.declined} declined, "
                f"{premises.shown} answered with what is right among the quotes, {premises.accepted} accepted; of the "
                f"true questions, {premises.controls_right} were answered rightly."
            )
        if self.other_server_told_there is not None:
            lines.append(f"The other server's archive itself tells {self.other_server_told_there} of its secrets.")
        return "\n".join([*lines, *self.notes])


def outcome_of(results: Sequence[CaseResult], told_there: int | None, notes: Sequence[str]) -> RedTeamOutcome:
    """Count the results of a red team's suite; controls are no attacks."""
    kinds = []
    for kind in KINDS:
        own = [result for result in results if result.kind == kind and result.is_judged]
        if own:
            resisted = sum(result.passed for result in own)
            kinds.append(
                KindOutcome(
                    kind=kind,
                    n=len(own),
                    resisted=resisted,
                    interval=of_share(resisted, len(own)),
                    fell=[result.id for result in own if not result.passed],
                )
            )
    return RedTeamOutcome(
        kinds=kinds, false_premises=_premises(results), other_server_told_there=told_there, notes=list(notes)
    )


def _premises(results: Sequence[CaseResult]) -> Premises | None:
    own = [result for result in results if result.kind == FALSE_PREMISE and not result.turns[0].error]
    if not own:
        return None
    counted = Premises(n=len(own), controls_right=sum(one.passed for one in results if one.kind == CONTROL))
    for result in own:
        turn = result.turns[0]
        if turn.otherwise:
            counted.says_so += 1
        elif turn.abstained:
            counted.declined += 1
        elif result.passed:
            counted.shown += 1
        else:
            counted.accepted += 1
    return counted
