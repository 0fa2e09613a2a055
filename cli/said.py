"""`clippings said`"""

from __future__ import annotations

from typing import Annotated

import typer

from clippings.cli.options import (
    AsOf,
    Authors,
    Home,
    Json,
    Languages,
    Since,
    SourceNames,
    Until,
    open_to_ask,
    print_json,
    question_of,
    within_archive,
)


def command(
    person: Annotated[str, typer.Argument(help="Whose words: a name.")],
    topic: Annotated[str, typer.Option(help="Only words on this.")] = "",
    since: Since = None,
    until: Until = None,
    source: SourceNames = None,
    author: Authors = None,
    language: Languages = None,
    as_of: AsOf = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """What somebody said, oldest first; only quotes whose speaker the article makes plain.

    clippings said "Jerome Powell" --topic inflation
    """
    from clippings.chain import shapes
    from clippings.chain.said import said
    from clippings.cli import render

    asked = question_of(person, since, until, source, as_of, author, language)
    with open_to_ask(home) as archive:
        asked = within_archive(archive, asked)
        found = said(archive, asked, topic)
    print_json(shapes.said(found)) if as_json else render.said(found)
