"""RSS and Atom feeds, by feedparser: entries that carry their whole article."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from clippings.core.types import Reject
from clippings.ingest.raw_document import RawDocument

_SHORTEST_ARTICLE_CHARACTERS = 400


def entries(content: bytes, location: str) -> Iterator[RawDocument | Reject]:
    """The entries of a feed.

    An entry that has only a teaser is a reject: a teaser quoted as an article would mislead.
    """
    import feedparser

    feed = feedparser.parse(content)
    if not feed.entries:
        problem = feed.get("bozo_exception")
        yield Reject(location, f"no feed with entries{f' ({problem})' if problem else ''}")
        return
    for number, entry in enumerate(feed.entries, start=1):
        text = _body(entry)
        link = entry.get("link") or entry.get("id") or _own_address(location, entry)
        if len(text) < _SHORTEST_ARTICLE_CHARACTERS:
            yield Reject(str(link), f"the feed has only a teaser of {len(text)} characters; ingest the page itself")
            continue
        yield RawDocument(
            location=f"{location}#{number}",
            kind="record",
            fields={
                "url": link,
                "title": entry.get("title", ""),
                "source": feed.feed.get("title", ""),
                "published_at": _moment(entry.get("published_parsed")),
                "modified_at": _moment(dict.get(entry, "updated_parsed")),
                "language": feed.feed.get("language", ""),
                "authors": [author.get("name", "") for author in entry.get("authors", [])],
                "text": text,
            },
            fallback_url=str(link),
        )


def _own_address(location: str, entry: Any) -> str:
    """An address for an entry without any; its number would be another entry's when the feed moves on."""
    named = f"{entry.get('title')}|{entry.get('published')}"
    return f"{location}{'&' if '?' in location else '?'}entry={sha256(named.encode()).hexdigest()[:16]}"


def looks_like_a_feed(content: bytes) -> bool:
    head = content[:1_000].lower()
    return b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head


def _body(entry: Any) -> str:
    bodies = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    return str(max(bodies, key=len))


def _moment(parsed: Any) -> datetime | None:
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
