"""News on a followed question as one message: what was told before and what a new article says, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.answer_card import ANSWERED, OTHERWISE
from clippings.bot.rendering.discord_limits import fitted, size
from clippings.bot.rendering.labels import Labels, labels_for
from clippings.chain.messages import message
from clippings.core.web_links import at_words, web_address
from clippings.vectorstore.catalogue.given_answers import KeptQuote
from clippings.vectorstore.catalogue.standing_questions import FoundNews, StandingQuestion

_MOST_MORE = 5
_MOST_VALUE = 80


def standing_card(question: StandingQuestion, news: Sequence[FoundNews]) -> discord.Embed:
    """The embed of one message; what others wrote is escaped in it, and every limit of Discord is kept.

    Args:
        question: That is followed.
        news: At least one, oldest first.
    """
    labels = labels_for(question.language)
    changes = [one for one in news if one.kind == "changed"]
    first = changes[-1] if changes else news[-1]
    embed = discord.Embed(
        title=fitted(safe_text.one_line(question.text), limits.TITLE, safe_text.escaped),
        description=_change(first, labels),
        colour=OTHERWISE if changes else ANSWERED,
    )
    if first.before is not None:
        embed.add_field(name=_name(labels.before, first.before, labels), value=_value(first.before, labels))
    now = labels.by_now if first.before is not None else labels.new_quote
    embed.add_field(name=_name(now, first.after, labels), value=_value(first.after, labels))
    more = [one for one in reversed(news) if one is not first]
    if more:
        room = limits.FIELD_VALUE // min(len(more), _MOST_MORE) - len("\n")
        lines = [_line(one, labels, room) for one in more[:_MOST_MORE]]
        embed.add_field(name=labels.more_news, value="\n".join(lines), inline=False)
    footer = [labels.watched_since.format(labels.date(question.created_at))]
    if question.rhythm.every != "at_once":
        footer.append(labels.every[("at_once", "daily", "weekly").index(question.rhythm.every)])
    if question.reason:
        footer.append(message(question.reason, question.language))
    return embed.set_footer(text=fitted(" · ".join(footer), 600))


def _change(one: FoundNews, labels: Labels) -> str:
    """What became of it, in bold: the numbers where there are two."""
    head = labels.changed if one.kind == "changed" else labels.added
    if not (one.was and one.by_now):
        return f"**{head}**"
    was, by_now = (fitted(safe_text.one_line(value), _MOST_VALUE, safe_text.escaped) for value in (one.was, one.by_now))
    return f"**{head}: {was} → {by_now}**"


def _name(head: str, quote: KeptQuote, labels: Labels) -> str:
    day = labels.date(quote.published_at)
    return fitted(" · ".join(part for part in (head, day) if part), limits.FIELD_NAME, safe_text.escaped)


def _value(quote: KeptQuote, labels: Labels) -> str:
    """The quoted words, then headline and source; the headline is a link where that leaves room for the words."""
    source = fitted(safe_text.one_line(quote.source), 100, safe_text.escaped)
    headline = fitted(safe_text.one_line(quote.title) or labels.untitled, 160, safe_text.escaped)
    page = web_address(quote.url)
    for address in (at_words(page, quote.quote), page) if page else ():
        if size(address) <= limits.FIELD_VALUE // 2:
            headline = f"[{headline}]({address})"
            break
    below = f"\n{headline}\n{source}"
    room = limits.FIELD_VALUE - size(below) - len("> “”")
    words = fitted(safe_text.one_line(quote.quote), room, safe_text.escaped)
    return f"> “{words}”{below}"


def _line(one: FoundNews, labels: Labels, room: int) -> str:
    day, page = labels.date(one.after.published_at), web_address(one.after.url)
    headline = safe_text.one_line(one.after.title) or labels.untitled
    tail = f" · {day}" if day else ""
    left = room - size(f"- []({page}){tail}")
    if page and left > room // 3:
        return f"- [{fitted(headline, left, safe_text.escaped)}]({page}){tail}"
    return f"- {fitted(headline, room - size(f'- {tail}'), safe_text.escaped)}{tail}"
