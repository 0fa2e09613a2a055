"""`clippings status`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clippings.cli.options import Home, Json, open_archive, print_json

if TYPE_CHECKING:
    from clippings.vectorstore.archive import Status
    from clippings.vectorstore.catalogue.history import MonthCount

_STRIP_SOURCES = 25
_PLOT_SOURCES = 10


def command(
    rejects: Annotated[bool, typer.Option("--rejects", help="Also list what could not be ingested, and why.")] = False,
    months: Annotated[bool, typer.Option("--months", help="Also show how many articles each month has.")] = False,
    runs: Annotated[bool, typer.Option("--runs", help="Also list the latest ingests and what came of them.")] = False,
    last: Annotated[int, typer.Option(metavar="N", min=1, help="How many ingests --runs lists.")] = 10,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw articles by month and source as a picture (.png, .svg, .pdf)."),
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """What the archive holds, and whether its indexes have caught up."""
    from clippings.chain import shapes
    from clippings.cli import runs as history
    from clippings.cli.rejects import print_rejects, rejects_as_json

    with open_archive(home) as archive:
        status = archive.status()
        counted = archive.catalogue.months() if months or plot or as_json else []
        listed = archive.catalogue.rejects() if rejects else []
        latest = archive.runs(last if runs else 1)
        told = latest if runs else []
    notes = _plot(counted, plot) if plot else []
    if as_json:
        found = shapes.status(status)
        found["last_run"] = history.as_json(latest[0]) if latest else None
        found["months"] = [one._asdict() for one in counted]
        if runs:
            found["runs"] = [history.as_json(run) for run in told]
        if rejects:
            found["rejects"] = rejects_as_json(listed)
        for note in notes:
            typer.echo(note, err=True)
        print_json(found)
        return
    from rich.console import Console
    from rich.text import Text

    from clippings.cli.safe_text import safe

    console = Console(highlight=False)
    console.print(
        f"{status.articles} articles, {status.chunks} chunks, {status.embedded_chunks} of them embedded "
        f"with {status.embedding_model}."
    )
    if status.sources and not months:
        console.print(_sources(status))
    if months:
        from clippings.charts.coverage import coverage
        from clippings.cli.coverage import strip

        table, legend = strip(coverage(counted, _STRIP_SOURCES), console.width)
        console.print(table, legend, sep="\n")
    if told:
        console.print("", history.table(told), sep="\n")
    if latest and (noted := history.notes_of(latest[0])):
        console.print(f"\nThe last ingest, {latest[0].started_at:%Y-%m-%d %H:%M} UTC:")
        for note in noted:
            console.print(Text(f"- {safe(note)}"), soft_wrap=True)
    if rejects:
        typer.echo()
        print_rejects(listed)
    if plot:
        console.print(f"Drawn: {plot}", *notes, sep="\n", markup=False)


def _sources(status: Status) -> Any:
    from rich.table import Table
    from rich.text import Text

    from clippings.cli.safe_text import safe
    from clippings.core.time_window import day

    undated = ["No date"] if any(one.undated for one in status.sources) else []
    table = Table("Source", "Articles", "Oldest", "Newest", *undated, box=None, pad_edge=False)
    for at in (1, *([4] if undated else [])):
        table.columns[at].justify = "right"
    for one in status.sources:
        without = [str(one.undated or "·")] if undated else []
        table.add_row(Text(safe(one.name)), str(one.articles), day(one.oldest), day(one.newest), *without)
    return table


def _plot(counted: list[MonthCount], path: Path) -> list[str]:
    from clippings.charts.coverage import coverage
    from clippings.charts.coverage_plot import draw

    return draw(coverage(counted, _PLOT_SOURCES), path)
