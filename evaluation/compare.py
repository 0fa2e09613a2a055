"""Two runs of the same questions: what got better, what got worse, and whether that can be chance."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import BaseModel, Field

from clippings.evaluation.metrics import paired
from clippings.evaluation.metrics.names import LOWER_IS_BETTER, METRICS
from clippings.evaluation.power import Needed, needed_for
from clippings.evaluation.previous_run import Past, PastMade, PastResult, PastTurn

_MOST_NAMED = 20
_OF_EACH_RUN = {"started_at", "suites"}
"""What runs that are made alike do not share."""

_PAIRED: dict[str, Callable[[PastTurn], float | None]] = {
    "mrr": lambda turn: turn.reciprocal_rank,
    "token_f1": lambda turn: turn.token_f1,
    "containment": lambda turn: turn.containment,
    "total_ms": lambda turn: turn.timings_ms.get("total"),
}
"""Figures that each question has for itself."""


class RunDifference(BaseModel):
    """One metric in both runs, over all their questions."""

    before: float
    after: float


class PairedDifference(BaseModel):
    """The mean change of a figure over the questions that both runs asked."""

    change: float
    interval: tuple[float, float]
    p_value: float
    """Of the permutation test, corrected for the number of figures."""
    n: int


class Compared(BaseModel):
    """The second run against the first, over the questions that both asked alike."""

    better: list[str]
    worse: list[str]
    unchanged_passed: int
    unchanged_failed: int
    only_before: list[str]
    only_after: list[str]
    asked_differently: list[str]
    """In both, but the question, its limits or what is expected changed: not compared."""
    not_judged: list[str] = Field(default_factory=list)
    """In both and asked alike, but no expectation could be judged in both: not compared."""
    judged_in_part: list[str] = Field(default_factory=list)
    """Compared by those expectations alone that could be judged in both."""
    p_value: float
    """Of the exact McNemar test over passed and failed."""
    power: Needed
    """How many questions would show the difference."""
    metrics: dict[str, RunDifference]
    paired: dict[str, PairedDifference]
    made_differently: list[str]


def compare(before: Past, after: Past) -> Compared:
    """Pair the questions by their ids."""
    first = {result.id: result for result in before.results}
    second = {result.id: result for result in after.results}
    both = [case_id for case_id in first if case_id in second]
    alike = [case_id for case_id in both if first[case_id].what_was_asked == second[case_id].what_was_asked]
    left_out = {case_id: first[case_id].not_judged_of | second[case_id].not_judged_of for case_id in alike}
    outcomes = {
        case_id: (first[case_id].passed_without(left_out[case_id]), second[case_id].passed_without(left_out[case_id]))
        for case_id in alike
    }
    better = [case_id for case_id, outcome in outcomes.items() if outcome == (False, True)]
    worse = [case_id for case_id, outcome in outcomes.items() if outcome == (True, False)]
    judged = [case_id for case_id, outcome in outcomes.items() if None not in outcome]
    return Compared(
        better=better,
        worse=worse,
        unchanged_passed=sum(outcome == (True, True) for outcome in outcomes.values()),
        unchanged_failed=sum(outcome == (False, False) for outcome in outcomes.values()),
        only_before=[case_id for case_id in first if case_id not in second],
        only_after=[case_id for case_id in second if case_id not in first],
        asked_differently=[case_id for case_id in both if case_id not in set(alike)],
        not_judged=[case_id for case_id in alike if case_id not in set(judged)],
        judged_in_part=[case_id for case_id in judged if left_out[case_id]],
        p_value=paired.mcnemar(len(better), len(worse)),
        power=needed_for(len(better), len(worse), len(judged)),
        metrics={
            name: RunDifference(before=before.metrics[name], after=after.metrics[name])
            for name in METRICS
            if name in before.metrics and name in after.metrics
        },
        paired=_paired([(first[case_id], second[case_id]) for case_id in alike]),
        made_differently=made_differently(before.run, after.run),
    )


def _paired(pairs: list[tuple[PastResult, PastResult]]) -> dict[str, PairedDifference]:
    turns = [both for one, other in pairs for both in zip(one.asked, other.asked, strict=False)]
    changes: dict[str, paired.PairedChange] = {}
    for name, figure in _PAIRED.items():
        values = [(figure(one), figure(other)) for one, other in turns]
        known = [(one, other) for one, other in values if one is not None and other is not None]
        if known:
            changes[name] = paired.change([one for one, _ in known], [other for _, other in known])
    corrected = paired.among_several([change.p_value for change in changes.values()])
    return {
        name: PairedDifference(change=change.mean, interval=change.interval, p_value=p_value, n=change.n)
        for (name, change), p_value in zip(changes.items(), corrected, strict=True)
    }


def made_differently(before: PastMade, after: PastMade) -> list[str]:
    """What one run was made with and another was not, a line each."""
    told = []
    for name in PastMade.model_fields:
        one, other = getattr(before, name), getattr(after, name)
        if name == "settings":
            told += [
                f"{key}: {one.get(key, 'default')} -> {other.get(key, 'default')}"
                for key in sorted({*one, *other})
                if one.get(key) != other.get(key) and key not in PastMade.model_fields
            ]
        elif name not in _OF_EACH_RUN and one != other:
            told.append(f"{name}: {one or 'none'} -> {other or 'none'}")
    return told


def markdown(compared: Compared) -> str:
    """A comparison for a pull request."""
    lines = [
        f"**{len(compared.better)} better, {len(compared.worse)} worse**, {compared.unchanged_passed} still pass, "
        f"{compared.unchanged_failed} still fail (exact McNemar test: p = {compared.p_value:.3g})",
        "",
        compared.power.text(len(compared.better), len(compared.worse), compared.p_value),
        "",
        "| metric | before | after | |",
        "| --- | --- | --- | --- |",
    ]
    for name, values in compared.metrics.items():
        change = values.after - values.before
        good = change < 0 if name in LOWER_IS_BETTER else change > 0
        told = "" if not round(change, 4) else f"{'better' if good else 'worse'} by {abs(change):.4g}"
        lines.append(f"| {name} | {values.before:.4g} | {values.after:.4g} | {told} |")
    if compared.paired:
        lines += ["", "| question by question | change | 95% interval | p | n |", "| --- | --- | --- | --- | --- |"]
        for name, one in compared.paired.items():
            between = f"{one.interval[0]:.4g} to {one.interval[1]:.4g}"
            lines.append(f"| {name} | {one.change:+.4g} | {between} | {one.p_value:.3g} | {one.n} |")
    for title, ids in (
        ("Better", compared.better),
        ("Worse", compared.worse),
        ("Only before", compared.only_before),
        ("Only after", compared.only_after),
        ("Asked differently, so not compared", compared.asked_differently),
        ("Not judged in both, so not compared", compared.not_judged),
        ("Compared by what could be judged in both", compared.judged_in_part),
    ):
        if ids:
            more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
            lines += ["", f"{title}: {', '.join(map(_as_code, ids[:_MOST_NAMED]))}{more}"]
    if compared.made_differently:
        lines += ["", "Made differently: " + "; ".join(map(_as_code, compared.made_differently))]
    return "\n".join(lines)


def _as_code(text: str) -> str:
    """Words that are shown as they are: within code, nothing is markup, a link or a mention."""
    return f"`{' '.join(text.replace('`', chr(39)).split())}`"
