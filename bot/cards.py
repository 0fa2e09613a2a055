"""An answer as a Discord message: the answer first, then a clipping for each article that proves it. An answer in
quotes alone stands in its clippings, once: above them are only the few words that answer, where there are such.

Embeds, not Components V2: a mention in an embed never notifies anyone, whatever an article says; the headline is
a link whose address costs nothing of the message's 6,000 characters; and old clients, search and screen readers
know them. Each article is an embed of its own, so on a phone a clipping looks like one: masthead and date,
headline, quoted words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import discord

from clippings.bot import limits, safe_text
from clippings.bot.clipping import clipping, masthead
from clippings.bot.labels import Labels, labels_for
from clippings.bot.limits import fitted, size
from clippings.bot.provenance import provenance
from clippings.core.types import Answer, Article, Citation, Passage, by_article
from clippings.core.web_links import at_words, web_address

ANSWERED = discord.Colour(0x2F6FDE)
ABSTAINED = discord.Colour(0x8A8F98)

_MOST_ANSWER, _MOST_SHORT, _MOST_FOOTER = 2_400, 200, 600
"""Of the 6,000 characters of a message; what an answer leaves is for its clippings."""
_NUMBER = re.compile(r"\[(\d{1,3})\]")


def card(answer: Answer) -> list[discord.Embed]:
    """The embeds of one message; what others wrote is escaped in them, and every limit of Discord is kept."""
    labels = labels_for(answer.language)
    articles = by_article(answer.citations)
    shown = articles[: limits.EMBEDS_IN_A_MESSAGE - 1]
    left_out = sum(len(citations) for citations in articles[len(shown) :])
    embeds = [_head(answer, labels, left_out)]
    shown = shown or by_article(answer.related)
    room = limits.EMBEDS_TOTAL - limits.embed_size(embeds[0])
    for at, citations in enumerate(shown):
        embeds.append(clipping(citations, labels, room // (len(shown) - at)))
        room -= limits.embed_size(embeds[-1])
    return embeds


def _head(answer: Answer, labels: Labels, left_out: int) -> discord.Embed:
    embed = discord.Embed(
        title=fitted(safe_text.one_line(answer.question.text), limits.TITLE, safe_text.escaped),
        description=_description(answer) or None,
        colour=ABSTAINED if answer.abstained else ANSWERED,
    )
    if answer.related and not answer.otherwise:
        embed.add_field(name=labels.related, value=labels.not_the_answer, inline=False)
    elif answer.nearest and not answer.related:
        embed.add_field(name=labels.nearest, value=_nearest(answer.nearest, labels), inline=False)
    about = provenance(answer, labels)
    if left_out:
        about.append(labels.more_clippings.format(left_out))
    return embed.set_footer(text=fitted(" · ".join(about), _MOST_FOOTER))


def _description(answer: Answer) -> str:
    """The short answer in bold, where there is one, over what a chat model worded or why there is no answer."""
    short = "" if answer.abstained else safe_text.one_line(answer.short_answer or "")
    first = f"**{fitted(short, _MOST_SHORT, safe_text.escaped)}**" if short else ""
    if answer.is_in_quotes:
        return first
    first += "\n\n" if first else ""
    return first + answer_text(answer.text, answer.citations, _MOST_ANSWER - size(first))


def answer_text(text: str, citations: Sequence[Citation], limit: int) -> str:
    """The answer with its numbers as links: to the quoted words, to the page, or to nothing, whichever still fits.

    Links are given up before words are; only then is the text cut, never inside a link or an escape.
    """
    text = safe_text.lines(text)
    pages = {citation.number: web_address(citation.passage.article.url) for citation in citations}
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
