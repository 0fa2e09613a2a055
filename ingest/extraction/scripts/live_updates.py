"""The updates of a live blog, as linked data carries them, each under the time at which it was published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.encoding.character_references import plain_line
from clippings.ingest.extraction.html.fragment import fragment_text

_MOST_UPDATES = 1_000
_KEY_LETTERS = 40
_SHARE = 0.6
_HAS_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\s*$", re.IGNORECASE)


def updates_of(linked: Mapping[str, Any]) -> list[str]:
    """The lines of a live blog: for each update its time and headline, then its paragraphs; in the page's order."""
    updates = linked.get("liveBlogUpdate")
    lines: list[str] = []
    for update in (updates if isinstance(updates, list) else [updates])[:_MOST_UPDATES]:
        if not isinstance(update, dict):
            continue
        body = next(
            (update[key] for key in ("articleBody", "text", "description") if isinstance(update.get(key), str)), ""
        )
        headline = update.get("headline") or update.get("name")
        title = plain_line(headline) if isinstance(headline, str) else ""
        paragraphs = [line for line in fragment_text(body).splitlines() if line.strip()]
        if not title and not paragraphs:
            continue
        head = ": ".join(filter(None, (_time(update.get("datePublished")), title)))
        lines += [head, *(line for line in paragraphs if line != title)] if head else paragraphs
    return lines


def with_updates(lines: Sequence[str], updates: Sequence[str]) -> list[str]:
    """The updates with their times, under what the page has above them, where they hold most of what the page shows.

    Args:
        lines: That were found in the page's markup.
        updates: As `updates_of` gives them.
    """
    if not updates:
        return list(lines)
    told = _letters("".join(updates))
    known = [_letters(line)[:_KEY_LETTERS] in told for line in lines]
    if sum(len(line) for line, is_known in zip(lines, known, strict=True) if is_known) < _SHARE * sum(map(len, lines)):
        return list(lines)
    first = known.index(True) if True in known else 0
    return [*lines[:first], *updates]


def _time(value: object) -> str:
    moment = dates.parse(value)
    if moment is None:
        return ""
    zone = moment.utcoffset() or timedelta(0)
    named = " UTC" if not zone else f" {datetime.strftime(moment, '%z')[:3]}:{datetime.strftime(moment, '%z')[3:5]}"
    return f"{moment:%Y-%m-%d %H:%M}{named if isinstance(value, str) and _HAS_ZONE.search(value) else ''}"


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
