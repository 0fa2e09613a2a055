"""The same cases asked several times: how often each passes, which flip, and when there is no need to ask again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from clippings.evaluation.metrics import pass_at_k
from clippings.evaluation.metrics.intervals import Interval, of_mean
from clippings.evaluation.results import CaseResult

SAME_UNTIL_DECIDED = 3
"""After so many attempts alike to the letter, a case is taken to be answered alike always."""


class Flip(BaseModel):
    """A case that passed at one attempt and failed at another."""

    id: str
    passed: int
    attempts: int
    failed_because: list[str]
    """Of its first failed attempt: the expectations that did not hold, or why there was no answer."""


class AtK(BaseModel):
    """A share over the cases, with its 95% bootstrap interval."""

    value: float
    interval: Interval


class Stability(BaseModel):
    """What asking again showed."""

    repeats: int
    """How often each case was to be asked."""
    attempts: int
    """How many attempts there were at all cases together."""
    decided_early: int
    """Cases that were asked less often, because they had flipped or were answered alike three times."""
    cases: int
    pass_at: dict[int, AtK]
    """By k: the share of cases that pass at least once in k attempts."""
    pass_all: dict[int, AtK]
    """By k: the share that pass every time in k attempts (pass^k)."""
    flips: list[Flip]

    def text(self) -> str:
        """For a reader, a line a number of attempts."""
        lines = [
            f"Asked up to {self.repeats} times ({self.attempts} attempts at {self.cases} cases; {self.decided_early} "
            f"were decided earlier): {len(self.flips)} flip{'s' if len(self.flips) == 1 else ''}"
        ]
        for k in self.pass_at:
            at, every = self.pass_at[k], self.pass_all[k]
            lines.append(
                f"  pass@{k:<3}{at.value:>8.3f}  ({at.interval[0]:.3f} to {at.interval[1]:.3f})   "
                f"pass^{k:<3}{every.value:>8.3f}  ({every.interval[0]:.3f} to {every.interval[1]:.3f})"
            )
        lines += [
            f"  {flip.id}: passed {flip.passed} of {flip.attempts} times; failed: {'; '.join(flip.failed_because)}"
            for flip in self.flips
        ]
        return "\n".join(lines)


@dataclass(slots=True)
class Attempts:
    """Every attempt at one case, in the order in which they were made."""

    results: list[CaseResult] = field(default_factory=list)

    @property
    def outcomes(self) -> list[bool]:
        return [result.passed for result in self.results]

    @property
    def flips(self) -> bool:
        return len(set(self.outcomes)) > 1

    @property
    def is_decided(self) -> bool:
        """Whether asking again can tell nothing new: it flips, or is answered alike to the letter again and again."""
        if self.flips or not self.results[0].is_judged:
            return True
        return len(self.results) >= SAME_UNTIL_DECIDED and len({_answers(one) for one in self.results}) == 1


def _answers(result: CaseResult) -> tuple[object, ...]:
    """What a reader was shown, or why nothing was."""
    return tuple(
        (turn.answer, turn.short_answer, turn.error, tuple((one.url, one.text) for one in turn.citations))
        for turn in result.turns
    )


def ask_again(
    first: Sequence[CaseResult],
    repeats: int,
    ask: Callable[[int, int], CaseResult],
    *,
    every_time: bool = False,
) -> list[Attempts]:
    """Ask cases that were asked once until they were asked `repeats` times, or are decided.

    All are asked once before any is asked the next time, so that what a system remembers of the minute before, or does
    badly for a while, does not pass for its nature.

    Args:
        first: What came of the first attempts.
        ask: From a case's place in `first` and the attempt's number (from 2) to what came of it.
        every_time: Also where a case is decided.
    """
    attempts = [Attempts([result]) for result in first]
    for number in range(2, repeats + 1):
        for place, one in enumerate(attempts):
            if every_time or not one.is_decided:
                one.results.append(ask(place, number))
    return attempts


def stability_of(attempts: Sequence[Attempts], repeats: int) -> Stability:
    """What the attempts show; cases of which nothing can be judged are left out.

    With every attempt made, pass@k and pass^k are the unbiased estimates over all of them; where some cases were
    decided early, those of the first k, which early decisions do not bias.
    """
    judged = [one for one in attempts if one.results[0].is_judged]
    complete = all(len(one.results) == repeats for one in judged)
    at = pass_at_k.pass_at_k if complete else pass_at_k.first_passes
    every = pass_at_k.pass_all_k if complete else pass_at_k.first_all_pass
    ks = [k for k in range(1, repeats + 1) if k == repeats or (k & (k - 1)) == 0] if judged else []
    return Stability(
        repeats=repeats,
        attempts=sum(len(one.results) for one in attempts),
        decided_early=sum(len(one.results) < repeats for one in judged),
        cases=len(judged),
        pass_at={k: _mean([at(one.outcomes, k) for one in judged]) for k in ks},
        pass_all={k: _mean([every(one.outcomes, k) for one in judged]) for k in ks},
        flips=[_flip(one) for one in judged if one.flips],
    )


def _mean(values: Sequence[float]) -> AtK:
    low, high = of_mean(values)
    return AtK(value=round(sum(values) / len(values), 4), interval=(round(low, 4), round(high, 4)))


def _flip(attempts: Attempts) -> Flip:
    failed = next(result for result in attempts.results if not result.passed)
    reasons = [f"{failure.expectation}: {failure.expected}" for turn in failed.turns for failure in turn.failures]
    reasons += [turn.error.splitlines()[0] for turn in failed.turns if turn.error]
    outcomes = attempts.outcomes
    return Flip(id=failed.id, passed=sum(outcomes), attempts=len(outcomes), failed_because=reasons)
