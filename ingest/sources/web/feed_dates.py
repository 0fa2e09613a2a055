"""When an entry of a feed was published and changed: feedparser has one name for several elements."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from clippings.ingest.extraction.dates import parse as dates

_CHANGES = re.compile(rb"<(?:dcterms|dct|atom|a10):(?:modified|updated)\b")
_FARTHEST_ZONE = timedelta(hours=14)
_QUARTER = timedelta(minutes=15)


def tells_changes(content: bytes) -> bool:
    """Whether an RSS feed names when entries were changed, so that what feedparser calls `updated` is no `dc:date`."""
    return bool(_CHANGES.search(content))


def moments(entry: Any, language: str, is_dc_date: bool) -> dict[str, object]:
    """The fields `published_at` and `modified_at`, and `dated_by` where a change stands for the publication.

    Args:
        entry: Of feedparser.
        language: Of the feed, for dates in words.
        is_dc_date: Whether `updated` is RSS's `dc:date`, which is the publication where there is no other.

    Returns:
        Moments; what cannot be read as one is kept as it is written, so that the reason can be told.
    """
    published = _moment(entry.get("published") or dict.get(entry, "created"), language)
    named = _moment(dict.get(entry, "updated"), language)
    updated = None if is_dc_date else named
    if isinstance(published, datetime):
        offset = _offset_of_wordpress(entry, published)
        published = published.astimezone(offset) if offset else published
        return {"published_at": published, "modified_at": updated}
    if local := _moment(entry.get("wp_post_date_gmt") or entry.get("wp_post_date"), language):
        return {"published_at": local, "modified_at": updated}
    if is_dc_date:
        return {"published_at": named or published, "modified_at": None}
    if isinstance(updated, datetime):
        return {"published_at": updated, "modified_at": updated, "dated_by": "updated"}
    return {"published_at": published, "modified_at": updated}


def _moment(written: object, language: str) -> object:
    return dates.parse(written, language=language) or (written if isinstance(written, str) else None)


def _offset_of_wordpress(entry: Any, published: datetime) -> timezone | None:
    """The paper's own zone: what lies between the local time of a WordPress export and its `pubDate` in UTC."""
    local = dates.parse(entry.get("wp_post_date"))
    if local is None or published.utcoffset():
        return None
    apart = local.replace(tzinfo=published.tzinfo) - published
    return timezone(apart) if apart and abs(apart) <= _FARTHEST_ZONE and not apart % _QUARTER else None
