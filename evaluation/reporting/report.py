"""A run as one self-contained page: nothing is loaded from elsewhere, and no text of an article is taken for markup."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import Any, get_args

from clippings.evaluation.metrics.names import METRICS, shown
from clippings.evaluation.reporting.plots import MISSING, plots
from clippings.evaluation.results import CaseResult, Status
from clippings.evaluation.run import SuiteRun
from clippings.evaluation.slices import by_kind
from clippings.evaluation.suites.suite import CRITERIA

_TEMPLATE = "report.html.jinja"
_STYLE = "report.css"
_SCRIPT = "report.js"


def page(run: SuiteRun) -> str:
    """The HTML of a run's report.

    The page forbids itself, by its own content security policy, every script and style but the two that it carries.
    """
    from jinja2 import Environment, StrictUndefined

    folder = files("clippings.evaluation")
    style, script = (folder.joinpath(name).read_text("utf-8") for name in (_STYLE, _SCRIPT))
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["web_address"] = _web_address
    try:
        pictures, note = plots(run.results), ""
    except ModuleNotFoundError:
        pictures, note = [], MISSING
    template = environment.from_string(folder.joinpath(_TEMPLATE).read_text("utf-8"))
    return template.render(
        run=run,
        figures=run.figures(),
        meanings=METRICS,
        shown=shown,
        counts={status: run.count(status) for status in get_args(Status)},
        criteria={criterion: _failing(run.results, criterion) for criterion in CRITERIA},
        kinds=by_kind(run.results),
        has_facts=any(turn.facts for result in run.results for turn in result.turns),
        kind_names=sorted({result.kind or "other" for result in run.results}),
        anchors={result.id: f"case-{number}" for number, result in enumerate(run.results, start=1)},
        pictures=[{"title": one.title, "alt": one.alt, "address": as_address(one.svg)} for one in pictures],
        no_pictures=note,
        cases=[_case(result) for result in run.results],
        style=style,
        script=script,
        policy=f"default-src 'none'; img-src data:; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )


def digest(text: str) -> str:
    """What a content security policy names a script or a style by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _case(result: CaseResult) -> dict[str, Any]:
    failed = {one.criterion for turn in result.turns for one in turn.failures}
    return {"result": result, "criteria": [criterion for criterion in CRITERIA if criterion in failed]}


def _failing(results: list[CaseResult], criterion: str) -> tuple[int, list[CaseResult]]:
    """How many expectations of a criterion failed, and in which cases."""
    counts = [sum(one.criterion == criterion for turn in result.turns for one in turn.failures) for result in results]
    return sum(counts), [result for result, count in zip(results, counts, strict=True) if count]


def as_address(svg: str) -> str:
    """A picture as the address of an image within the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _web_address(url: str) -> str:
    """An address that a reader may click; nothing for any scheme but the web's."""
    return url if url.startswith(("https://", "http://")) else ""
