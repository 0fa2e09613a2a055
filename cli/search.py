"""`clippings search`"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clippings.cli.options import (
    AsOf,
    Batch,
    Home,
    Json,
    Since,
    SourceNames,
    Until,
    check_sources,
    notes_of_nothing,
    open_to_ask,
    print_json,
    question_of,
)

if TYPE_CHECKING:
    from clippings.chain.find import Found
    from clippings.chain.retriever import HybridRetriever
    from clippings.core.types import Question


def command(
    query: Annotated[str | None, typer.Argument(help="Words or a question.")] = None,
    k: Annotated[int, typer.Option("--k", "-k", min=1, max=200, help="How many passages at most.")] = 10,
    since: Since = None,
    until: Until = None,
    source: SourceNames = None,
    as_of: AsOf = None,
    batch: Batch = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Find clippings: the passages that bear on a question, best first, without an answer.

    clippings search "export controls" --since 2019-07-01 --k 5
    """
    from clippings.chain.assemble import make_asker
    from clippings.cli import batch as batches
    from clippings.cli import render
    from clippings.core.errors import WrongUsage

    if (query is None) == (batch is None):
        raise WrongUsage("Give words to search for, or --batch FILE.", 'Write: clippings search "export controls"')
    asked = question_of("?" if query is None else query, since, until, source, as_of)
    with open_to_ask(home) as archive:
        check_sources(archive, source)
        asker = make_asker(archive)
        asker.warm_up()
        retriever = asker.retriever
        if batch is not None:
            batches.run(batch, lambda each: _as_json(retriever, each, k), archive)
        elif as_json:
            print_json(_as_json(retriever, asked, k))
        else:
            render.passages(_found(retriever, asked, k))


def _as_json(retriever: HybridRetriever, asked: Question, k: int) -> dict[str, Any]:
    from clippings.cli import shapes

    started = time.perf_counter()
    found = _found(retriever, asked, k)
    elapsed = round((time.perf_counter() - started) * 1000, 1)
    return {
        "passages": [shapes.passage(passage) for passage in found.passages],
        "understood": shapes.understood(found.understood),
        "notes": list(found.notes),
        "timings_ms": {"retrieve": elapsed, "total": elapsed},
    }


def _found(retriever: HybridRetriever, asked: Question, k: int) -> Found:
    from dataclasses import replace

    from clippings.chain.find import find

    found = find(retriever, asked, k)
    if found.passages:
        return found
    return replace(found, notes=notes_of_nothing(retriever.archive, found.notes, found.understood.language))
