"""What somebody said as one message: the first quotes and the latest, oldest first, each with its source and day."""

from __future__ import annotations

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.answer_card import ABSTAINED, ANSWERED
from clippings.bot.rendering.discord_limits import fitted, size
from clippings.bot.rendering.labels import Labels
from clippings.bot.rendering.timeline_card import dated_quote
from clippings.chain.messages.searched import searched
from clippings.chain.said import Said

_FIRST, _LATEST = 3, 5
"""Quotes: then, and now."""
_BETWEEN = "\n\n"
_MOST_NAME = 100


def said_card(found: Said, labels: Labels) -> discord.Embed:
    """The embed of a person's quotes; what others wrote is escaped in it, and every limit of Discord is kept."""
    name = safe_text.one_line(found.speaker or found.person)[:_MOST_NAME]
    title = labels.said.format(name)
    if found.topic.strip():
        title = f"{title} · {safe_text.one_line(found.topic)}"
    embed = discord.Embed(
        title=fitted(title, limits.TITLE, safe_text.escaped), colour=ANSWERED if found.quotes else ABSTAINED
    )
    embed.set_footer(text=fitted("\n".join(_small_print(found, labels)), 600))
    if not found.quotes:
        embed.description = labels.no_words_of.format(fitted(name, _MOST_NAME * 2, safe_text.escaped))
        return embed
    shown = list(found.quotes)
    left_out = len(shown) - _FIRST - _LATEST
    if left_out > 0:
        shown = [*shown[:_FIRST], *shown[-_LATEST:]]
    room = limits.DESCRIPTION - (len(more := labels.more_words.format(left_out)) + len(_BETWEEN))
    entries: list[str] = []
    for at, one in enumerate(shown):
        stance = {"for": f"{labels.speaks_for} ", "against": f"{labels.speaks_against} "}.get(one.stance or "", "")
        each = room // (len(shown) - at) - len(_BETWEEN) - len(stance)
        entry = stance + dated_quote(one.article, one.text, labels, each)
        room -= size(entry) + len(_BETWEEN)
        entries.append(entry)
    if left_out > 0:
        entries.insert(_FIRST, more)
    embed.description = _BETWEEN.join(entries)
    return embed


def _small_print(found: Said, labels: Labels) -> list[str]:
    where = [safe_text.plain(part) for part in searched(found.question, found.understood, found.understood.language)]
    first = [labels.quotes_only, *([labels.searched.format(" · ".join(where))] if where else [])]
    return [" · ".join(first), *(safe_text.plain(safe_text.without_paths(note)) for note in found.notes)]
