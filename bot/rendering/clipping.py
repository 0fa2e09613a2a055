"""Clippings on a card: of each article its headline, source and day, with the quoted words under them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.discord_limits import ELLIPSIS, fitted, size
from clippings.bot.rendering.labels import Labels
from clippings.core.types import Article, Citation
from clippings.core.web_links import at_words, web_address

PAPER = discord.Colour(0xD8C9A3)
_MOST_SOURCE, _MOST_ALSO_IN = 180, 200
_LEAST_QUOTE, _LEAST_CLIPPING = 24, 300
_AROUND_A_QUOTE = 12
"""Its mark, its number and its line break."""
_BETWEEN = "\n\n"


class _Links(IntEnum):
    """What of a clipping is a link; addresses take room, and words come first."""

    NONE = 0
    PAGE = 1
    """The headline, to the page."""
    WORDS = 2
    """The headline, to the first quoted words."""
    EVERY_QUOTE = 3
    """Also each number, to its own words."""


class Style(NamedTuple):
    """How clippings are shown."""

    labels: Labels
    numbered: bool = True
    """Whether quotes have their numbers: what is no part of the answer has none."""
    most_quote: int = limits.DESCRIPTION
    """Characters of a quote; where the answer is worded above, a few show where it stands."""
    own_page: str = ""
    """The answer's own address, for articles that have no public page."""


def masthead(article: Article, labels: Labels) -> str:
    """Source and date, as plain text."""
    source = safe_text.plain(article.source)
    return " · ".join(part for part in (source, labels.date(article.dated)) if part)


def clippings(articles: Sequence[Sequence[Citation]], style: Style, room: int) -> tuple[str, int]:
    """The clippings of an answer as markdown, and how many of its articles are in it.

    Links are given up before words are; only then are the last articles left out, and quotes cut.

    Args:
        articles: The citations of each article, in the order in which they are shown.
        style: Language, numbers, and how long a quote may be.
        room: What the text may take, in the units of `limits.size`; 300 or more.
    """
    for links in sorted(_Links, reverse=True):
        written = _BETWEEN.join(_whole(citations, style, links) for citations in articles)
        if size(written) <= room:
            return written, len(articles)
    shown = articles[: max(1, room // _LEAST_CLIPPING)]
    entries: list[str] = []
    for at, citations in enumerate(shown):
        entries.append(_cut(citations, style, room // (len(shown) - at) - len(_BETWEEN)))
        room -= size(entries[-1]) + len(_BETWEEN)
    return _BETWEEN.join(entries), len(shown)


def _whole(citations: Sequence[Citation], style: Style, links: _Links) -> str:
    article = citations[0].passage.article
    page = (web_address(article.url) or style.own_page) if links else None
    address = at_words(page, citations[0].quote) if page and links >= _Links.WORDS else page
    lines = [_headline(article, style.labels, limits.TITLE, address), _source(citations, style.labels)]
    for citation in citations:
        own = at_words(page, citation.quote) if page and links == _Links.EVERY_QUOTE else None
        lines.append(_quote(citation, style, own, style.most_quote))
    return "\n".join(lines)


def _cut(citations: Sequence[Citation], style: Style, room: int) -> str:
    """The clipping in less room than it needs: a quarter at most for the headline, a fifth for the source."""
    article = citations[0].passage.article
    headline = _headline(article, style.labels, min(limits.TITLE, room // 4) - len("****"), None)
    source = fitted(masthead(article, style.labels), min(_MOST_SOURCE, room // 5), safe_text.escaped)
    lines = [headline, source]
    room -= sum(size(line) + len("\n") for line in lines)
    for at, citation in enumerate(citations):
        words = min(room // (len(citations) - at) - _AROUND_A_QUOTE, style.most_quote)
        if words < _LEAST_QUOTE:
            lines.append(f"> {ELLIPSIS}")
            break
        lines.append(_quote(citation, style, None, words))
        room -= size(lines[-1]) + len("\n")
    return "\n".join(lines)


def _headline(article: Article, labels: Labels, most: int, address: str | None) -> str:
    words = fitted(safe_text.one_line(article.title) or labels.untitled, most, safe_text.escaped)
    return f"**[{words}]({address})**" if address else f"**{words}**"


def _source(citations: Sequence[Citation], labels: Labels) -> str:
    """Source and day, and where else the story ran."""
    written = fitted(masthead(citations[0].passage.article, labels), _MOST_SOURCE, safe_text.escaped)
    others = [masthead(other, labels) for citation in citations for other in citation.passage.also_in]
    if not others:
        return written
    also = labels.also_in.format("; ".join(dict.fromkeys(others)))
    return f"{written} ({fitted(also, _MOST_ALSO_IN, safe_text.escaped)})"


def _quote(citation: Citation, style: Style, address: str | None, most: int) -> str:
    """The quoted words after their number; between quotation marks where they have none."""
    words = fitted(safe_text.one_line(citation.quote), most, safe_text.escaped)
    if not style.numbered:
        return f"> “{words}”"
    number = f"\\[{citation.number}\\]"
    return f"> [{number}]({address}) {words}" if address else f"> {number} {words}"
