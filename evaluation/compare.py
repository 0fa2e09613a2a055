"""Two runs of the same questions: what got better, what got worse, and whether that can be chance."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ValidationError

from clippings.core.errors import WrongUsage
from clippings.evaluation.metrics.names import LOWER_IS_BETTER, METRICS

_MOST_NAMED = 20


class Past(BaseModel):
    """What is read of the JSON that `clippings eval --json` printed."""

    class Result(BaseModel):
        id: str
        passed: bool

    class Made(BaseModel):
        clippings: str = ""
        started_at: str = ""
        catalogue_id: str = ""
        last_change: int = 0
        embedding_model: str = ""
        reranker_model: str | None = None
        chat_model: str | None = None

    results: list[Result]
    metrics: dict[str, float] = {}
    run: Made = Made()


class Difference(BaseModel):
    """One metric in both runs."""

    before: float
    after: float


class Compared(BaseModel):
    """The second run against the first, over the questions that both asked."""

    better: list[str]
    worse: list[str]
    unchanged_passed: int
    unchanged_failed: int
    only_before: list[str]
    only_after: list[str]
    p_value: float
    """Exact McNemar test: how likely so uneven a split of the changed questions is, if neither run were better."""
    metrics: dict[str, Difference]
    made_differently: list[str]


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


def compare(before: Past, after: Past) -> Compared:
    """Pair the questions by their ids."""
    from scipy.stats import binomtest

    first = {result.id: result.passed for result in before.results}
    second = {result.id: result.passed for result in after.results}
    both = [case_id for case_id in first if case_id in second]
    better = [case_id for case_id in both if second[case_id] and not first[case_id]]
    worse = [case_id for case_id in both if first[case_id] and not second[case_id]]
    changed = len(better) + len(worse)
    return Compared(
        better=better,
        worse=worse,
        unchanged_passed=sum(first[case_id] and second[case_id] for case_id in both),
        unchanged_failed=sum(not first[case_id] and not second[case_id] for case_id in both),
        only_before=[case_id for case_id in first if case_id not in second],
        only_after=[case_id for case_id in second if case_id not in first],
        p_value=float(binomtest(len(better), changed).pvalue) if changed else 1.0,
        metrics={
            name: Difference(before=before.metrics[name], after=after.metrics[name])
            for name in METRICS
            if name in before.metrics and name in after.metrics
        },
        made_differently=[
            f"{name}: {getattr(before.run, name) or 'none'} -> {getattr(after.run, name) or 'none'}"
            for name in Past.Made.model_fields
            if name != "started_at" and getattr(before.run, name) != getattr(after.run, name)
        ],
    )


def markdown(compared: Compared) -> str:
    """A comparison for a pull request."""
    lines = [
        f"**{len(compared.better)} better, {len(compared.worse)} worse**, {compared.unchanged_passed} still pass, "
        f"{compared.unchanged_failed} still fail (exact McNemar test: p = {compared.p_value:.3g})",
        "",
        "| metric | before | after | |",
        "| --- | --- | --- | --- |",
    ]
    for name, values in compared.metrics.items():
        change = values.after - values.before
        good = change < 0 if name in LOWER_IS_BETTER else change > 0
        told = "" if not round(change, 4) else f"{'better' if good else 'worse'} by {abs(change):.4g}"
        lines.append(f"| {name} | {values.before:.4g} | {values.after:.4g} | {told} |")
    for title, ids in (
        ("Better", compared.better),
        ("Worse", compared.worse),
        ("Only before", compared.only_before),
        ("Only after", compared.only_after),
    ):
        if ids:
            more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
            lines += ["", f"{title}: {', '.join(f'`{case_id}`' for case_id in ids[:_MOST_NAMED])}{more}"]
    if compared.made_differently:
        lines += ["", "Made differently: " + "; ".join(compared.made_differently)]
    return "\n".join(lines)
