"""A checked draft as one Discord message: what the archive tells otherwise first, then the rest, as much as fits."""

from __future__ import annotations

from datetime import datetime

import discord

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize
from clippings.bot.rendering.answer_card import ABSTAINED, ANSWERED, OTHERWISE
from clippings.bot.rendering.clipping import masthead
from clippings.bot.rendering.discord_limits import fitted, size
from clippings.bot.rendering.labels import labels_for
from clippings.chain.checking.checker import CheckedDraftSentence
from clippings.chain.checking.comparison import Verdict
from clippings.chain.checking.report import CheckedDraft, summary, told
from clippings.chain.messages import message
from clippings.core.time_window import day_in
from clippings.core.types import Citation
from clippings.core.web_links import at_words, web_address

_SIGNS: dict[Verdict, str] = {"otherwise": "≠", "absent": "·", "supported": "✓"}
"""In the order in which they are shown."""

_MOST_SENTENCE, _MOST_WHY, _MOST_QUOTE, _MOST_SOURCE = 300, 300, 300, 100
_MOST_FOOTER = 600


def checked_card(draft: CheckedDraft, name: str, as_of: datetime) -> discord.Embed:
    """The embed of one message; what others wrote is escaped in it, and every limit of Discord is kept.

    Args:
        draft: Checked.
        name: What it is called; empty for none.
        as_of: The day of the archive that it was checked against.
    """
    language = draft.language
    title = message("check_title", language) + (f": {sanitize.one_line(name)}" if name else "")
    ordered = sorted(draft.sentences, key=lambda one: list(_SIGNS).index(one.verdict))
    entries = [f"**{summary(draft, language)}**"]
    room = limits.DESCRIPTION - size(entries[0]) - size(message("check_more_in_page", language, count="10,000")) - 4
    for one in ordered:
        entry = _entry(one, language)
        if size(entry) + len("\n\n") > room:
            break
        entries.append(entry)
        room -= size(entry) + len("\n\n")
    if left := len(ordered) - (len(entries) - 1):
        entries.append(message("check_more_in_page", language, count=f"{left:,}"))
    about = [message("check_as_of", language, day=day_in(as_of, language)), message("check_what_it_means", language)]
    embed = discord.Embed(
        title=fitted(title, limits.TITLE, sanitize.escaped),
        description="\n\n".join(entries),
        colour=_colour(draft),
    )
    return embed.set_footer(text=fitted(" ".join(about), _MOST_FOOTER))


def _colour(draft: CheckedDraft) -> discord.Colour:
    counts = draft.counts
    if counts["otherwise"]:
        return OTHERWISE
    return ANSWERED if counts["supported"] else ABSTAINED


def _entry(one: CheckedDraftSentence, language: str) -> str:
    """A sentence with its verdict; under it what differs or why, and the quote."""
    words = fitted(sanitize.one_line(one.sentence.text), _MOST_SENTENCE, sanitize.escaped)
    lines = [f"{_SIGNS[one.verdict]} {words}"]
    if one.differences:
        lines.append(f"**{fitted(sanitize.one_line(told(one, language)), _MOST_WHY, sanitize.escaped)}**")
    elif one.verdict == "absent":
        lines.append(f"*{message('check_absent', language)}: {told(one, language)}*")
    lines += [_quote(citation, language) for citation in one.citations]
    return "\n".join(lines)


def _quote(citation: Citation, language: str) -> str:
    article = citation.passage.article
    words = fitted(sanitize.one_line(citation.quote), _MOST_QUOTE, sanitize.escaped)
    where = fitted(masthead(article, labels_for(language)), _MOST_SOURCE, sanitize.escaped)
    page = web_address(article.url)
    return f"> “{words}”\n> " + (f"[{where}]({at_words(page, citation.quote)})" if page else where)
