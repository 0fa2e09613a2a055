"""`clippings trend` and `clippings timeline`"""

from __future__ import annotations

from pathlib import Path
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

_STRIP_SOURCES = 25
_PLOT_SOURCES = 10

Topic = Annotated[str, typer.Argument(help="What it is about: a few words.")]


def trend(
    topic: Topic,
    since: Since = None,
    until: Until = None,
    source: SourceNames = None,
    author: Authors = None,
    language: Languages = None,
    as_of: AsOf = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw it as a picture too (.png, .svg, .pdf).")
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """How often a topic was written of: articles that mention it by month and source, the first and the latest.

    clippings trend "export controls" --since 2019-01-01
    """
    from clippings.chain import shapes
    from clippings.chain.trend import trend as counted
    from clippings.charts.coverage import coverage
    from clippings.cli import render
    from clippings.cli.coverage import strip

    asked = question_of(topic, since, until, source, as_of, author, language)
    with open_to_ask(home) as archive:
        asked = within_archive(archive, asked)
        found = counted(archive, asked)
    notes = []
    if plot:
        from clippings.charts.coverage_plot import draw

        notes = draw(coverage(found.months, _PLOT_SOURCES), plot)
    if as_json:
        for note in notes:
            typer.echo(note, err=True)
        print_json(shapes.trend(found))
        return
    render.trend(found, lambda width: strip(coverage(found.months, _STRIP_SOURCES), width))
    for note in notes:
        typer.echo(note)


def timeline(
    topic: Topic,
    since: Since = None,
    until: Until = None,
    source: SourceNames = None,
    author: Authors = None,
    language: Languages = None,
    as_of: AsOf = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """How a story went: dated clippings about a topic, oldest first.

    clippings timeline "Silicon Valley Bank"
    """
    from clippings.chain import requests
    from clippings.chain.assemble import make_asker
    from clippings.chain.timeline import timeline as told_of
    from clippings.cli import render

    asked = question_of(topic, since, until, source, as_of, author, language)
    with open_to_ask(home) as archive:
        asked = within_archive(archive, asked)
        asker = make_asker(archive)
        asker.warm_up()
        told = told_of(asker.retriever, asked)
    print_json(requests.timeline_as_json(asked.text, told)) if as_json else render.timeline(told)
