"""`clippings migrate`"""

from __future__ import annotations

import time

import typer

from clippings.cli.options import Home, Json, print_json


def command(as_json: Json = False, home: Home = None) -> None:
    """Move the archive from its folder to the servers that the settings name, and compare every row and vector.

    Set CLIPPINGS_DATABASE_URL, CLIPPINGS_CHROMA_URL or both, and stop what writes the archive. Nothing is embedded
    again, and the folder stays as it is. The same command again goes on, or finds that all is the same.
    """
    from clippings.cli.progress import TerminalProgress
    from clippings.core.settings import load_settings
    from clippings.vectorstore.moving.move import move

    started = time.monotonic()
    settings = load_settings(home)
    with TerminalProgress() as progress:
        moved = move(settings, progress)
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        told = {"articles": moved.articles, "chunks": moved.chunks, "rows": moved.rows, "vectors": moved.vectors}
        print_json({**told, "seconds": seconds})
        return
    if moved.rows:
        typer.echo(f"{sum(moved.rows.values())} rows of {moved.articles} articles are in the database, each compared.")
    if moved.vectors is not None:
        typer.echo(f"{moved.vectors} vectors are on the Chroma server, each compared.")
    typer.echo(
        f"{seconds} s. Keep the settings: without them, the archive in {settings.home} is the one that is used. "
        "What the servers have now may be deleted there: catalogue.db (with -wal and -shm), vectors."
    )
