"""`clippings ingest`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clippings.cli.options import Home, Json, open_archive, print_json


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
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Take articles into the archive. Running it again changes nothing, and says so.

    Reads HTML, text, Markdown, JSON, JSON Lines, CSV, EPUB, PDF, WARC (also .gz, .zst), pages, RSS, Atom, sitemaps and
    lists of addresses (.urls); folders with all below them. Without a path: the sources of sources.yaml that are due.
    What cannot be read is rejected with a reason, and the rest go on: clippings status --rejects lists it.

    clippings ingest ~/news --source "The Ledger"

    clippings ingest https://example.org/feed.xml

    clippings ingest --watch
    """
    from dataclasses import asdict

    from clippings.cli import ingest_sources
    from clippings.cli.progress import TerminalProgress
    from clippings.core.errors import WrongUsage
    from clippings.ingest.pipeline import ingest

    if not inputs:
        if source is not None:
            raise WrongUsage(
                "--source names what is given on the command line.", "In sources.yaml, write source: NAME."
            )
        ingest_sources.run(home, sources, run_all, only or [], watch, retire, defer_vectors, as_json)
        return
    if sources or run_all or only or watch or retire:
        raise WrongUsage(
            "--sources, --all, --only, --watch and --retire are for the sources of a file, not for paths.",
            "Give either paths and addresses, or these.",
        )
    with open_archive(home) as archive, TerminalProgress() as progress:
        counts = ingest(archive, inputs, progress, source, defer_vectors)
        pending = archive.status().pending_chunks
    if as_json:
        print_json(asdict(counts))
    else:
        typer.echo(summary(asdict(counts)))
        if pending:
            typer.echo(f"{pending} chunks are still to be embedded; the next `clippings ingest` goes on with them.")
    if counts.rejected and counts.rejected == counts.seen:
        raise typer.Exit(1)


def summary(counts: dict[str, float]) -> str:
    """What one ingest did, in a line."""
    if not any(counts[name] for name in ("added", "updated", "deleted", "rejected")):
        return f"Nothing changed: all {counts['seen']} articles were in the archive already ({counts['seconds']} s)."
    parts = [f"{counts[name]} {name}" for name in ("added", "updated", "unchanged", "rejected") if counts[name]]
    duplicates = f", {counts['duplicates']} of them near-duplicates" if counts["duplicates"] else ""
    retired = f"; {counts['deleted']} retired" if counts["deleted"] else ""
    return (
        f"{counts['seen']} seen: {', '.join(parts) or 'nothing new'}{duplicates}{retired}; "
        f"{counts['chunks']} chunks, {counts['seconds']} s."
    )
