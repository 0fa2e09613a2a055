"""RSS and Atom feeds, by feedparser: entries that carry their whole article, and links to those that do not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from clippings.core.types import Reject
from clippings.ingest import dates
from clippings.ingest.raw_document import RawDocument
from clippings.ingest.sources.links import Link
from clippings.ingest.sources.teasers import is_excerpt, is_whole, visible

_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_LAST_CHARACTER = 0x10FFFF


def entries(content: bytes, location: str) -> Iterator[RawDocument | Reject]:
    """The entries of a feed that lies in a file.

    An entry that has only a teaser is a reject: a teaser quoted as an article would mislead.
    """
    for found in articles_and_links(content, location):
        if isinstance(found, Link):
            length = len(str(found.fields.get("teaser", "")))
            yield Reject(found.url, f"the feed has only a teaser of {length} characters; ingest the page itself")
        else:
            yield found


def articles_and_links(content: bytes, location: str) -> Iterator[RawDocument | Link | Reject]:
    """The entries of a feed, in its order: articles, and the addresses of those that it only announces."""
    import feedparser

    try:
        feed = feedparser.parse(io.BytesIO(_without_impossible_characters(content)))  # bytes alone: a file's name
    except (ValueError, OverflowError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        yield Reject(location, f"no feed that can be read ({type(error).__name__}: {str(error)[:200]})")
        return
    if not feed.entries:
        problem = feed.get("bozo_exception")
        yield Reject(location, f"no feed with entries{f' ({problem})' if problem else ''}")
        return
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry(entry, feed.feed, number, location)


def _entry(entry: Any, feed: Any, number: int, location: str) -> RawDocument | Link:
    text, is_all = _body(entry)
    language = str(feed.get("language") or "")
    link = str(entry.get("link") or entry.get("id") or _own_address(location, entry))
    fields = {
        "url": link,
        "title": entry.get("title", ""),
        "source": feed.get("title", ""),
        "published_at": dates.parse(entry.get("published"), language=language),
        "modified_at": dates.parse(dict.get(entry, "updated"), language=language),
        "language": language,
        "authors": [author.get("name", "") for author in entry.get("authors", [])],
    }
    if not is_all:
        del fields["url"]  # the page knows its own better: feeds link through counters
        return Link(link, {**fields, "teaser": visible(text)})
    return RawDocument(
        location=f"{location}#{number}", kind="record", fields={**fields, "text": text}, fallback_url=link
    )


def _without_impossible_characters(content: bytes) -> bytes:
    """References to characters that are none (`&#xD800;`, `&#99999999;`), on which feedparser fails, as U+FFFD."""

    def checked(found: re.Match[bytes]) -> bytes:
        code = int(found[1], 16) if found[1] else int(found[2]) if len(found[2]) < 10 else _LAST_CHARACTER + 1
        return b"&#xFFFD;" if code > _LAST_CHARACTER or 0xD800 <= code <= 0xDFFF or code == 0 else found[0]

    return _REFERENCE.sub(checked, content)


def _own_address(location: str, entry: Any) -> str:
    """An address for an entry without any; its number would be another entry's when the feed moves on."""
    named = f"{entry.get('title')}|{entry.get('published')}"
    return f"{location}{'&' if '?' in location else '?'}entry={sha256(named.encode()).hexdigest()[:16]}"


def looks_like_a_feed(content: bytes) -> bool:
    head = content[:2_000].replace(b"\x00", b"").lower()  # UTF-16 has a zero beside each of these letters
    return b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head


def _body(entry: Any) -> tuple[str, bool]:
    """The best text that an entry carries, and whether that is all of its article."""
    contents = [str(part.get("value") or "") for part in entry.get("content", [])]
    summary = str(entry.get("summary") or "")
    bodies = [*((text, is_whole(text)) for text in contents), (summary, is_whole(summary) and not is_excerpt(summary))]
    return max(bodies, key=lambda body: (body[1], len(body[0])))
