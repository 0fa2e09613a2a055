"""`clippings ingest`"""

from __future__ import annotations

from typing import Annotated

import typer

from clippings.cli.options import Home, Json, open_archive, print_json


def command(
    inputs: Annotated[list[str], typer.Argument(metavar="PATH_OR_URL...", help="Files, folders, pages, feeds.")],
    source: Annotated[
        str | None, typer.Option(help="The name of the source of all of them; else each document's own.")
    ] = None,
    defer_vectors: Annotated[
        bool, typer.Option("--defer-vectors", help="Return when words can be searched; embed at a later command.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Take articles into the archive. Running it again changes nothing, and says so.

    Reads HTML, plain text, Markdown, JSON, JSON Lines (also .gz), RSS and Atom; folders with all below them.
    What cannot be read is rejected with a reason, and the rest go on: clippings status --rejects lists it.

    clippings ingest ~/news --source "The Ledger"

    clippings ingest https://example.org/feed.xml
    """
    from dataclasses import asdict

    from clippings.cli.progress import TerminalProgress
    from clippings.ingest.pipeline import ingest

    with open_archive(home) as archive, TerminalProgress() as progress:
        counts = ingest(archive, inputs, progress, source, defer_vectors)
        pending = archive.status().pending_chunks
    if as_json:
        print_json(asdict(counts))
    else:
        typer.echo(_summary(asdict(counts)))
        if pending:
            typer.echo(f"{pending} chunks are still to be embedded; the next `clippings ingest` goes on with them.")
    if counts.rejected and counts.rejected == counts.seen:
        raise typer.Exit(1)


def _summary(counts: dict[str, float]) -> str:
    if not counts["added"] and not counts["updated"] and not counts["rejected"]:
        return f"Nothing changed: all {counts['seen']} articles were in the archive already ({counts['seconds']} s)."
    parts = [f"{counts[name]} {name}" for name in ("added", "updated", "unchanged", "rejected") if counts[name]]
    duplicates = f", {counts['duplicates']} of them near-duplicates" if counts["duplicates"] else ""
    return f"{counts['seen']} seen: {', '.join(parts)}{duplicates}; {counts['chunks']} chunks, {counts['seconds']} s."
