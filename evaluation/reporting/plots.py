"""The pictures of a report, as SVG by matplotlib (the extra `plots`).

Letters stay letters, set in the reader's own fonts, so that names in any script can be read. The page shows each as an
image: within one, no script runs and nothing is loaded.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clippings.evaluation.metrics.calibration import Bin
from clippings.evaluation.metrics.summary import reliability
from clippings.evaluation.results import CaseResult, TurnResult
from clippings.evaluation.slices import Group, by_kind, by_period, by_source

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MISSING = "There are no plots: matplotlib is not installed (pip install 'clippings[plots]')."
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "clippings",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_INK, _GOOD, _PALE = "#1c1e21", "#1e7b45", "#d9d5cb"
_WIDTH_INCHES = 4.4
_BAR_INCHES = 0.32
_LONGEST_NAME = 26
_FEWEST_GROUPS = 2
"""A picture of one group says nothing."""


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture, and in words what it shows."""

    title: str
    svg: str
    alt: str


def plots(results: Sequence[CaseResult]) -> list[Plot]:
    """The pictures that these results have something to say in.

    Raises:
        ModuleNotFoundError: The extra is not installed.
    """
    import matplotlib as mpl

    turns = [turn for result in results for turn in result.turns if turn.error is None]
    found = []
    with mpl.rc_context(_STYLE):
        for title, groups in (
            ("Passed, by source", by_source(results)),
            ("Passed, by time of publication", by_period(results)),
            ("Passed, by kind of question", by_kind(results)),
        ):
            if len(groups) >= _FEWEST_GROUPS:
                found.append(_groups(title, groups))
        if bins := reliability(turns):
            found.append(_reliability(bins))
        if any(turn.timings_ms for turn in turns):
            found.append(_latency(turns))
    return found


def drawn(title: str, draw: Callable[[Axes], None], height_inches: float, alt: str) -> Plot:
    """One picture in the style of all."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        return Plot(title, _svg(draw, height_inches), alt)


def _groups(title: str, groups: Sequence[Group]) -> Plot:
    def draw(axes: Axes) -> None:
        places = range(len(groups))
        shares = [group.share for group in groups]
        below = [max(0.0, group.share - group.interval[0]) for group in groups]
        above = [max(0.0, group.interval[1] - group.share) for group in groups]
        axes.barh(places, [1.0] * len(groups), color=_PALE, height=0.6)
        axes.barh(places, shares, color=_GOOD, height=0.6, xerr=[below, above], error_kw={"ecolor": _INK, "capsize": 2})
        axes.set_yticks(places, [f"{_short(group.name)} ({group.n})" for group in groups])
        axes.invert_yaxis()
        axes.set_xlim(0, 1)
        axes.set_xlabel("share passed, 95% interval")

    alt = "; ".join(f"{group.name}: {group.passed} of {group.n}" for group in groups)
    return Plot(title, _svg(draw, 0.9 + _BAR_INCHES * len(groups)), alt)


def _reliability(bins: Sequence[Bin]) -> Plot:
    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=_PALE, linestyle="--")
        axes.plot([one.confidence for one in bins], [one.right for one in bins], color=_GOOD, marker="o")
        for one in bins:
            axes.annotate(str(one.n), (one.confidence, one.right), (0, 7), textcoords="offset points", ha="center")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.08)
        axes.set_xlabel("confidence of the answer")
        axes.set_ylabel("share right (with their number)")

    alt = "; ".join(f"confidence {one.confidence:.2f}: {one.right:.2f} right of {one.n}" for one in bins)
    return Plot("Confidence against correctness", _svg(draw, 3.4), alt)


def _latency(turns: Sequence[TurnResult]) -> Plot:
    import numpy as np
    from matplotlib.ticker import LogLocator

    stages = list(dict.fromkeys(stage for turn in turns for stage in turn.timings_ms))
    timed = {stage: [turn.timings_ms[stage] for turn in turns if stage in turn.timings_ms] for stage in stages}
    shown = {stage: values for stage, values in timed.items() if any(value > 0 for value in values)}

    def draw(axes: Axes) -> None:
        for stage, values in shown.items():
            axes.ecdf(values, label=stage, linewidth=2.2 if stage == "total" else 1.2)
        axes.set_xscale("log", nonpositive="clip")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.xaxis.set_major_formatter("{x:g}")
        axes.xaxis.set_minor_formatter("")
        axes.set_xlabel("milliseconds")
        axes.set_ylabel("share of questions answered within")
        if shown:
            axes.legend(frameon=False, loc="lower right", fontsize=9)

    medians = {stage: float(np.median(values)) for stage, values in shown.items()}
    alt = "; ".join(f"{stage}: median {median:.0f} ms" for stage, median in medians.items())
    return Plot("Time, by stage", _svg(draw, 3.4), alt)


def _svg(draw: Callable[[Axes], None], height_inches: float) -> str:
    import warnings

    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH_INCHES, height_inches), layout="constrained")
    draw(figure.add_subplot())
    drawn = io.StringIO()
    with warnings.catch_warnings():
        # Letters that matplotlib's own font lacks are set in the reader's.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return drawn.getvalue()


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
