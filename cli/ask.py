"""`clippings ask`"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

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

if TYPE_CHECKING:
    from clippings.chain.pipeline import Asker
    from clippings.core.types import Question, Turn

_Names = list[str] | None
_Limits = tuple[str | None, str | None, _Names, str | None, _Names, _Names]
"""Since, until, sources, as of, authors, languages."""


def command(
    question: Annotated[str | None, typer.Argument(help="Without it, a small chat.")] = None,
    since: Since = None,
    until: Until = None,
    source: SourceNames = None,
    author: Authors = None,
    language: Languages = None,
    as_of: AsOf = None,
    batch: Batch = None,
    more: Annotated[bool, typer.Option("--more", help="Show every quote that bears on the question.")] = False,
    passages: Annotated[
        bool, typer.Option("--passages", help="With --json or --batch, print what was retrieved too, as search does.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Ask the archive a question; the answer comes with the clippings that prove it.

    clippings ask "Why does Korea need Japan for R&D?"

    clippings ask "What did the Fed do?" --since 2023-03-01 --until 2023-03-31

    clippings ask --batch questions.jsonl > answers.jsonl
    """
    from clippings.chain import requests, shapes
    from clippings.chain.assemble import make_asker
    from clippings.cli import batch as batches
    from clippings.cli import render
    from clippings.core.errors import WrongUsage

    if batch is not None and question is not None:
        raise WrongUsage("A question and --batch were both given.", "Give one of them.")
    if question is None and batch is None and as_json:
        raise WrongUsage("--json needs a question or --batch.", 'Write: clippings ask --json "..."')
    limits = (since, until, source, as_of, author, language)
    asked = question_of("?" if question is None else question, *limits)  # what is malformed is told at once
    with open_to_ask(home) as archive:
        asked = within_archive(archive, asked)
        asker = make_asker(archive)
        asker.warm_up()
        printed = _with_passages(asker) if passages else lambda asked: shapes.answer(requests.answer(asker, asked))
        if batch is not None:
            batches.run(batch, printed, archive)
        elif question is None:
            _chat(asker, limits, more)
        else:
            print_json(printed(asked)) if as_json else render.answer(requests.answer(asker, asked), more)


def _with_passages(asker: Asker) -> Callable[[Question], dict[str, Any]]:
    """From a question to its answer's JSON with what was retrieved for it."""
    from clippings.chain import requests, shapes
    from clippings.evaluation.case_runner import Examiner

    examiner = Examiner(asker)  # from now on, it sees what the asker retrieves

    def printed(question: Question) -> dict[str, Any]:
        answer = requests.answer(asker, question)
        return shapes.answer(answer) | shapes.retrieved(examiner.retrieved)

    return printed


def _chat(asker: Asker, limits: _Limits, more: bool) -> None:
    from dataclasses import replace

    from clippings.chain import requests
    from clippings.chain.conversation.follow_up import MOST_TURNS
    from clippings.cli import render
    from clippings.core.errors import ClippingsError

    turns: list[Turn] = []
    typer.echo("Ask the archive. An empty line, or Ctrl-D, ends it.", err=True)
    while True:
        asker.archive.vectors.close()  # an idle chat must not keep others from the vectors
        try:
            text = input("\n> ")
        except EOFError:
            return
        if not text.strip():
            return
        try:
            asker.archive.catch_up_if_quick()
            asked = within_archive(asker.archive, question_of(text, *limits))
            answer = requests.answer(asker, replace(asked, history=tuple(turns)))
            turns = [*turns, answer.turn][-MOST_TURNS:]
            render.answer(answer, more)
        except ClippingsError as error:
            typer.secho(str(error), fg=typer.colors.RED, err=True)
