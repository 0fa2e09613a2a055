"""`clippings reindex`"""

from __future__ import annotations

import time
from typing import Annotated

import typer

from clippings.cli.options import Home, Json, open_archive, print_json


def command(
    vectors: Annotated[bool, typer.Option("--vectors", help="Only the vector index.")] = False,
    lexical: Annotated[bool, typer.Option("--lexical", help="Only the lexical index.")] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Build the indexes anew from the catalogue: after damage, or for another embedding model."""
    from clippings.cli.progress import TerminalProgress

    both = vectors == lexical
    started = time.monotonic()
    with open_archive(home) as archive, TerminalProgress() as progress:
        _, chunks = archive.catalogue.counts()
        if lexical or both:
            progress.stage("indexing", chunks)
            archive.lexical.rebuild(progress.advance)
        if vectors or both:
            progress.stage("embedding", chunks)
            archive.vectors.rebuild(progress.advance)
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        print_json({"chunks": chunks, "seconds": seconds})
    else:
        typer.echo(f"{chunks} chunks in {seconds} s.")
