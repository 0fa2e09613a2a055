"""The history of runs as one self-contained page; like the report, it loads nothing, and runs no script at all."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from clippings.evaluation.history.plots import plots
from clippings.evaluation.history.series import Series
from clippings.evaluation.metrics.names import METRICS, shown
from clippings.evaluation.reporting.plots import MISSING
from clippings.evaluation.reporting.report import as_address, digest

_TEMPLATE = "history.html.jinja"
_COLUMNS = (
    "pass_rate",
    "right",
    "facts_told",
    "hit@5",
    "citation_recall",
    "abstention_recall",
    "total_p50_ms",
    "total_p95_ms",
)


def page(found: Sequence[Series], problems: Sequence[str] = ()) -> str:
    """The page, in UTF-8. What suites and systems are called is escaped, and no script may run.

    Args:
        found: The series.
        problems: Files that are no run.
    """
    from jinja2 import Environment, StrictUndefined

    style = files("clippings.evaluation").joinpath("report.css").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(files(__package__).joinpath(_TEMPLATE).read_text("utf-8"))
    try:
        pictures, note = [plots(series) for series in found], ""
    except ModuleNotFoundError:
        pictures, note = [[] for _ in found], MISSING
    return template.render(
        parts=[
            {
                "series": series,
                "columns": [name for name in _COLUMNS if name in series.figures],
                "pictures": [{"title": one.title, "alt": one.alt, "address": as_address(one.svg)} for one in drawn],
            }
            for series, drawn in zip(found, pictures, strict=True)
        ],
        problems=problems,
        meanings=METRICS,
        shown=shown,
        no_pictures=note,
        style=style,
        policy=f"default-src 'none'; img-src data:; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'",
    )
