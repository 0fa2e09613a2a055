"""Options that several commands share, and how they open the archive."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from clippings.core.settings import Settings
    from clippings.core.types import Question
    from clippings.vectorstore.archive import Archive


def _or_of_the_command_line(context: typer.Context, home: Path | None) -> Path | None:
    """`clippings --home DIR ask ...` means the same as `clippings ask ... --home DIR`."""
    return home if home is not None else context.find_root().params.get("_home")


Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="The archive's folder (else CLIPPINGS_HOME, else ~/.clippings).",
        callback=_or_of_the_command_line,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout and nothing else there.")]
DeferVectors = Annotated[
    bool, typer.Option("--defer-vectors", help="Return when words can be searched; embed at a later command.")
]
Since = Annotated[str | None, typer.Option(help="Only articles published on or after this date (2023-03-16).")]
Until = Annotated[str | None, typer.Option(help="Only articles published on or before this date.")]
SourceNames = Annotated[
    list[str] | None, typer.Option("--source", help="Only articles of this source; may be given several times.")
]
Authors = Annotated[
    list[str] | None, typer.Option("--author", help="Only articles by this author; may be given several times.")
]
Languages = Annotated[
    list[str] | None,
    typer.Option("--language", help="Only articles in this language (ko, Korean); may be given several times."),
]
AsOf = Annotated[str | None, typer.Option(help="As if today were this date: nothing later is seen.")]
Batch = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help='JSON Lines {"id", "question", "since"?, "until"?, "source"?, "author"?, "language"?, "as_of"?, '
        '"history"?}; - is stdin. Prints one for each.',
    ),
]


def open_archive(home: Path | None, ray_address: str | None = None) -> Archive:
    """The archive of the settings; `--home` wins over `CLIPPINGS_HOME`, `--ray` over `CLIPPINGS_RAY_ADDRESS`."""
    from clippings.core.settings import load_settings
    from clippings.vectorstore.archive import Archive

    settings = load_settings(home)
    return Archive(settings.model_copy(update={"ray_address": ray_address}) if ray_address else settings)


def open_to_ask(home: Path | None) -> Archive:
    """The same for a question, which makes no archive: its folder may be mistyped.

    Raises:
        WrongUsage: There is no such folder.
    """
    from clippings.core.settings import load_settings

    check_folder(load_settings(home))
    return open_archive(home)


def check_folder(settings: Settings) -> None:
    """Refuse the folder of an archive that is not there.

    Raises:
        WrongUsage: There is no such folder.
    """
    from clippings.core.errors import WrongUsage
    from clippings.core.settings import how_to_fill

    home = settings.home
    if settings.database_url is None and not os.path.lexists(home):
        raise WrongUsage(f"There is no archive in {home}.", f"Check the folder, or {how_to_fill(home)}")


def question_of(
    text: str,
    since: str | None,
    until: str | None,
    sources: list[str] | None,
    as_of: str | None,
    authors: list[str] | None = None,
    languages: list[str] | None = None,
) -> Question:
    """A question with its limits; see `question_limits.question_of`, which is not loaded before a command needs it."""
    from clippings.core import question_limits

    return question_limits.question_of(text, since, until, sources, as_of, authors, languages)


def within_archive(archive: Archive, question: Question) -> Question:
    """The question with its limits as the archive has them; see `requests.within_archive`."""
    from clippings.chain import requests

    return requests.within_archive(archive, question)


def print_json(found: Any) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False))
