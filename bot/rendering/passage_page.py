"""One quote in the paragraph that it stands in, read from the catalogue again."""

from __future__ import annotations

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.clipping import PAPER, masthead
from clippings.bot.rendering.discord_limits import fitted, size
from clippings.bot.rendering.labels import Labels
from clippings.core.types import Article
from clippings.core.web_links import at_words, web_address
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.given_answers import GivenAnswer, KeptQuote

_MOST_AROUND = 900
"""Characters of the paragraph on each side of the quote: with it, a phone's screen or two."""

_MOST_QUOTE = 1_500


def passage_page(
    catalogue: Catalogue, answer: GivenAnswer, page: int, labels: Labels, own_page: str = ""
) -> discord.Embed:
    """The embed of one page; the quote is marked, and shown only where it still stands to the letter.

    Args:
        catalogue: Of the archive that answered.
        answer: As it was kept.
        page: Which of its quotes, from 0.
        labels: The words of the answer's language.
        own_page: The answer's own address, for an article that has no public page.
    """
    quote = answer.quotes[page]
    articles = {article.id: article for article in catalogue.articles([quote.article_id])}
    article = articles.get(quote.article_id)
    if article is None or article.text[quote.start : quote.end] != quote.quote:
        return discord.Embed(description=labels.not_in_the_archive, colour=PAPER)
    is_current = bool(catalogue.articles([article.id], current_only=True))
    address = web_address(article.url) or own_page
    embed = discord.Embed(
        title=fitted(safe_text.one_line(article.title) or labels.untitled, limits.TITLE, safe_text.escaped),
        url=at_words(address, quote.quote) if address else None,
        description=marked(article, quote),
        colour=PAPER,
    )
    embed.set_author(name=fitted(f"[{quote.number}]  {masthead(article, labels)}", limits.AUTHOR))
    footer = [labels.page.format(page + 1, len(answer.quotes))]
    if not quote.is_cited:
        footer.append(labels.not_cited)
    if not is_current:
        footer.append(labels.superseded)
    return embed.set_footer(text=" · ".join(footer))


def marked(article: Article, quote: KeptQuote) -> str:
    """The paragraph with the quote in bold; cut at its far ends where it is too long."""
    text = article.text
    first = text.rfind("\n", 0, quote.start) + 1
    last = text.find("\n", quote.end)
    before, after = text[first : quote.start], text[quote.end : last if last >= 0 else len(text)]
    bold = fitted(safe_text.one_line(quote.quote), _MOST_QUOTE, safe_text.escaped)
    left = _end_of(safe_text.one_line(before), _MOST_AROUND)
    right = fitted("x" + safe_text.one_line(after), _MOST_AROUND, safe_text.escaped)[1:]
    written = f"{left}{' ' if left else ''}**{bold}**{' ' if right else ''}{right}"
    return written if size(written) <= limits.DESCRIPTION else f"**{bold}**"


def _end_of(text: str, limit: int) -> str:
    """The end of a text, escaped, that fits; its beginning gives way."""
    whole = safe_text.escaped(text)
    if size(whole) <= limit:
        return whole
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if size(safe_text.escaped(text[middle:])) + 1 <= limit:
            high = middle
        else:
            low = middle + 1
    space = text.find(" ", low)
    return limits.ELLIPSIS + safe_text.escaped("x" + text[space + 1 if 0 <= space < low + 40 else low :])[1:]
