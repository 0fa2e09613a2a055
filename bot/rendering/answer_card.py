"""An answer as one Discord message: the few words that answer, or what a chat model worded, over the clippings that
prove it. An answer in quotes alone stands in its clippings, once.

One embed, not Components V2: it is shorter on a phone, and a mention in it never notifies anyone, whatever an article
says (docs/decisions/084).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.clipping import Style, clippings, masthead
from clippings.bot.rendering.discord_limits import fitted, size
from clippings.bot.rendering.labels import Labels, labels_for
from clippings.bot.rendering.provenance import provenance
from clippings.chain.messages import told_missing, told_otherwise
from clippings.core.types import Answer, Article, Citation, Passage, by_article
from clippings.core.web_links import at_words, web_address

ANSWERED = discord.Colour(0x2F6FDE)
ABSTAINED = discord.Colour(0x8A8F98)
OTHERWISE = discord.Colour(0xC98A2B)
"""Of a question that takes for granted what the archive tells otherwise."""

_MOST_ANSWER, _MOST_SHORT, _MOST_MISSING, _MOST_FOOTER = 2_400, 200, 300, 600
"""What an answer leaves of the embed is for its clippings."""
_MOST_PROOF = 100
"""Characters of a quote under an answer that a chat model worded: `Show passages` has the rest."""
_NUMBER = re.compile(r"\[(\d{1,3})\]")


def card(answer: Answer, own_page: str = "") -> discord.Embed:
    """The embed of one message; what others wrote is escaped in it, and every limit of Discord is kept.

    Args:
        answer: What was answered.
        own_page: The answer's own address, to which the quotes of articles without a public page are linked.
    """
    labels = labels_for(answer.language)
    parts = [part for part in (_answer(answer, own_page), _introduction(answer, labels)) if part]
    articles = by_article(answer.citations or answer.related)
    left_out = 0
    if articles:
        room = limits.DESCRIPTION - sum(size(part) + len("\n\n") for part in parts)
        written, shown = clippings(articles, _style(answer, labels, own_page), room)
        parts.append(written)
        left_out = sum(map(len, articles[shown:]))
    embed = discord.Embed(
        title=fitted(safe_text.one_line(answer.question.text), limits.TITLE, safe_text.escaped),
        description="\n\n".join(parts) or None,
        colour=_colour(answer),
    )
    if answer.nearest and not articles:
        embed.add_field(name=labels.nearest, value=_nearest(answer.nearest, labels), inline=False)
    about = provenance(answer, labels)
    if left_out:
        about.append(labels.more_clippings.format(left_out))
    return embed.set_footer(text=fitted(" · ".join(about), _MOST_FOOTER))


def _colour(answer: Answer) -> discord.Colour:
    if answer.otherwise:
        return OTHERWISE
    return ABSTAINED if answer.abstained else ANSWERED


def _style(answer: Answer, labels: Labels, own_page: str) -> Style:
    if answer.abstained:
        return Style(labels, numbered=False)  # what is only related is not on the answer's own page
    style = Style(labels, own_page=own_page)
    return style if answer.is_in_quotes else style._replace(most_quote=_MOST_PROOF)


def _answer(answer: Answer, own_page: str) -> str:
    """In bold the short answer, that there is none, or that the quotes tell it otherwise; then what a chat model
    worded."""
    if answer.abstained:
        return _bold(answer.text, _MOST_ANSWER)
    first = _bold(answer.short_answer or "", _MOST_SHORT)
    if answer.is_in_quotes:
        return _bold(told_otherwise(answer), _MOST_ANSWER) or first
    first += "\n\n" if first else ""
    return first + answer_text(answer.text, answer.citations, _MOST_ANSWER - size(first), own_page)


def _introduction(answer: Answer, labels: Labels) -> str:
    """What quotes on the topic are, so that nobody takes them for the answer; or what is asked and not answered."""
    if answer.missing:
        return _bold(told_missing(answer), _MOST_MISSING)
    return labels.related if answer.related and not answer.otherwise else ""


def _bold(text: str, limit: int) -> str:
    words = fitted(safe_text.one_line(text), limit - len("****"), safe_text.escaped)
    return f"**{words}**" if words else ""


def answer_text(text: str, citations: Sequence[Citation], limit: int, own_page: str = "") -> str:
    """The answer with its numbers as links: to the quoted words, to the page, or to nothing, whichever still fits.

    Links are given up before words are; only then is the text cut, never inside a link or an escape.
    """
    text = safe_text.lines(text)
    pages = {citation.number: web_address(citation.passage.article.url) or own_page for citation in citations}
    words = {
        citation.number: at_words(page, citation.quote) for citation in citations if (page := pages[citation.number])
    }
    for addresses in (words, {number: page for number, page in pages.items() if page}):
        written = _with_links(text, set(pages), addresses)
        if size(written) <= limit:
            return written
    return fitted(text, limit, safe_text.escaped)


def _with_links(text: str, numbers: set[int], addresses: dict[int, str]) -> str:
    written, at = "", 0
    for match in _NUMBER.finditer(text):
        number = int(match[1])
        if number not in numbers or number not in addresses:
            continue
        written += _continued(text[at : match.start()], at) + f"[\\[{number}\\]]({addresses[number]})"
        at = match.end()
    return written + _continued(text[at:], at)


def _continued(piece: str, at: int) -> str:
    """A piece of a text, escaped; one that goes on after a number does not begin a line."""
    if at == 0:
        return safe_text.escaped(piece)
    return safe_text.escaped("x" + piece)[1:]


def _nearest(passages: Sequence[Passage], labels: Labels) -> str:
    articles = list({passage.article.id: passage.article for passage in passages}.values())[: limits.FIELDS]
    room = limits.FIELD_VALUE // len(articles) - len("\n")
    return "\n".join(_listed(article, labels, room) for article in articles)


def _listed(article: Article, labels: Labels, room: int) -> str:
    """Headline over source and date; the headline is a link where that leaves it a third of the room."""
    below = "\n  " + fitted(masthead(article, labels), room // 3, safe_text.escaped)
    headline = safe_text.one_line(article.title) or labels.untitled
    left = room - size(f"- {below}")
    address = web_address(article.url)
    words = left - size(f"[]({address})")
    if address and words >= left // 3:
        return f"- [{fitted(headline, words, safe_text.escaped)}]({address}){below}"
    return f"- {fitted(headline, left, safe_text.escaped)}{below}"
