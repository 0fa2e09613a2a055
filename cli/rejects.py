"""`clippings rejects`: what could not be ingested."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clippings.cli.options import DeferVectors, Home, Json, open_archive, open_to_ask, print_json

if TYPE_CHECKING:
    from clippings.core.types import Reject
    from clippings.ingest.counts import Counts

app = typer.Typer(
    help="What could not be ingested, and why; and reading it again.\n\n"
    "clippings rejects list\n\nclippings rejects retry --dry-run\n\nclippings rejects retry",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def show(as_json: Json = False, home: Home = None) -> None:
    """List what could not be ingested, where it was found and why."""
    with open_to_ask(home) as archive:
        listed = archive.catalogue.rejects()
    if as_json:
        print_json({"rejects": rejects_as_json(listed)})
    else:
        print_rejects(listed)


@app.command("retry")
def retry(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what a retry would do, and write nothing.")] = False,
    defer_vectors: DeferVectors = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Read again what could not be ingested, from where it was found, under the names given then."""
    from clippings.cli import summary
    from clippings.ingest.counts import as_json as told

    counts, retried = rehearse(home) if dry_run else retry_in_archive(home, defer_vectors)
    if as_json:
        print_json({**told(counts), **({"dry_run": True} if dry_run else {}), "retried": retried})
    else:
        typer.echo(summary.retried(counts, retried))
        if counts.seen:
            summary.show(counts, dry_run)
    if counts.rejected and counts.rejected == counts.seen:
        raise typer.Exit(1)


def rejects_as_json(listed: list[Reject]) -> list[dict[str, Any]]:
    """Each with where it was found, why it was refused, of which source it is and when it was seen."""
    from clippings.core.time_window import iso

    return [
        {"location": one.location, "reason": one.reason, "source": one.source, "seen_at": iso(one.seen_at)}
        for one in listed
    ]


def print_rejects(listed: list[Reject]) -> None:
    """One a line, with its reason."""
    from rich.console import Console
    from rich.text import Text

    from clippings.cli.safe_text import safe

    console = Console(highlight=False)
    console.print(f"{len(listed)} rejects; clippings rejects retry reads them again" if listed else "No rejects.")
    for reject in listed:
        console.print(Text(f"  {safe(reject.location)}: {safe(reject.reason)}"))


def retry_in_archive(home: Path | None, defer_vectors: bool) -> tuple[Counts, int]:
    """What was done, and how many rejects were read again."""
    from clippings.cli.progress import TerminalProgress
    from clippings.ingest.retry_rejects import retry_rejects, to_read_again

    with open_archive(home) as archive, TerminalProgress(archive.pending_chunks) as progress:
        retried = sum(len(one.locations) for one in to_read_again(archive.catalogue.rejects_by_run()))
        left = len(archive.catalogue.rejects()) - retried
        if left:
            typer.echo(f"{left} more are of entries of sources.yaml, whose next run reads them.", err=True)
        return retry_rejects(archive, progress, defer_vectors), retried


def rehearse(home: Path | None) -> tuple[Counts, int]:
    """What a retry would do, and how many rejects it would read again. Nothing is made, opened or changed."""
    from clippings.cli.progress import TerminalProgress
    from clippings.core.settings import load_settings
    from clippings.ingest.dry_run import existing_catalogue
    from clippings.ingest.dry_run import rehearse as rehearse_ingest
    from clippings.ingest.retry_rejects import reader, to_read_again

    settings = load_settings(home)
    with ExitStack() as stack:
        catalogue = stack.enter_context(existing_catalogue(settings))
        progress = stack.enter_context(TerminalProgress())
        again = to_read_again(catalogue.rejects_by_run()) if catalogue else []
        retried = sum(len(one.locations) for one in again)
        read = reader(settings)
        found = (one for part in again for one in part.documents(read))
        return rehearse_ingest(catalogue, found, progress, retried), retried
