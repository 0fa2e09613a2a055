"""Options that several commands share, and how they open the archive."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from clippings.core.types import Question
    from clippings.vectorstore.archive import Archive

Home = Annotated[
    Path | None, typer.Option("--home", help="The archive's folder (else CLIPPINGS_HOME, else ~/.clippings).")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout and nothing else there.")]
Since = Annotated[str | None, typer.Option(help="Only articles published on or after this date (2023-03-16).")]
Until = Annotated[str | None, typer.Option(help="Only articles published on or before this date.")]
SourceNames = Annotated[
    list[str] | None, typer.Option("--source", help="Only articles of this source; may be given several times.")
]
AsOf = Annotated[str | None, typer.Option(help="As if today were this date: nothing later is seen.")]
Batch = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help='JSON Lines {"id", "question", "since"?, "until"?, "source"?, "as_of"?, "history"?}; - is stdin. '
        "Prints one for each.",
    ),
]


def open_archive(home: Path | None) -> Archive:
    """The archive of the settings; `--home` wins over `CLIPPINGS_HOME`."""
    from clippings.core.settings import load_settings
    from clippings.vectorstore.archive import Archive

    return Archive(load_settings(home))


def open_to_ask(home: Path | None) -> Archive:
    """The same for a question, which makes no archive: its folder may be mistyped.

    Raises:
        WrongUsage: There is no such folder.
    """
    from clippings.core.errors import WrongUsage
    from clippings.core.settings import load_settings

    settings = load_settings(home)
    if settings.database_url is None and not os.path.lexists(settings.home):
        raise WrongUsage(
            f"There is no archive in {settings.home}.", f"Check the folder, or fill it: {_filling(settings.home)}"
        )
    return open_archive(home)


def notes_of_nothing(archive: Archive, notes: tuple[str, ...], language: str) -> tuple[str, ...]:
    """What to tell where nothing was found: the notes of the search, or that there is nothing to be found."""
    from clippings.chain.messages import message

    if archive.catalogue.article_count():
        return notes
    home = archive.settings.home
    return (message("archive_empty", language, home=home, command=_filling(home)),)


def _filling(home: Path) -> str:
    return f"clippings ingest PATH_OR_URL --home {shlex.quote(str(home))}"


def question_of(
    text: str, since: str | None, until: str | None, sources: list[str] | None, as_of: str | None
) -> Question:
    """A question with its limits.

    Raises:
        WrongUsage: It is empty or not Unicode, a date is not one, or no day lies between the limits.
    """
    from datetime import UTC, datetime

    from clippings.core.errors import WrongUsage
    from clippings.core.time_window import check_window, end_of, start_of
    from clippings.core.types import Question

    if not text.strip():
        raise WrongUsage("The question is empty.", "Write it in quotes after the command.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise WrongUsage("The question is not text in Unicode: it holds half a character.", "Write it in UTF-8.")
    question = Question(
        text=text.strip(),
        asked_at=datetime.now(UTC),
        since=start_of(since, "since") if since else None,
        until=end_of(until, "until") if until else None,
        sources=tuple(sources or ()),
        as_of=end_of(as_of, "as-of") if as_of else None,
    )
    check_window(question.since, question.until, question.as_of or question.asked_at)
    return question


def check_sources(archive: Archive, sources: list[str] | None) -> None:
    """Refuse the name of a source that the archive does not have, naming the nearest that it has.

    Raises:
        WrongUsage: There is no such source.
    """
    import difflib

    from clippings.core.errors import WrongUsage

    known = archive.catalogue.source_names() if sources else []
    for name in sources or ():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
            way_out = f"Did you mean {near[0]!r}?" if near else "clippings status lists the sources."
            raise WrongUsage(f"The archive has no source {name!r}.", way_out)


def print_json(found: Any) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False))
