"""How often a topic was written of, as a card: numbers, first and latest article, and a picture by month and source."""

from __future__ import annotations

import importlib.util
import io
from collections import Counter

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.answer_card import ABSTAINED, ANSWERED
from clippings.bot.rendering.clipping import masthead
from clippings.bot.rendering.discord_limits import fitted, size
from clippings.bot.rendering.labels import Labels
from clippings.chain.messages.searched import searched
from clippings.chain.trend import Trend
from clippings.charts.coverage import coverage
from clippings.core.types import Article
from clippings.core.web_links import web_address

PICTURE = "mentions-by-month.png"
_MOST_SOURCES_DRAWN = 10
_MOST_LISTED = 10
_MOST_NAME, _MOST_HEADLINE = 80, 200


def trend_card(found: Trend, labels: Labels) -> tuple[discord.Embed, bytes | None]:
    """The embed of a trend, and its picture; blocks.

    Returns:
        Without matplotlib, or without an article that has a date, no picture.
    """
    title = labels.trend.format(safe_text.one_line(found.topic))
    embed = discord.Embed(
        title=fitted(title, limits.TITLE, safe_text.escaped), colour=ANSWERED if found.articles else ABSTAINED
    )
    where = searched(found.question, found.understood, found.understood.language)
    footer = [labels.searched.format(" · ".join(safe_text.plain(part) for part in where))] if where else []
    notes = [*found.notes]
    if not found.articles:
        embed.description = labels.no_mentions
    else:
        embed.description = _described(found, labels)
    picture = _picture(found, notes)
    if picture is not None:
        embed.set_image(url=f"attachment://{PICTURE}")
    footer += [safe_text.plain(safe_text.without_paths(note)) for note in notes]
    return embed.set_footer(text=fitted("\n".join(footer), 600) or None), picture


def _described(found: Trend, labels: Labels) -> str:
    sources = Counter[str]()
    for one in found.months:
        sources[one.source] += one.articles
    parts = [f"**{labels.mentions.format(articles=f'{found.articles:,}', sources=f'{len(sources):,}')}**"]
    if found.first is not None and found.latest is not None:
        parts.append(f"{labels.first_article}\n{_article(found.first, labels)}")
        if found.latest.id != found.first.id:
            parts.append(f"{labels.latest_article}\n{_article(found.latest, labels)}")
    ordered = sorted(sources.items(), key=lambda one: (-one[1], one[0]))
    lines = [
        f"- {fitted(safe_text.one_line(name) or labels.untitled, _MOST_NAME, safe_text.escaped)}: {count:,}"
        for name, count in ordered[:_MOST_LISTED]
    ]
    if len(ordered) > _MOST_LISTED:
        lines.append(f"- {labels.more_sources.format(len(ordered) - _MOST_LISTED)}")
    parts.append("\n".join(lines))
    while size("\n\n".join(parts)) > limits.DESCRIPTION:
        parts.pop()
    return "\n\n".join(parts)


def _article(article: Article, labels: Labels) -> str:
    """Headline, a link where the article has a page that can be linked in the room there is, over source and day."""
    headline = fitted(safe_text.one_line(article.title) or labels.untitled, _MOST_HEADLINE, safe_text.escaped)
    address = web_address(article.url)
    if address and size(address) < 1_000:
        headline = f"[{headline}]({address})"
    return f"{headline}\n{fitted(masthead(article, labels), _MOST_NAME * 2, safe_text.escaped)}"


def _picture(found: Trend, notes: list[str]) -> bytes | None:
    if found.first is None or importlib.util.find_spec("matplotlib") is None:
        return None
    from clippings.charts.coverage_plot import draw

    target = io.BytesIO()
    notes += draw(coverage(found.months, _MOST_SOURCES_DRAWN), target)
    return target.getvalue()
