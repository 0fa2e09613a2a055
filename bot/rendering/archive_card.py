"""What is in an archive, as a card: numbers, sources, and a picture where matplotlib is there to draw it."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Sequence

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.answer_card import ANSWERED
from clippings.bot.rendering.discord_limits import fitted, size
from clippings.bot.rendering.labels import Labels
from clippings.charts.coverage import coverage
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.history import SourceSummary

PICTURE = "articles-by-month.png"
_MOST_SOURCES_DRAWN = 10
_MOST_LISTED = 2_000
_MOST_NAME = 80


def contents_card(sources: Sequence[SourceSummary], undated: int, labels: Labels) -> discord.Embed:
    """How many articles of how many sources, of which time."""
    embed = discord.Embed(title=labels.archive, colour=ANSWERED)
    if not sources:
        embed.description = labels.no_articles
        return embed
    oldest = min((one.oldest for one in sources if one.oldest), default=None)
    newest = max((one.newest for one in sources if one.newest), default=None)
    told = [
        labels.contents.format(
            articles=f"{sum(one.articles for one in sources):,}",
            sources=f"{len(sources):,}",
            oldest=labels.date(oldest),
            newest=labels.date(newest),
        )
    ]
    if undated:
        told.append(labels.undated.format(f"{undated:,}"))
    embed.description = "\n".join(told)
    return embed


def sources_card(sources: Sequence[SourceSummary], labels: Labels, most: int = limits.DESCRIPTION) -> discord.Embed:
    """A line for each source, the largest first; as many as fit."""
    ordered = sorted(sources, key=lambda one: (-one.articles, one.name))
    lines: list[str] = []
    left = most - 40
    for one in ordered:
        name = fitted(safe_text.one_line(one.name) or labels.untitled, _MOST_NAME, safe_text.escaped)
        about = labels.source_line.format(
            articles=f"{one.articles:,}", oldest=labels.date(one.oldest), newest=labels.date(one.newest)
        )
        line = f"- **{name}** {about}"
        if size(line) + 1 > left:
            lines.append(f"- {labels.more_sources.format(len(ordered) - len(lines))}")
            break
        lines.append(line)
        left -= size(line) + 1
    return discord.Embed(title=labels.sources, description="\n".join(lines) or labels.no_articles, colour=ANSWERED)


def contents(catalogue: Catalogue, labels: Labels) -> tuple[list[discord.Embed], bytes | None]:
    """The cards of `/archive`, and its picture; blocks.

    Args:
        catalogue: Of the archive.
        labels: The words of the asker's language.

    Returns:
        Without matplotlib, no picture but the sources as text.
    """
    sources, months = catalogue.sources(), catalogue.months()
    undated = sum(one.articles for one in months if one.month is None)
    card = contents_card(sources, undated, labels)
    if not sources:
        return [card], None
    if importlib.util.find_spec("matplotlib") is None:
        return [card, sources_card(sources, labels, _MOST_LISTED)], None
    from clippings.charts.coverage_plot import draw

    picture = io.BytesIO()
    notes = draw(coverage(months, _MOST_SOURCES_DRAWN), picture)
    if notes:
        card.set_footer(text=fitted(safe_text.plain(" ".join(notes)), 600))
    card.set_image(url=f"attachment://{PICTURE}")
    return [card], picture.getvalue()
