"""`clippings ingest`"""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clippings.cli.options import Home, Json, open_archive, print_json

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
    defer_vectors: Annotated[
        bool, typer.Option("--defer-vectors", help="Return when words can be searched; embed at a later command.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count and list rejects as an ingest would, and write nothing.")
    ] = False,
    retry_rejects: Annotated[
        bool, typer.Option("--retry-rejects", help="Read again what could not be ingested, from where it was found.")
    ] = False,
    sources: Annotated[
        Path | None, typer.Option("--sources", help="The file of sources (else sources.yaml in the archive's folder).")
    ] = None,
    run_all: Annotated[bool, typer.Option("--all", help="Run every source of the file, due or not.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Run this source of the file, due or not.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and run each source whenever it is due.")] = False,
    retire: Annotated[
        bool, typer.Option("--retire", help="Let complete sources lose more than half of their articles.")
    ] = False,
    ray: Annotated[
        str | None, typer.Option("--ray", metavar="ADDRESS", help="Let the machines of this Ray cluster embed.")
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Take articles into the archive. Running it again changes nothing, and says so.

    Reads HTML, text, Markdown, JSON, JSON Lines, CSV, EPUB, PDF, WARC (also .gz, .zst), pages, RSS, Atom, sitemaps and
    lists of addresses (.urls); folders with all below them. Without a path: the sources of sources.yaml that are due.
    What cannot be read is rejected with a reason, and the rest go on: clippings status --rejects lists it.

    clippings ingest ~/news --source "The Ledger"

    clippings ingest https://example.org/feed.xml

    clippings ingest ~/news --dry-run

    clippings ingest --watch
    """
    from clippings.cli import ingest_sources
    from clippings.ingest.counts import as_json as told

    if ray is not None:
        os.environ["CLIPPINGS_RAY_ADDRESS"] = ray
    of_a_file = bool(sources or run_all or only or watch or retire)
    _refuse_contradictions(bool(inputs), of_a_file, source, retry_rejects, dry_run)
    if not inputs and not retry_rejects:
        ingest_sources.run(home, sources, run_all, only or [], watch, retire, defer_vectors, as_json)
        return
    if dry_run:
        counts, retried = _rehearse(inputs or [], source, retry_rejects, home)
        pending = 0
    else:
        counts, retried, pending = _ingest(inputs or [], source, retry_rejects, defer_vectors, home)
    if as_json:
        about = {"dry_run": True} if dry_run else {}
        print_json({**told(counts), **about, **({"retried": retried} if retry_rejects else {})})
    else:
        _show(counts, retried if retry_rejects else None, pending, dry_run)
    if counts.rejected and counts.rejected == counts.seen:
        raise typer.Exit(1)


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
            "Give either paths and addresses, or these.",
        )
    if retry_rejects and (has_inputs or source):
        raise WrongUsage(
            "--retry-rejects reads from where the rejects were found, under the names given then.",
            "Leave out the paths, addresses and --source.",
        )
    if has_inputs or retry_rejects:
        return
    if dry_run:
        raise WrongUsage("--dry-run needs PATH_OR_URL.", "Write: clippings ingest ~/news --dry-run")
    if source is not None:
        raise WrongUsage("--source names what is given on the command line.", "In sources.yaml, write source: NAME.")


def _show(counts: Counts, retried: int | None, pending: int, dry_run: bool) -> None:
    """What was done, in words; `retried` is None where no rejects were read again."""
    from clippings.cli import summary

    if retried is not None:
        typer.echo(summary.retried(counts, retried))
    if counts.seen or retried is None:
        summary.show(counts, dry_run)
    if pending:
        typer.echo(f"{pending} chunks are still to be embedded; the next `clippings ingest` goes on with them.")


def _ingest(
    inputs: list[str], source: str | None, retry: bool, defer_vectors: bool, home: Path | None
) -> tuple[Counts, int, int]:
    """What was done, how many rejects were read again, how many chunks are still to be embedded."""
    from clippings.cli.progress import TerminalProgress
    from clippings.ingest.pipeline import ingest
    from clippings.ingest.retry_rejects import retry_rejects, to_read_again

    with open_archive(home) as archive, TerminalProgress(archive.pending_chunks) as progress:
        retried = 0
        if retry:
            retried = sum(len(one.locations) for one in to_read_again(archive.catalogue.rejects_by_run()))
            left = len(archive.catalogue.rejects()) - retried
            if left:
                typer.echo(f"{left} more are of entries of sources.yaml, whose next run reads them.", err=True)
            counts = retry_rejects(archive, progress, defer_vectors)
        else:
            counts = ingest(archive, inputs, progress, source, defer_vectors)
        return counts, retried, archive.pending_chunks()


def _rehearse(inputs: list[str], source: str | None, retry: bool, home: Path | None) -> tuple[Counts, int]:
    """What an ingest would do, and how many rejects it would read again. No archive is made, opened or changed."""
    from clippings.cli.progress import TerminalProgress
    from clippings.core.settings import load_settings
    from clippings.ingest.dry_run import existing_catalogue, rehearse
    from clippings.ingest.estimate import expected_documents
    from clippings.ingest.retry_rejects import reader, to_read_again
    from clippings.ingest.sources.reader import Reading

    settings = load_settings(home)
    with ExitStack() as stack:
        catalogue = stack.enter_context(existing_catalogue(settings))
        progress = stack.enter_context(TerminalProgress())
        if not retry:
            found = ((one, source) for one in Reading(settings, catalogue, source).documents(inputs))
            return rehearse(catalogue, found, progress, expected_documents(inputs)), 0
        again = to_read_again(catalogue.rejects_by_run()) if catalogue else []
        retried = sum(len(one.locations) for one in again)
        read = reader(settings)
        return rehearse(catalogue, (one for part in again for one in part.documents(read)), progress, retried), retried
