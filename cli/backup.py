"""`clippings backup` and `clippings restore`"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from clippings.cli.options import Home, Json, open_archive, print_json

_AFTER_QUESTIONS = 15
"""Of 19: a backup takes the processors that no question needs (POSIX)."""


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make, a .tar.zst; it must not exist.")],
    without_vectors: Annotated[
        bool, typer.Option("--without-vectors", help="Leave the vectors out: smaller; they are embedded anew.")
    ] = False,
    wait_s: Annotated[
        float, typer.Option("--wait", metavar="SECONDS", min=0, help="Wait so long for whoever uses the vectors.")
    ] = 0.0,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Put the archive into one file, while ingests and questions go on.

    It holds the catalogue, sources.yaml and the vectors, with their digests. Not in it: the index of words, which a
    restore makes anew in seconds, and .env with its secrets.

    clippings backup ~/backups/clippings-monday.tar.zst
    """
    if hasattr(os, "nice"):
        os.nice(_AFTER_QUESTIONS)

    from clippings.cli.byte_progress import ByteProgress
    from clippings.vectorstore.backup.make import make_backup

    started = time.monotonic()
    with open_archive(home) as archive, ByteProgress() as progress:
        made = make_backup(archive, file, progress, not without_vectors, wait_s)
    told = made.manifest
    vectors = told.vectors.count if told.vectors else 0
    if as_json:
        print_json(
            {
                "file": str(made.file),
                "bytes": made.bytes,
                "articles": told.articles,
                "chunks": told.chunks,
                "vectors": vectors,
                "change": told.change,
                "notes": list(told.notes),
                "seconds": round(time.monotonic() - started, 2),
            }
        )
        return
    typer.echo(f"{made.file}: {told.articles} articles, {vectors} of {told.chunks} vectors, {_size(made.bytes)}.")
    for note in told.notes:
        typer.echo(note)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `clippings backup` made.")],
    without_vectors: Annotated[
        bool, typer.Option("--without-vectors", help="Leave the vectors in the file; they are embedded anew.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Make an archive from a backup, in a folder that is empty or not there yet.

    Digests are checked before anything is put in place, counts after. An older version's backup is brought forward.

    clippings restore ~/backups/clippings-monday.tar.zst --home ~/clippings-again
    """
    from clippings.cli.byte_progress import ByteProgress
    from clippings.core.settings import load_settings
    from clippings.core.time_window import iso
    from clippings.vectorstore.backup.restore import restore_backup

    settings = load_settings(home)
    started = time.monotonic()
    with ByteProgress() as progress:
        done = restore_backup(settings, file, progress, not without_vectors)
    if as_json:
        print_json(
            {
                "home": str(settings.home),
                "articles": done.articles,
                "chunks": done.chunks,
                "vectors": done.vectors,
                "pending_chunks": done.pending_chunks,
                "made_at": iso(done.manifest.made_at),
                "made_by": done.manifest.clippings,
                "notes": list(done.manifest.notes),
                "seconds": round(time.monotonic() - started, 2),
            }
        )
        return
    typer.echo(f"{settings.home}: {done.articles} articles, {done.chunks} chunks, {done.vectors} vectors.")
    if done.pending_chunks:
        typer.echo(f"{done.pending_chunks} chunks are still to be embedded; the next `clippings ingest` does so.")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
