"""`clippings sources`: what is ingested again and again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clippings.cli.options import DeferVectors, Home, Json, open_to_ask, print_json

if TYPE_CHECKING:
    from datetime import datetime

    from clippings.ingest.scheduling.config import SourceSpec
    from clippings.vectorstore.catalogue.source_records import SourceRun

app = typer.Typer(
    help="The sources of sources.yaml: list them, or run those that are due.\n\n"
    "clippings sources list\n\nclippings sources run\n\nclippings sources run --only 'Harbour Ledger'\n\n"
    "clippings sources run --watch",
    no_args_is_help=True,
    rich_markup_mode=None,
)

SourcesFile = Annotated[
    Path | None, typer.Option("--file", help="The file of sources (else sources.yaml in the archive's folder).")
]


@app.command("run")
def run(
    file: SourcesFile = None,
    run_all: Annotated[bool, typer.Option("--all", help="Run every source, due or not.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Run this source, due or not; several are fine.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and run each source whenever it is due.")] = False,
    retire: Annotated[
        bool, typer.Option("--retire", help="Let complete sources lose more than half of their articles.")
    ] = False,
    defer_vectors: DeferVectors = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Ingest the sources that are due, or those that are named, or all; or stay and do so for ever."""
    from clippings.cli import ingest_sources

    ingest_sources.run(home, file, run_all, only or [], watch, retire, defer_vectors, as_json)


@app.command("list")
def show(file: SourcesFile = None, as_json: Json = False, home: Home = None) -> None:
    """List the sources: what they read, when they ran and what came of it, when they are due next."""
    from datetime import UTC, datetime

    from clippings.cli import ingest_sources
    from clippings.ingest.scheduling.runner import due_at
    from clippings.vectorstore.catalogue.source_records import source_runs

    path, specs = ingest_sources.load(home, file)
    with open_to_ask(home) as archive:
        ran = source_runs(archive.catalogue)
    now = datetime.now(UTC)
    listed = [_as_json(spec, ran.get(spec.name), due_at(spec, ran.get(spec.name), now)) for spec in specs]
    if as_json:
        print_json({"file": str(path), "sources": listed})
    else:
        _print(listed)


def _as_json(spec: SourceSpec, last: SourceRun | None, due: datetime | None) -> dict[str, Any]:
    return {
        "name": spec.name,
        "address": list(spec.address),
        "kind": spec.kind,
        "last_run": last.started_at.isoformat() if last else None,
        "outcome": last.outcome if last else None,
        "next_due": due.isoformat() if due else None,
    }


def _print(listed: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from clippings.cli.safe_text import safe

    table = Table("Source", "Reads", "Last run", "Outcome", "Due", box=None, pad_edge=False)
    for one in listed:
        cells = (
            one["name"],
            ", ".join(one["address"]),
            _moment(one["last_run"]) or "never",
            one["outcome"] or "",
            _moment(one["next_due"]) or "only by hand",
        )
        table.add_row(*(Text(safe(cell)) for cell in cells))
    Console(highlight=False).print(table if listed else "The file has no sources.")


def _moment(at: str | None) -> str:
    from datetime import datetime

    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""
