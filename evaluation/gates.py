"""`--qa-min metric=value`: the least that a whole run has to reach."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from clippings.evaluation.metrics.names import LOWER_IS_BETTER, METRICS

if TYPE_CHECKING:
    from clippings.evaluation.metrics.summary import Figure

_SHOWN = ("hit@5", "citation_recall", "cited_expected", "abstention_precision", "abstention_recall", "total_p50_ms")


def parse(options: Sequence[str]) -> dict[str, float]:
    """`["hit@5=0.9"]` as `{"hit@5": 0.9}`.

    Raises:
        ValueError: A metric is unknown, or a value is no number.
    """
    gates = {}
    for option in options:
        name, equals, value = option.partition("=")
        if name not in METRICS:
            near = difflib.get_close_matches(name, METRICS, n=1)
            meant = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(METRICS)}."
            raise ValueError(f"--qa-min: there is no metric {name!r}. {meant}")
        try:
            gates[name] = float(value)
        except ValueError:
            wanted = f"{name}=0.9" if equals else "METRIC=VALUE"
            raise ValueError(f"--qa-min: {option!r} has no number; write it as {wanted}") from None
    return gates


def fell_short(gates: Mapping[str, float], figures: Mapping[str, Figure]) -> list[str]:
    """A line for each gate that is not reached. A metric that no question bears on does not reach any."""
    lines = []
    for name, least in gates.items():
        figure = figures.get(name)
        if figure is None:
            lines.append(f"--qa-min: no question bears on {name}")
        elif figure.value > least if name in LOWER_IS_BETTER else figure.value < least:
            side = "above" if name in LOWER_IS_BETTER else "below"
            lines.append(f"--qa-min: {name} is {figure.value:.4g}, {side} {least:g}")
    return lines


def told(results: Sequence[dict[str, Any]]) -> tuple[list[str], dict[str, Figure]]:
    """What a test run tells of its questions: lines to print, and all figures.

    Args:
        results: `CaseResult`s as plain data.
    """
    from clippings.evaluation.metrics.summary import summarise
    from clippings.evaluation.power import power_text
    from clippings.evaluation.results import CaseResult

    if not results:
        return [], {}
    cases = [CaseResult.model_validate(result) for result in results]
    figures = summarise(cases)
    statuses = Counter(case.status for case in cases)
    lines = [f"{len(cases)} cases: " + ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))]
    judged = power_text(sum(case.is_judged for case in cases))
    if judged:
        lines.append(judged)
    if shown := [f"{name} {figures[name].value:.3g}" for name in _SHOWN if name in figures]:
        lines.append(", ".join(shown))
    lines += [f"remove the known_gap of {case.id}: it passes" for case in cases if case.status == "closed gap"]
    return lines, figures
