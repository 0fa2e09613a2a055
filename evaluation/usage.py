"""What a run cost: time, processor time, tokens and money, over every question that was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from clippings.core.errors import WrongUsage
from clippings.evaluation.results import CaseResult, TurnResult

_TOKENS_PRICED = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    input_usd: float
    output_usd: float

    def of(self, tokens: dict[str, int]) -> float:
        """What these tokens cost, in US dollars."""
        spent = tokens.get("input", 0) * self.input_usd + tokens.get("output", 0) * self.output_usd
        return round(spent / _TOKENS_PRICED, 8)


def parse_price(text: str) -> Price:
    """`0.25,2` as dollars for a million tokens read and written.

    Raises:
        WrongUsage: It is not two numbers, or one is negative.
    """
    try:
        read, written = (float(part) for part in text.split(","))
        if not (0 <= read < float("inf") and 0 <= written < float("inf")):
            raise ValueError
    except ValueError:
        raise WrongUsage(
            f"--price: {text!r} is no price.", "Write dollars for a million tokens read and written: --price 0.25,2"
        ) from None
    return Price(read, written)


def priced(result: CaseResult, price: Price | None) -> CaseResult:
    """The same with the cost of each question that has tokens and no cost of its own."""
    if price is None:
        return result
    turns = [
        turn.model_copy(update={"cost_usd": price.of(turn.tokens)}) if turn.tokens and turn.cost_usd is None else turn
        for turn in result.turns
    ]
    return result.model_copy(update={"turns": turns})


class RunUsage(BaseModel):
    """The sums of a run; None where no question told."""

    questions: int
    seconds: float
    cpu_seconds: float | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: float | None = None

    def text(self) -> str:
        """One line for a reader."""
        parts = [f"{self.questions} questions in {self.seconds:.1f} s"]
        if self.cpu_seconds is not None:
            parts.append(f"{self.cpu_seconds:.1f} s of processor time")
        if self.input_tokens is not None or self.output_tokens is not None:
            parts.append(f"{self.input_tokens or 0:,} tokens read and {self.output_tokens or 0:,} written")
        if self.cost_usd is not None:
            parts.append(f"${self.cost_usd:.4f}")
        return ", ".join(parts)


def usage_of(results: Iterable[CaseResult], seconds: float) -> RunUsage:
    """The sums over all attempts of a run.

    Args:
        seconds: From its first question to its last answer.
    """
    turns = [turn for result in results for turn in result.turns]
    cpu_ms = [turn.cpu_ms for turn in turns if turn.cpu_ms is not None]
    costs = [turn.cost_usd for turn in turns if turn.cost_usd is not None]
    return RunUsage(
        questions=len(turns),
        seconds=seconds,
        cpu_seconds=round(sum(cpu_ms) / 1000, 2) if cpu_ms else None,
        input_tokens=_tokens(turns, "input"),
        output_tokens=_tokens(turns, "output"),
        cost_usd=round(sum(costs), 6) if costs else None,
    )


def _tokens(turns: Sequence[TurnResult], kind: str) -> int | None:
    counts = [turn.tokens[kind] for turn in turns if kind in turn.tokens]
    return sum(counts) if counts else None
