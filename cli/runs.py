"""The history of ingests, for a person and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from rich.table import Table
from rich.text import Text

from clippings.cli.safe_text import safe
from clippings.core.time_window import iso
from clippings.core.types import Run
from clippings.ingest import run_notes

_COUNTS = ("added", "updated", "unchanged", "deleted", "rejected")
_INPUTS_SHOWN = 2


def as_json(run: Run) -> dict[str, Any]:
    """One run; `seconds` and `finished_at` are null for one that has not ended."""
    return {
        "started_at": iso(run.started_at),
        "finished_at": iso(run.finished_at),
        "state": run.state,
        "seconds": _seconds(run),
        "inputs": list(run.inputs),
        "source": run.options.get("source"),
        "counts": {name: value for name, value in run.counts.items() if isinstance(value, int)},
        "not_articles": run.counts.get("not_articles", {}),
        "undated_reasons": run.counts.get("undated_reasons", {}),
        "shapes": run.counts.get("shapes", {}),
        "notes": notes_of(run),
    }


def notes_of(run: Run) -> list[str]:
    """What the admin should know of a run besides its counts."""
    return [*run.counts.get("notes", []), *run_notes.notes(run.counts)]


def table(runs: Sequence[Run]) -> Table:
    """A row for each run, in the order given. Times are UTC."""
    shown = Table("Started (UTC)", "Took", "Read", "Seen", "What came of it", box=None, pad_edge=False)
    for column in (1, 3):
        shown.columns[column].justify = "right"
    for run in runs:
        seconds = _seconds(run)
        shown.add_row(
            f"{run.started_at:%Y-%m-%d %H:%M:%S}",
            "" if seconds is None else str(timedelta(seconds=round(seconds))),
            Text(_inputs(run), overflow="fold"),
            f"{run.counts.get('seen', 0):,}",
            Text(_outcome(run), style="" if run.state == "finished" else "yellow"),
        )
    return shown


def _seconds(run: Run) -> float | None:
    return round((run.finished_at - run.started_at).total_seconds(), 2) if run.finished_at else None


def _inputs(run: Run) -> str:
    more = len(run.inputs) - _INPUTS_SHOWN
    return safe("\n".join(run.inputs[:_INPUTS_SHOWN])) + (f"\nand {more} more" if more > 0 else "")


def _outcome(run: Run) -> str:
    counts = ", ".join(f"{run.counts[name]:,} {name}" for name in _COUNTS if run.counts.get(name))
    if run.state == "finished":
        return counts or "nothing to do"
    state = {
        "running": "running now",
        "interrupted": "interrupted",
        "unfinished": f"not finished, on {safe(str(run.options.get('machine', 'another machine')))}",
    }[run.state]
    return f"{state}; so far {counts}" if counts else state
