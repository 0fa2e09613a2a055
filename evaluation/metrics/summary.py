"""All metrics of a run. None needs a chat model; one that no question bears on is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clippings.evaluation.metrics import abstention, calibration, citations, intervals, ranking
from clippings.evaluation.metrics.names import METRICS
from clippings.evaluation.results import CaseResult, TurnResult


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric: its value, its 95% interval where it has one, and how many questions it is made of."""

    value: float
    n: int
    interval: intervals.Interval | None = None


@dataclass(slots=True)
class _Figures:
    found: dict[str, Figure] = field(default_factory=dict)

    def share(self, name: str, count: int, n: int) -> None:
        if n:
            self.found[name] = Figure(count / n, n, intervals.of_share(count, n))

    def mean(self, name: str, values: Sequence[float]) -> None:
        if values:
            self.found[name] = Figure(sum(values) / len(values), len(values), intervals.of_mean(values))


def summarise(results: Sequence[CaseResult]) -> dict[str, Figure]:
    """The figures of a run by name, in the order of `METRICS`."""
    figures = _Figures()
    judged = [result for result in results if result.is_judged]
    figures.share("pass_rate", sum(result.passed for result in judged), len(judged))
    turns = [turn for result in results for turn in result.turns]
    answered = [turn for turn in turns if turn.error is None]
    verdicts = [turn.is_right for turn in answered if turn.expect.get("abstains") is not True]
    figures.share("right", sum(one is True for one in verdicts), sum(one is not None for one in verdicts))
    _retrieval(figures, [turn for turn in turns if turn.expect.get("relevant") and "passages" not in turn.not_given])
    _citations(figures, answered)
    figures.mean("token_f1", [turn.token_f1 for turn in turns if turn.token_f1 is not None])
    figures.mean("containment", [turn.containment for turn in turns if turn.containment is not None])
    _facts(figures, answered)
    _abstentions(figures, answered)
    _calibration(figures, answered)
    _judgements(figures, answered)
    _latency(figures, answered)
    _cost(figures, answered)
    return {name: figures.found[name] for name in METRICS if name in figures.found}


def _retrieval(figures: _Figures, turns: Sequence[TurnResult]) -> None:
    if not turns:
        return
    for name, values in ranking.per_question([turn.relevant for turn in turns], [turn.ranks for turn in turns]).items():
        if name.startswith("hit@"):
            figures.share(name, round(sum(values)), len(values))
        else:
            figures.mean(name, values)


def _citations(figures: _Figures, turns: Sequence[TurnResult]) -> None:
    """Of each answer as ALCE has it; and over citations, where the suite names the articles or sources it accepts."""
    verdicts = [[statement.verdict for statement in turn.statements] for turn in turns if turn.statements]
    figures.mean("citation_recall", [citations.recall(of_one) for of_one in verdicts])
    precisions = [citations.precision(of_one) for of_one in verdicts]
    figures.mean("citation_precision", [value for value in precisions if value is not None])
    grounded = [
        [statement.grounded for statement in turn.statements]
        for turn in turns
        if turn.statements and "texts" not in turn.not_given
    ]
    figures.mean("groundedness", [sum(of_one) / len(of_one) for of_one in grounded])
    judged = [citation.relevant for turn in turns for citation in turn.citations if citation.relevant is not None]
    figures.share("cited_expected", sum(judged), len(judged))
    wanted = [
        turn
        for turn in turns
        if turn.expect.keys() & {"cites", "cites_any", "relevant"} and "citations" not in turn.not_given
    ]
    figures.share("cited_right", sum(_cites_one(turn) for turn in wanted), len(wanted))


def _cites_one(turn: TurnResult) -> bool:
    return any(citation.relevant for citation in turn.citations)


def _facts(figures: _Figures, turns: Sequence[TurnResult]) -> None:
    told = [[fact.told for fact in turn.facts] for turn in turns if turn.facts]
    vital = [[fact.told for fact in turn.facts if fact.vital] for turn in turns]
    vital = [of_one for of_one in vital if of_one]
    figures.mean("facts_told", [sum(of_one) / len(of_one) for of_one in told])
    figures.mean("vital_facts_told", [sum(of_one) / len(of_one) for of_one in vital])
    figures.share("all_vital_facts_told", sum(all(of_one) for of_one in vital), len(vital))


def _abstentions(figures: _Figures, turns: Sequence[TurnResult]) -> None:
    should = [turn.expect.get("abstains") is True for turn in turns]
    counted = abstention.count(should, [turn.abstained for turn in turns])
    if counted.due:
        figures.share("abstention_precision", counted.right, counted.given)
        figures.share("abstention_recall", counted.right, counted.due)
        sure = [
            (turn.confidence, not due) for turn, due in zip(turns, should, strict=True) if turn.confidence is not None
        ]
        if sure:
            loss = abstention.brier([confidence for confidence, _ in sure], [answerable for _, answerable in sure])
            figures.found["confidence_brier"] = Figure(loss, len(sure))


def reliability(turns: Sequence[TurnResult]) -> list[calibration.Bin]:
    """The reliability curve of the answers that were given, where the suite says what is right."""
    given = [
        (turn.confidence, turn.is_right)
        for turn in turns
        if not turn.abstained and turn.confidence is not None and turn.is_right is not None
    ]
    return calibration.curve([confidence for confidence, _ in given], [is_right for _, is_right in given])


def _calibration(figures: _Figures, turns: Sequence[TurnResult]) -> None:
    if bins := reliability(turns):
        n = sum(one.n for one in bins)
        figures.found["confidence_ece"] = Figure(calibration.expected_error(bins), n)


def _judgements(figures: _Figures, turns: Sequence[TurnResult]) -> None:
    judged = [turn.judgement for turn in turns if turn.judgement is not None]
    figures.share("judge_faithfulness", sum(one.faithful for one in judged), len(judged))
    figures.share("judge_completeness", sum(one.complete for one in judged), len(judged))


def _cost(figures: _Figures, turns: Sequence[TurnResult]) -> None:
    import numpy as np

    if cpu_ms := [turn.cpu_ms for turn in turns if turn.cpu_ms is not None]:
        figures.found["cpu_p50_ms"] = Figure(float(np.median(cpu_ms)), len(cpu_ms))
    figures.mean("cost_usd", [turn.cost_usd for turn in turns if turn.cost_usd is not None])
    for kind in ("input", "output"):
        figures.mean(f"chat_{kind}_tokens", [turn.tokens[kind] for turn in turns if kind in turn.tokens])


def _latency(figures: _Figures, turns: Sequence[TurnResult]) -> None:
    import numpy as np

    for stage, name in _stages():
        timed = [turn.timings_ms[stage] for turn in turns if stage in turn.timings_ms]
        for percentile in (50, 95):
            if timed:
                figures.found[f"{name}_p{percentile}_ms"] = Figure(float(np.percentile(timed, percentile)), len(timed))


def _stages() -> Iterator[tuple[str, str]]:
    yield "retrieve", "retrieve"
    yield "answer", "answer"
    yield "total", "total"
