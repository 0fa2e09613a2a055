"""`clippings ingest`"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clippings.cli.options import DeferVectors, Home, Json, open_archive, print_json

if TYPE_CHECKING:
    from clippings.ingest.counts import Counts


def command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH_OR_URL...]", help="Files, folders, globs, pages, feeds; else what is due."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="The name of the source of all of them; else each document's own.")
    ] = None,
    defer_vectors: DeferVectors = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count and list rejects as an ingest would, and write nothing.")
    ] = False,
    ray: Annotated[
        str | None, typer.Option("--ray", metavar="ADDRESS", help="Let the machines of this Ray cluster embed.")
    ] = None,
    as_json: Json = False,
    home: Home = None,
    retry_rejects: Annotated[
        bool, typer.Option("--retry-rejects", hidden=True, help="Now: clippings rejects retry.")
    ] = False,
    sources: Annotated[
        Path | None, typer.Option("--sources", hidden=True, help="Now: clippings sources run --file.")
    ] = None,
    run_all: Annotated[bool, typer.Option("--all", hidden=True, help="Now: clippings sources run --all.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", hidden=True, help="Now: clippings sources run --only.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", hidden=True, help="Now: clippings sources run --watch.")] = False,
    retire: Annotated[bool, typer.Option("--retire", hidden=True, help="Now: clippings sources run --retire.")] = False,
) -> None:
    """Take articles into the archive. Running it again changes nothing, and says so.

    Reads HTML, text, Markdown, JSON, JSON Lines, CSV, EPUB, PDF, WARC (also .gz, .zst), pages, RSS, Atom, sitemaps and
    lists of addresses (.urls); folders with all below them. Without a path: the sources of sources.yaml that are due,
    as clippings sources run does. What cannot be read is rejected with a reason, and the rest go on: clippings rejects
    list shows it.

    clippings ingest ~/news --source "The Ledger"

    clippings ingest https://example.org/feed.xml

    clippings ingest ~/news --dry-run
    """
    from clippings.cli import ingest_sources, rejects
    from clippings.ingest.counts import as_json as told

    of_a_file = bool(sources or run_all or only or watch or retire)
    _refuse_contradictions(bool(inputs), of_a_file, source, retry_rejects, dry_run)
    if retry_rejects:
        _hint("clippings rejects retry")
        rejects.retry(dry_run, defer_vectors, as_json, home)
        return
    if not inputs:
        if of_a_file:
            _hint("clippings sources run")
        ingest_sources.run(home, sources, run_all, only or [], watch, retire, defer_vectors, as_json)
        return
    pending = 0
    if dry_run:
        counts = _rehearse(inputs, source, home)
    else:
        counts, pending = _ingest(inputs, source, defer_vectors, home, ray)
    if as_json:
        print_json({**told(counts), **({"dry_run": True} if dry_run else {})})
    else:
        _show(counts, pending, dry_run)
    if counts.rejected and counts.rejected == counts.seen:
        raise typer.Exit(1)


def _hint(command: str) -> None:
    """Where an option of an earlier version still works."""
    typer.echo(f"This is now: {command}", err=True)


def _refuse_contradictions(
    has_inputs: bool, of_a_file: bool, source: str | None, retry_rejects: bool, dry_run: bool
) -> None:
    """What cannot be meant together.

    Raises:
        WrongUsage: Says which options, and what to write instead.
    """
    from clippings.core.errors import WrongUsage

    if of_a_file and (has_inputs or retry_rejects or dry_run):
        raise WrongUsage(
            "--sources, --all, --only, --watch and --retire are for the sources of a file, not for paths.",
            "Write: clippings sources run.",
        )
    if retry_rejects and (has_inputs or source):
        raise WrongUsage(
            "--retry-rejects reads from where the rejects were found, under the names given then.",
            "Write: clippings rejects retry.",
        )
    if has_inputs or retry_rejects:
        return
    if dry_run:
        raise WrongUsage("--dry-run needs PATH_OR_URL.", "Write: clippings ingest ~/news --dry-run")
    if source is not None:
        raise WrongUsage("--source names what is given on the command line.", "In sources.yaml, write source: NAME.")


def _show(counts: Counts, pending: int, dry_run: bool) -> None:
    from clippings.cli import summary

    summary.show(counts, dry_run)
    if pending:
        typer.echo(f"{pending} chunks are still to be embedded; the next `clippings ingest` goes on with them.")


def _ingest(
    inputs: list[str], source: str | None, defer_vectors: bool, home: Path | None, ray: str | None
) -> tuple[Counts, int]:
    """What was done, and how many chunks are still to be embedded."""
    from clippings.cli.progress import TerminalProgress
    from clippings.ingest.pipeline import ingest

    with open_archive(home, ray_address=ray) as archive, TerminalProgress(archive.pending_chunks) as progress:
        counts = ingest(archive, inputs, progress, source, defer_vectors)
        return counts, archive.pending_chunks()


def _rehearse(inputs: list[str], source: str | None, home: Path | None) -> Counts:
    """What an ingest would do. No archive is made, opened or changed."""
    from clippings.cli.progress import TerminalProgress
    from clippings.core.settings import load_settings
    from clippings.ingest.dry_run import existing_catalogue, rehearse
    from clippings.ingest.estimate import expected_documents
    from clippings.ingest.sources.reader import Reading

    settings = load_settings(home)
    with ExitStack() as stack:
        catalogue = stack.enter_context(existing_catalogue(settings))
        progress = stack.enter_context(TerminalProgress())
        found = ((one, source) for one in Reading(settings, catalogue, source).documents(inputs))
        return rehearse(catalogue, found, progress, expected_documents(inputs))
