"""`clippings search`"""

from __future__ import annotations

from typing import Annotated

import typer

from clippings.cli.options import (
    AsOf,
    Authors,
    Batch,
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
    query: Annotated[str | None, typer.Argument(help="Words or a question.")] = None,
    k: Annotated[int, typer.Option("--k", "-k", min=1, max=200, help="How many passages at most.")] = 10,
    since: Since = None,
    until: Until = None,
    source: SourceNames = None,
    author: Authors = None,
    language: Languages = None,
    as_of: AsOf = None,
    batch: Batch = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Find clippings: the passages that bear on a question, best first, without an answer.

    clippings search "export controls" --since 2019-07-01 --k 5
    """
    from clippings.chain import requests
    from clippings.chain.assemble import make_asker
    from clippings.cli import batch as batches
    from clippings.cli import render
    from clippings.core.errors import WrongUsage

    if (query is None) == (batch is None):
        raise WrongUsage("Give words to search for, or --batch FILE.", 'Write: clippings search "export controls"')
    asked = question_of("?" if query is None else query, since, until, source, as_of, author, language)
    with open_to_ask(home) as archive:
        asked = within_archive(archive, asked)
        asker = make_asker(archive)
        asker.warm_up()
        retriever = asker.retriever
        if batch is not None:
            batches.run(batch, lambda each: requests.search_as_json(retriever, each, k), archive)
        elif as_json:
            print_json(requests.search_as_json(retriever, asked, k))
        else:
            render.passages(requests.search(retriever, asked, k))
