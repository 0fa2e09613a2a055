"""Answers and passages for a person at a terminal. Nothing in them is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clippings.chain.messages import message, told_missing, told_otherwise
from clippings.chain.messages.searched import searched
from clippings.chain.retrieval.search import SearchResults
from clippings.chain.said import Said, SpokenQuote
from clippings.chain.timeline import Timeline
from clippings.chain.trend import Trend
from clippings.cli.safe_text import safe
from clippings.core.time_window import day_in
from clippings.core.types import Answer, Article, Citation, Question, by_article
from clippings.core.understood import Understood

_MOST_WIDTH = 100
_MOST_PROOF = 100
"""Characters of a quote under an answer that a chat model worded."""


def answer(given: Answer, more: bool = False) -> None:
    """The short answer where there is one, what a chat model worded or why there is no answer, then each article once:
    headline, source, date, the quoted words, where to find it.

    Args:
        given: What to show.
        more: Also its further quotes, and all words of those under an answer that a chat model worded; else how many
            there are is said.
    """
    console = _console()
    is_short = not more and not given.abstained and not given.is_in_quotes
    if given.short_answer:
        console.print(Text(safe(given.short_answer), style="bold"))
    if not given.is_in_quotes:
        plain = "" if given.short_answer else "bold"
        console.print(Text(safe(given.text), style="yellow" if given.abstained else plain))
    if given.is_small_talk:
        return
    language = given.language
    if given.is_in_quotes and given.otherwise:
        console.print(Text(safe(told_otherwise(given)), style="yellow"))
    if given.missing:
        console.print(Text(safe(told_missing(given)), style="yellow"))
    for citations in by_article([*given.citations, *(given.more if more else ())]):
        _print_clipping(console, citations, language, is_short=is_short)
    if given.more and not more:
        console.print(Text("\n" + message("more_quotes", language, count=len(given.more)), style="dim"))
    if given.related:
        if not given.otherwise:
            console.print("\n" + message("related", language))
        for citations in by_article(given.related):
            _print_clipping(console, citations, language, is_cited=False)
    elif given.nearest:
        console.print("\n" + message("nearest", language))
        for article in {passage.article.id: passage.article for passage in given.nearest}.values():
            console.print(Text.assemble("  - ", _heading(article, language)))
    made = _made(given)
    where = _searched(given.question, given.understood)
    _print_notes(console, [" ".join(filter(None, (made, where))), *given.notes])


def _print_clipping(
    console: Console, citations: Sequence[Citation], language: str, *, is_cited: bool = True, is_short: bool = False
) -> None:
    """An article, with its quotes; those that are no part of the answer have no numbers."""
    article = citations[0].passage.article
    console.print()
    console.print(_heading(article, language))
    for citation in citations:
        words = _opening(citation.quote) if is_short else citation.quote
        number = (f"[{citation.number}] ", "cyan bold") if is_cited else ""
        quote = Text.assemble(number, (f"“{safe(words)}”", "italic" if is_cited else "italic dim"))
        console.print(Padding(quote, (0, 0, 0, 4)))
    _print_places(console, article, [other for one in citations for other in one.passage.also_in], language)


def _opening(quote: str) -> str:
    """As much of a quote as shows where it stands, cut between words where there are spaces."""
    if len(quote) <= _MOST_PROOF:
        return quote
    space = quote.rfind(" ", _MOST_PROOF // 2, _MOST_PROOF)
    return quote[: space if space > 0 else _MOST_PROOF] + "…"


def passages(found: SearchResults) -> None:
    """A numbered list of passages with the words of the query marked."""
    console = _console()
    language = found.understood.language
    words = [re.escape(word) for word in re.findall(r"\w{2,}", found.question.text)]
    if not found.passages:
        console.print(message("no_clippings", language))
    for passage in found.passages:
        console.print(Text.assemble((f"{passage.rank}. ", "cyan bold"), _heading(passage.article, language)))
        text = Text(safe(passage.text))
        if words:
            text.highlight_regex(rf"(?i)\b(?:{'|'.join(words)})\w*", "bold yellow")
        console.print(Padding(text, (0, 0, 0, 3)))
        _print_places(console, passage.article, passage.also_in, language)
        console.print()
    _print_notes(console, filter(None, [_searched(found.question, found.understood), *found.notes]))


def timeline(told: Timeline) -> None:
    """The clippings of a story, oldest first."""
    console = _console()
    language = told.found.understood.language
    if not told.clippings:
        console.print("No dated clippings found.")
    for citation in told.clippings:
        _print_clipping(console, [citation], language)
    _print_notes(console, filter(None, [_searched(told.found.question, told.found.understood), *told.found.notes]))


def said(found: Said) -> None:
    """The quotes of a person, oldest first; then the first and the latest next to each other."""
    console = _console()
    language = found.understood.language
    if found.speaker and not found.quotes:
        console.print(message("said_nothing", language, name=safe(found.speaker)))
    for one in found.quotes:
        _print_quote(console, one, language)
    if ends := found.then_and_now:
        console.print(Text("\n" + message("said_then_and_now", language), style="bold"))
        for one in ends:
            console.print(Padding(_quoted(one, language), (0, 0, 0, 4)))
    _print_notes(console, filter(None, [_searched(found.question, found.understood), *found.notes]))


def _print_quote(console: Console, one: SpokenQuote, language: str) -> None:
    console.print()
    console.print(_heading(one.article, language))
    stance = f"{message(f'said_{one.stance}', language)}: " if one.stance else ""
    console.print(Padding(Text.assemble((stance, "bold"), (f"“{safe(one.text)}”", "italic")), (0, 0, 0, 4)))
    _print_places(console, one.article, one.also_in, language)


def _quoted(one: SpokenQuote, language: str) -> Text:
    return Text.assemble(f"{day_in(one.article.dated, language)}: ", (f"“{safe(_opening(one.text))}”", "italic"))


def trend(found: Trend, strip: Callable[[int], tuple[Table, str]]) -> None:
    """A row of shades for each source, and the first and the latest article.

    Args:
        found: What was counted.
        strip: Makes the rows for a terminal of so many characters, and the line that explains them.
    """
    console = Console(highlight=False)
    if not found.articles:
        console.print("No article mentions it.")
    else:
        console.print(f"{found.articles:,} articles mention it.")
        console.print(*strip(console.width), sep="\n")
        for name, article in (("First", found.first), ("Latest", found.latest)):
            if article is not None:
                console.print(Text.assemble(f"\n{name}: ", _heading(article, found.understood.language)))
                _print_places(console, article, (), found.understood.language)
    _print_notes(console, filter(None, [_searched(found.question, found.understood), *found.notes]))


def _console() -> Console:
    console = Console(highlight=False)
    console.width = min(console.width, _MOST_WIDTH)
    return console


def _heading(article: Article, language: str) -> Text:
    return Text.assemble((safe(article.title), "bold"), f"  {safe(article.source)}, {day_in(article.dated, language)}")


def _print_places(console: Console, article: Article, also_in: Iterable[Article], language: str) -> None:
    console.print(Padding(Text(safe(article.url), style="blue", overflow="fold"), (0, 0, 0, 4)))
    others = ", ".join(dict.fromkeys(f"{safe(other.source)} ({day_in(other.dated, language)})" for other in also_in))
    if others:
        console.print(Padding(Text(message("also_in", language, sources=others), style="dim"), (0, 0, 0, 4)))


def _print_notes(console: Console, notes: Iterable[str]) -> None:
    for note in notes:
        console.print(Text(f"\n{safe(note)}", style="dim"))


def _searched(question: Question, understood: Understood | None) -> str:
    """Where it was searched, in the language of the question; nothing where that was everywhere."""
    language = understood.language if understood else "en"
    where = ", ".join(searched(question, understood, language))
    if not where:
        return ""
    return message("searched", language, where=where)


def _made(given: Answer) -> str:
    on = day_in(given.question.as_of or given.question.asked_at, given.language)
    if given.mode == "extractive":
        return message("made_of_quotes", given.language, day=on)
    return message("made_by_model", given.language, model=given.mode.removeprefix("chat:"), day=on)
