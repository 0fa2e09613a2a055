"""The pictures of a history: figures over the runs, and kinds of question over the runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from clippings.evaluation.history.series import Series
from clippings.evaluation.reporting.plots import Plot, drawn

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SHARES = ("pass_rate", "right", "facts_told", "hit@5", "citation_recall", "abstention_recall")
_TIMES = ("total_p50_ms", "total_p95_ms")
_MOST_KINDS = 8
_FEWEST_RUNS = 2


def plots(series: Series) -> list[Plot]:
    """Nothing where there is one run alone.

    Raises:
        ModuleNotFoundError: The extra `plots` is not installed.
    """
    if len(series.rows) < _FEWEST_RUNS:
        return []
    metrics = [row.kept.run.metrics for row in series.rows]
    lines = {name: [one.get(name) for one in metrics] for name in (*_SHARES, *_TIMES) if name in series.figures}
    kinds = series.kinds[:_MOST_KINDS] if len(series.kinds) > 1 else []
    by_kind = {kind: [_share(row.kinds.get(kind)) for row in series.rows] for kind in kinds}
    pictures = (
        ("Figures", "share", {name: lines[name] for name in _SHARES if name in lines}),
        ("Passed, by kind of question", "share passed", by_kind),
        ("Time of a question", "milliseconds", {name: lines[name] for name in _TIMES if name in lines}),
    )
    return [_lines(title, unit, values) for title, unit, values in pictures if values]


def _share(counted: tuple[int, int] | None) -> float | None:
    return counted[0] / counted[1] if counted else None


def _lines(title: str, unit: str, values: Mapping[str, Sequence[float | None]]) -> Plot:
    def draw(axes: Axes) -> None:
        for name, points in values.items():
            known = [(at, value) for at, value in enumerate(points, start=1) if value is not None]
            marker = "o" if len(known) < 40 else None  # more of them are a smear
            axes.plot(*zip(*known, strict=True), label=name, marker=marker, markersize=3, linewidth=1.4)
        axes.set_xlabel("run")
        axes.set_ylabel(unit)
        axes.locator_params(axis="x", integer=True)
        axes.set_ylim(0, 1.02 if unit.startswith("share") else None)
        axes.legend(frameon=False, fontsize=8, loc="best")

    alt = "; ".join(f"{name}: {_told(points, unit)}" for name, points in values.items())
    return drawn(title, draw, 3.2, alt)


def _told(points: Sequence[float | None], unit: str) -> str:
    known = [value for value in points if value is not None]
    digits = 2 if unit.startswith("share") else 0
    return f"{known[0]:.{digits}f} in the first run, {known[-1]:.{digits}f} in the last"
