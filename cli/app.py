"""`clippings`: every command, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from clippings.cli import (
    ask,
    backup,
    benchmark,
    bot,
    check_draft,
    doctor,
    extract,
    feedback,
    follow,
    ingest,
    migrate,
    reindex,
    rejects,
    said,
    search,
    serve,
    sources,
    status,
    trend,
)
from clippings.cli.eval import run as evaluate
from clippings.cli.safe_text import safe
from clippings.core.errors import ClippingsError

app = typer.Typer(
    name="clippings",
    help="Ask a news archive a question; get an answer with the clippings that prove it.\n\n"
    "Start with: clippings ingest FOLDER, then: clippings ask 'Why does Korea need Japan for R&D?'",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (ingest, ask, search, status, extract, reindex, doctor, migrate):
    app.command(module.__name__.rsplit(".", 1)[1])(module.command)
app.add_typer(evaluate.app, name="eval")
app.add_typer(benchmark.app, name="benchmark")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.add_typer(feedback.app, name="feedback")
app.add_typer(follow.app, name="follow")
app.add_typer(sources.app, name="sources")
app.add_typer(rejects.app, name="rejects")
app.command("bot")(bot.command)
app.command("preview")(bot.preview)
app.command("timeline")(trend.timeline)
app.command("check")(check_draft.command)
app.command("trend")(trend.trend)
app.command("said")(said.command)
app.command("serve")(serve.command)
app.command("mcp")(serve.mcp)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("clippings"))
        raise typer.Exit


@app.callback()
def options(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what happens to stderr.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Print the version and leave.")
    ] = False,
    _home: Annotated[Path | None, typer.Option("--home", help="The archive's folder.")] = None,
) -> None:
    logging.basicConfig(
        level=logging.INFO if verbose else logging.ERROR,
        stream=sys.stderr,
        format="%(levelname)s %(name)s: %(message)s" if verbose else "%(message)s",
    )
    if not verbose:
        logging.getLogger("clippings").setLevel(logging.WARNING)


_M_ARENA_MAX, _HEAPS = -8, 2


def _share_heaps() -> None:
    """Let all threads share two heaps, before there are any: glibc gives each its own, and an ingest with its twenty
    threads then keeps more memory than it needs (docs/decisions/015)."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # another system, or another C library
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _HEAPS)


def main() -> None:
    """Run the command line; a `ClippingsError` becomes its message on stderr and its exit code."""
    _share_heaps()
    try:
        app(prog_name="clippings")
    except ClippingsError as error:
        typer.secho(f"Error: {safe(error.what)}", fg=typer.colors.RED, err=True)
        if error.way_out:
            typer.echo(safe(error.way_out), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
