"""`clippings dossier`: quotes that are kept, with notes, and files to take them along in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clippings.cli.options import (
    AsOf,
    Home,
    Json,
    Since,
    SourceNames,
    Until,
    open_to_ask,
    print_json,
    question_of,
    within_archive,
)
from clippings.cli.safe_text import safe

if TYPE_CHECKING:
    from clippings.chain.dossier.entries import Entry
    from clippings.vectorstore.catalogue.given_answers import KeptQuote

app = typer.Typer(help="Quotes that you keep, with notes; export them to take them along.", no_args_is_help=True)

QuoteId = Annotated[str, typer.Argument(metavar="ID", help="As `clippings dossier list` shows it.")]
Note = Annotated[str, typer.Option(help="A note to what is kept.")]


@app.callback()
def dossier() -> None:
    """Quotes that you keep, with notes; export them to take them along."""


@app.command("add")
def add(
    question: Annotated[str, typer.Argument(help="What is asked; the quotes of its answer are kept.")],
    quote: Annotated[
        list[int] | None,
        typer.Option("--quote", metavar="NUMBER", help="Keep only this one; may be given several times."),
    ] = None,
    note: Note = "",
    since: Since = None,
    until: Until = None,
    source: SourceNames = None,
    as_of: AsOf = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Ask a question and keep the quotes that answer it.

    clippings dossier add "When will the Lindholm bridge reopen?" --note "ask the ministry"
    """
    from datetime import UTC, datetime

    from clippings.chain.assemble import make_asker
    from clippings.chain.dossier.entries import keep
    from clippings.core.errors import WrongUsage
    from clippings.vectorstore.catalogue.given_answers import kept_quote
    from clippings.vectorstore.catalogue.kept_quotes import SHELL

    asked = question_of(question, since, until, source, as_of)
    with open_to_ask(home) as archive:
        asked = within_archive(archive, asked)
        answer = make_asker(archive).ask(asked)
        numbers = {one.number for one in answer.citations}
        if unknown := sorted(set(quote or ()) - numbers):
            has = ", ".join(map(str, sorted(numbers))) or "none"
            raise WrongUsage(f"The answer has no quote {unknown[0]}.", f"It has: {has}.")
        chosen = [kept_quote(one, True) for one in answer.citations if not quote or one.number in quote]
        keep(archive, SHELL, chosen, question=asked.text, note=note, at=datetime.now(UTC))
        _show_those(_of_quotes(archive, chosen), as_json)


@app.command("add-words")
def add_words(
    url: Annotated[str, typer.Argument(help="Of the article, as an answer or a search gives it.")],
    start: Annotated[int, typer.Argument(min=0, help="The first character, from 0.")],
    end: Annotated[int, typer.Argument(min=0, help="Behind the last character.")],
    note: Note = "",
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Keep the words between two offsets of an article, as `text[start:end]`.

    clippings dossier add-words https://gazette.example/bridge 0 57
    """
    from datetime import UTC, datetime

    from clippings.chain.dossier.entries import keep
    from clippings.chain.requests import article_at
    from clippings.core.errors import WrongUsage
    from clippings.vectorstore.catalogue.given_answers import KeptQuote
    from clippings.vectorstore.catalogue.kept_quotes import SHELL

    with open_to_ask(home) as archive:
        article = article_at(archive, url)
        words = article.text[start:end]
        if end > len(article.text) or not words.strip():
            raise WrongUsage(
                f"There are no words from {start} to {end}.", f"The article has {len(article.text):,} characters."
            )
        chosen = [
            KeptQuote(1, article.id, start, end, words, article.url, article.title, article.source, article.dated, True)
        ]
        keep(archive, SHELL, chosen, note=note, at=datetime.now(UTC))
        _show_those(_of_quotes(archive, chosen), as_json)


@app.command("list")
def listed(as_json: Json = False, home: Home = None) -> None:
    """What is kept, with its notes, and whether each quote still stands in its article.

    clippings dossier list
    """
    from clippings.chain.dossier.entries import entries
    from clippings.chain.messages import message
    from clippings.vectorstore.catalogue.kept_quotes import SHELL

    with open_to_ask(home) as archive:
        found = entries(archive, SHELL)
    _show_those(found, as_json)
    if not found and not as_json:
        typer.echo(f"{message('dossier_empty', 'en')} {message('dossier_empty_hint', 'en')}")


@app.command("note")
def note_to(
    quote_id: QuoteId,
    text: Annotated[str, typer.Argument(help="The note; an empty one takes it away.")],
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Put a note to a quote, in the place of the one before.

    clippings dossier note ID "call the harbour master"
    """
    from clippings.chain.dossier.entries import entry, write_note
    from clippings.vectorstore.catalogue.kept_quotes import SHELL

    with open_to_ask(home) as archive:
        write_note(archive, SHELL, quote_id, text)
        found = entry(archive, SHELL, quote_id)
    _print_one(found, as_json)


@app.command("remove")
def remove_one(quote_id: QuoteId, as_json: Json = False, home: Home = None) -> None:
    """Take a quote out of the dossier, and its note with it."""
    from clippings.chain.dossier.entries import entry, remove
    from clippings.vectorstore.catalogue.kept_quotes import SHELL

    with open_to_ask(home) as archive:
        found = entry(archive, SHELL, quote_id)
        remove(archive, SHELL, quote_id)
    _print_one(found, as_json)


@app.command("export")
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Its ending says as what: .md, .html, .docx, .csv, .bib or .ris.")
    ],
    language: Annotated[str, typer.Option(help="Of the words around the quotes: en or ko.")] = "en",
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Write the dossier as a file, with links to the words.

    clippings dossier export dossier.docx
    """
    from datetime import UTC, datetime

    from clippings.chain.dossier.entries import entries
    from clippings.chain.dossier.export import FORMS, exported
    from clippings.cli import written
    from clippings.core.errors import WrongUsage
    from clippings.vectorstore.catalogue.kept_quotes import SHELL

    form = file.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise WrongUsage(f"{file} has an ending that is not known.", f"There are .{', .'.join(FORMS)}.")
    if language not in {"en", "ko"}:
        raise WrongUsage(f"--language {language} is not known.", "Give en or ko.")
    written.refuse_unwritable(file)
    with open_to_ask(home) as archive:
        found = entries(archive, SHELL)
    written.write(file, exported(found, form, language, datetime.now(UTC)))
    if as_json:
        print_json({"file": str(file), "format": form, "quotes": len(found)})
        return
    typer.echo(f"Quotes written to {file}: {len(found)}.")


def _of_quotes(archive: Any, quotes: list[KeptQuote]) -> list[Entry]:
    """The entries of these quotes, whether they were kept now or before."""
    from clippings.chain.dossier.entries import entries
    from clippings.vectorstore.catalogue.kept_quotes import SHELL

    places = {(one.article_id, one.start, one.end) for one in quotes}
    return [one for one in entries(archive, SHELL) if (one.quote.article_id, one.quote.start, one.quote.end) in places]


def _show_those(found: list[Entry], as_json: bool) -> None:
    if as_json:
        from clippings.chain.dossier.entries import as_json as shape

        print_json({"quotes": [shape(one) for one in found]})
        return
    for one in found:
        _show(one)


def _print_one(one: Entry, as_json: bool) -> None:
    if as_json:
        from clippings.chain.dossier.entries import as_json as shape

        print_json(shape(one))
        return
    _show(one)


def _show(one: Entry) -> None:
    from clippings.core.time_window import day

    typer.echo(f"{one.kept.id}  “{safe(one.quote.quote)}”")
    typer.echo(f"    {safe(one.quote.title)} · {safe(one.quote.source)} · {day(one.quote.published_at)}")
    if one.link:
        typer.echo(f"    {safe(one.link)}")
    if told := one.told("en"):
        typer.echo(f"    {told}")
    if one.kept.note:
        typer.echo(f"    Note: {safe(one.kept.note)}")
