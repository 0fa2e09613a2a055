"""A dossier as cards: its list a page at a time, and one quote of it whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.answer_card import ABSTAINED, ANSWERED
from clippings.bot.rendering.clipping import PAPER
from clippings.bot.rendering.discord_limits import fitted, size
from clippings.bot.rendering.labels import Labels
from clippings.chain.dossier.entries import Entry
from clippings.chain.messages import message
from clippings.core.time_window import day_in

ON_A_PAGE = 10

_MOST_QUOTE, _MOST_NOTE, _MOST_HEADLINE, _MOST_SOURCE = 220, 160, 100, 80
_LEAST_QUOTE = 80
"""What a link leaves of the room for the quote."""


def pages_of(entries: Sequence[Entry]) -> int:
    """How many pages the list has; one at least."""
    return max(1, -(-len(entries) // ON_A_PAGE))


def dossier_card(entries: Sequence[Entry], page: int, labels: Labels, language: str, as_of: datetime) -> discord.Embed:
    """The embed of a page of the list; what others wrote is escaped in it, and every limit of Discord is kept."""
    embed = discord.Embed(title=message("dossier_title", language), colour=ANSWERED if entries else ABSTAINED)
    if not entries:
        embed.description = f"{message('dossier_empty', language)} {message('dossier_empty_hint', language)}"
        return embed
    shown = entries[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    room = limits.DESCRIPTION // len(shown) - len("\n\n")
    embed.description = "\n\n".join(_line(one, labels, language, room) for one in shown)
    about = message("dossier_about", language, count=len(entries), day=day_in(as_of, language))
    return embed.set_footer(text=f"{about} {page + 1} / {pages_of(entries)}")


def entry_card(one: Entry, labels: Labels, language: str) -> discord.Embed:
    """The embed of one quote with its note."""
    quote = one.quote
    parts = [f"> {fitted(safe_text.one_line(quote.quote), 2_000, safe_text.escaped)}"]
    if told := one.told(language):
        parts.append(f"**{safe_text.escaped(told)}**")
    if one.kept.note:
        note = message("dossier_note", language, note=safe_text.lines(one.kept.note))
        parts.append(fitted(note, limits.DESCRIPTION - 4 - sum(map(size, parts)), safe_text.escaped))
    embed = discord.Embed(
        title=fitted(safe_text.one_line(quote.title) or labels.untitled, limits.TITLE, safe_text.escaped),
        url=one.link or None,
        description="\n\n".join(parts),
        colour=PAPER,
    )
    embed.set_author(name=fitted(_source(one, labels), limits.AUTHOR))
    if one.kept.question:
        embed.set_footer(text=fitted(safe_text.plain(one.kept.question), 500))
    return embed


def option_of(one: Entry) -> discord.SelectOption:
    """A quote as something to choose."""
    words = safe_text.plain(one.quote.quote) or "…"
    return discord.SelectOption(
        label=fitted(words, limits.CHOICE), value=one.kept.id, description=fitted(_plain(one.kept.note), limits.CHOICE)
    )


def _line(one: Entry, labels: Labels, language: str, room: int) -> str:
    """One quote in the list: its headline is a link where there is room, and the quote comes last and gives way."""
    title = safe_text.one_line(one.quote.title) or labels.untitled
    bare = fitted(title, min(_MOST_HEADLINE, room // 4), safe_text.escaped)
    lines = [fitted(_source(one, labels), min(_MOST_SOURCE, room // 5), safe_text.escaped)]
    note = message("dossier_note", language, note=_plain(one.kept.note)) if one.kept.note else ""
    if about := " · ".join(part for part in (one.told(language), note) if part):
        lines.append(fitted(about, min(_MOST_NOTE, room // 4), safe_text.escaped))
    left = room - sum(size(line) + len("\n") for line in lines) - size("****\n> ")
    headline = bare
    if one.link and size(linked := f"[{bare}]({one.link})") <= left - _LEAST_QUOTE:
        headline = linked
    words = fitted(safe_text.one_line(one.quote.quote), min(_MOST_QUOTE, left - size(headline)), safe_text.escaped)
    return "\n".join([f"**{headline}**", *lines, f"> {words}"])


def _plain(text: str) -> str:
    return safe_text.plain(text)


def _source(one: Entry, labels: Labels) -> str:
    parts = (safe_text.plain(one.quote.source), labels.date(one.quote.published_at))
    return " · ".join(part for part in parts if part)
