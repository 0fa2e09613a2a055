"""`clippings status`"""

from __future__ import annotations

from typing import Annotated

import typer

from clippings.cli.options import Home, Json, open_archive, print_json


def command(
    rejects: Annotated[bool, typer.Option("--rejects", help="Also list what could not be ingested, and why.")] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """What the archive holds, and whether its indexes have caught up."""
    from clippings.core.time_window import day, iso

    with open_archive(home) as archive:
        status = archive.status()
        listed = archive.catalogue.rejects() if rejects else []
    if as_json:
        found = {
            "articles": status.articles,
            "chunks": status.chunks,
            "embedded_chunks": status.embedded_chunks,
            "pending_chunks": status.pending_chunks,
            "sources": [
                {"name": s.name, "articles": s.articles, "oldest": iso(s.oldest), "newest": iso(s.newest)}
                for s in status.sources
            ],
            "embedding_model": status.embedding_model,
        }
        if rejects:
            found["rejects"] = [
                {"location": r.location, "reason": r.reason, "source": r.source, "seen_at": iso(r.seen_at)}
                for r in listed
            ]
        print_json(found)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from clippings.cli.safe_text import safe

    console = Console(highlight=False)
    console.print(
        f"{status.articles} articles, {status.chunks} chunks, {status.embedded_chunks} of them embedded "
        f"with {status.embedding_model}."
    )
    if status.sources:
        table = Table("Source", "Articles", "Oldest", "Newest", box=None, pad_edge=False)
        table.columns[1].justify = "right"
        for one in status.sources:
            table.add_row(Text(safe(one.name)), str(one.articles), day(one.oldest), day(one.newest))
        console.print(table)
    if rejects:
        console.print(f"\n{len(listed)} rejects" if listed else "\nNo rejects.")
        for reject in listed:
            console.print(Text(f"  {safe(reject.location)}: {safe(reject.reason)}"))
