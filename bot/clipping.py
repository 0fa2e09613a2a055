"""One article's clipping: masthead and date, headline, the quoted words, and where else the story ran."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from clippings.bot import limits, safe_text
from clippings.bot.labels import Labels
from clippings.bot.limits import ELLIPSIS, fitted, size
from clippings.core.types import Article, Citation
from clippings.core.web_links import at_words, web_address

PAPER = discord.Colour(0xD8C9A3)
_MOST_SOURCE, _MOST_NUMBERS = 180, 60
_LEAST_QUOTE, _LEAST_FOOTER = 24, 40


def masthead(article: Article, labels: Labels) -> str:
    """Source and date, as plain text."""
    source = safe_text.plain(article.source)
    return " · ".join(part for part in (source, labels.date(article.dated)) if part)


def clipping(citations: Sequence[Citation], labels: Labels, room: int) -> discord.Embed:
    """The embed for all citations of one article.

    Args:
        citations: At least one, all of the same article.
        labels: The words of the asker's language.
        room: How much of the message's 6,000 characters it may take; 300 or more.
    """
    article = citations[0].passage.article
    page = web_address(article.url)
    embed = discord.Embed(
        title=fitted(
            safe_text.one_line(article.title) or labels.untitled, min(limits.TITLE, room // 3), safe_text.escaped
        ),
        url=at_words(page, citations[0].quote) if page else None,
        colour=PAPER,
    )
    numbers = " ".join(f"[{citation.number}]" for citation in citations)
    source = fitted(masthead(article, labels), min(_MOST_SOURCE, room // 5))
    embed.set_author(name=f"{fitted(numbers, min(_MOST_NUMBERS, room // 8))}  {source}")
    left = min(limits.DESCRIPTION, room - limits.embed_size(embed))
    embed.description = _quotes(citations, page, left)
    left = room - limits.embed_size(embed)
    others = [masthead(other, labels) for citation in citations for other in citation.passage.also_in]
    if others and left >= _LEAST_FOOTER:
        also = labels.also_in.format("; ".join(dict.fromkeys(others)))
        embed.set_footer(text=fitted(also, min(left, limits.FOOTER)))
    return embed


def _quotes(citations: Sequence[Citation], page: str | None, room: int) -> str:
    """A block quote for each citation; with its number where there are several."""
    written: list[str] = []
    for at, citation in enumerate(citations):
        share = room // (len(citations) - at) - len("\n")
        number = _number(citation, page, share) if len(citations) > 1 else ""
        words = share - size(f"> {number}")
        if words < _LEAST_QUOTE:
            written.append(f"> {ELLIPSIS}")
            break
        line = f"> {number}{fitted(safe_text.one_line(citation.quote), words, safe_text.escaped)}"
        written.append(line)
        room -= size(line) + 1
    return "\n".join(written)


def _number(citation: Citation, page: str | None, share: int) -> str:
    """The number before a quote, as a link to the quoted words where that leaves most of the room for the quote."""
    bare = f"\\[{citation.number}\\]"
    if page:
        for address in (at_words(page, citation.quote), page):
            linked = f"[{bare}]({address}) "
            if size(linked) * 2 <= share - size(citation.quote):
                return linked
    return f"**{bare}** "
