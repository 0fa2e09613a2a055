"""A timeline as one message: date, headline, source and the sentence that tells it, oldest first."""

from __future__ import annotations

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.answer_card import ABSTAINED, ANSWERED
from clippings.bot.rendering.clipping import masthead
from clippings.bot.rendering.discord_limits import fitted, size
from clippings.bot.rendering.labels import Labels
from clippings.chain.messages.searched import searched
from clippings.chain.timeline import Timeline
from clippings.core.types import Article
from clippings.core.web_links import at_words, web_address

_MOST_HEADLINE = 120
_LEAST_QUOTE = 40


def timeline_card(topic: str, found: Timeline, labels: Labels) -> discord.Embed:
    """The embed of a timeline; what others wrote is escaped in it, and every limit of Discord is kept."""
    title = labels.timeline.format(safe_text.one_line(topic))
    embed = discord.Embed(
        title=fitted(title, limits.TITLE, safe_text.escaped), colour=ANSWERED if found.clippings else ABSTAINED
    )
    language = found.found.understood.language
    where = [safe_text.plain(part) for part in searched(found.found.question, found.found.understood, language)]
    footer = [labels.quotes_only, *([labels.searched.format(" · ".join(where))] if where else [])]
    notes = [safe_text.plain(safe_text.without_paths(note)) for note in found.found.notes]
    embed.set_footer(text=fitted("\n".join([" · ".join(footer), *notes]), 600))
    room = limits.DESCRIPTION
    entries: list[str] = []
    for at, clipping in enumerate(found.clippings):
        entry = dated_quote(
            clipping.passage.article, clipping.quote, labels, room // (len(found.clippings) - at) - len("\n\n")
        )
        entries.append(entry)
        room -= size(entry) + len("\n\n")
    embed.description = "\n\n".join(entries) or labels.no_timeline
    return embed


def dated_quote(article: Article, quote: str, labels: Labels, room: int) -> str:
    """A quote under its source, day and headline, in at most so many characters."""
    page = web_address(article.url)
    head = fitted(masthead(article, labels), room // 4, safe_text.escaped)
    title = safe_text.one_line(article.title) or labels.untitled
    left = room - size(f"**{head}**\n\n> ") - _LEAST_QUOTE
    bare = fitted(title, min(_MOST_HEADLINE, left), safe_text.escaped)
    for address in (at_words(page, quote), page) if page else ():
        if size(linked := f"[{bare}]({address})") <= left:
            bare = linked
            break
    written = f"**{head}**\n{bare}\n> "
    return written + fitted(safe_text.one_line(quote), room - size(written), safe_text.escaped)
