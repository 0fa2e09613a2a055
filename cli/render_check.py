"""A checked draft for a person at a terminal: each sentence with its verdict, and the quote that it rests on."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from clippings.chain.checking.checker import CheckedDraftSentence
from clippings.chain.checking.report import CheckedDraft, summary, told
from clippings.chain.messages import message
from clippings.cli.safe_text import safe
from clippings.core.time_window import day_in
from clippings.core.types import Citation

_MOST_WIDTH = 100
_SIGNS = {"supported": ("✓ ", "green bold"), "otherwise": ("≠ ", "yellow bold"), "absent": ("· ", "dim")}
_STATES = {"confirmed": "green", "differs": "yellow bold", "unconfirmed": "underline"}


def draft(checked: CheckedDraft) -> None:
    """Every sentence of a draft."""
    console = Console(highlight=False)
    console.width = min(console.width, _MOST_WIDTH)
    language = checked.language
    for one in checked.sentences:
        _print(console, one, language)
    console.print(Text(f"\n{summary(checked, language)}", style="bold"))
    console.print(Text(message("check_what_it_means", language), style="dim"))


def _print(console: Console, one: CheckedDraftSentence, language: str) -> None:
    text = Text(" ".join(safe(one.sentence.text).split()))
    for marked in one.marks:
        text.highlight_words([" ".join(safe(marked.mark.text).split())], _STATES[marked.state])
    name = message(f"check_{one.verdict}", language)
    console.print(Text.assemble(_SIGNS[one.verdict], text, (f"  {name}", _SIGNS[one.verdict][1])))
    if why := told(one, language):
        console.print(Padding(Text(safe(why), style="yellow" if one.differences else "dim"), (0, 0, 0, 4)))
    for citation in one.citations or one.near:
        _print_quote(console, citation, language, is_near=not one.citations)


def _print_quote(console: Console, citation: Citation, language: str, *, is_near: bool) -> None:
    article = citation.passage.article
    quote = Text(f"“{safe(citation.quote)}”", style="italic dim" if is_near else "italic")
    console.print(Padding(quote, (0, 0, 0, 4)))
    where = f"{safe(article.title)} · {safe(article.source)}, {day_in(article.dated, language)}"
    console.print(Padding(Text.assemble((where, "dim"), ("  " + safe(article.url), "blue")), (0, 0, 0, 4)))
