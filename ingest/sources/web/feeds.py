"""RSS, Atom and WordPress exports, by feedparser: entries that carry their article, and links to the others."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.encoding.character_references import plain_line
from clippings.ingest.sources.files import blogger_export, wordpress_export
from clippings.ingest.sources.web import feed_charset, feed_dates
from clippings.ingest.sources.web.links import Link
from clippings.ingest.sources.web.teasers import is_excerpt, is_summarised, is_whole, visible

_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_FEED_AT_START = re.compile(r"^(?:rss|atom|feed)(?:[ -]?feed)?\s*[-–—|:»]\s*", re.IGNORECASE)
_FEED_AT_END = re.compile(
    r"\s*[-–—|:»(]\s*(?:(?:rss|atom|feed)(?:[ -]?feed)?|피드)\)?$|\s+(?:rss|rss[ -]feed)$", re.IGNORECASE
)
_LAST_CHARACTER = 0x10FFFF
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)[\s>]")
_HEAD_BYTES = 4_000
_SHAPES = {"atom10": "Atom", "atom03": "Atom", "rss10": "RSS 1.0", "rss090": "RSS 1.0"}
"""What feedparser's names of versions are called in the summary of a run."""


def entries(content: bytes, location: str) -> Iterator[RawDocument | Reject]:
    """The entries of a feed that lies in a file.

    An entry that has only a teaser is a reject: a teaser quoted as an article would mislead.
    """
    for found in articles_and_links(content, location, is_alone=True):
        if isinstance(found, Link):
            length = len(str(found.fields.get("teaser", "")))
            reason = f"the feed has only a teaser of {length} characters; ingest the page itself"
            yield Reject(found.url, reason, kind="teaser")
        else:
            yield found


def articles_and_links(content: bytes, location: str, is_alone: bool = False) -> Iterator[RawDocument | Link | Reject]:
    """The entries of a feed, in its order: articles, and the addresses of those that it only announces.

    Args:
        content: The feed.
        location: Where it was found.
        is_alone: Whether no page is fetched, so that a short text with a summary beside it is taken for its article.
    """
    import feedparser

    try:
        content = _without_impossible_characters(feed_charset.as_declared(content))
        feed = feedparser.parse(io.BytesIO(content))  # bytes alone: a file's name
    except (ValueError, OverflowError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        yield Reject(location, f"no feed that can be read ({type(error).__name__}: {str(error)[:200]})")
        return
    if not feed.entries:
        problem = feed.get("bozo_exception")
        yield Reject(location, f"no feed with entries{f' ({problem})' if problem else ''}")
        return
    is_dc_date = str(feed.get("version")).startswith("rss") and not feed_dates.tells_changes(content)
    names = wordpress_export.authors(content) if b"<wp:author" in content else {}
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry(entry, feed.feed, number, location, is_dc_date, names, str(feed.get("version")), is_alone)


def _entry(
    entry: Any,
    feed: Any,
    number: int,
    location: str,
    is_dc_date: bool,
    names: Mapping[str, str],
    version: str,
    is_alone: bool,
) -> RawDocument | Link | Reject:
    is_post = wordpress_export.is_post(entry)
    kind, reason = (wordpress_export if is_post else blogger_export).not_an_article(entry)
    if kind:
        return Reject(f"{location}#{number}", reason, str(feed.get("title", "")), kind=kind)
    text, is_all = _body(entry, is_post, is_alone)
    language = str(feed.get("language") or "")
    link = str(entry.get("link") or entry.get("id") or _own_address(location, entry))
    guid = str(entry.get("id") or "")
    fields = {
        "url": link,
        "title": entry.get("title", ""),
        "source": _outlet(entry.get("source") or {}) or _outlet(feed),
        **feed_dates.moments(entry, language, is_dc_date),
        "language": language,
        "authors": [names.get(name, name) for author in entry.get("authors", []) if (name := author.get("name", ""))],
    }
    if not is_all:
        del fields["url"]  # the page knows its own better: feeds link through counters
        return Link(link, {**fields, "teaser": visible(text)})
    return RawDocument(
        location=f"{location}#{number}",
        kind="record",
        fields={**fields, "text": text},
        fallback_url=link,
        identity=guid if guid != link else "",
        shape="WordPress export" if is_post else _SHAPES.get(version, "RSS"),
    )


def _outlet(feed: Any) -> str:
    """The title of a feed, or of the feed that an entry was taken from, without the word that it is a feed."""
    title = plain_line(str(feed.get("title") or ""))
    return _FEED_AT_END.sub("", _FEED_AT_START.sub("", title)) or title


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
    head = content[:_HEAD_BYTES].replace(b"\x00", b"").lower()  # UTF-16 has a zero beside each of these letters
    return bool(_ROOT.search(head))


def _body(entry: Any, is_post: bool, is_alone: bool) -> tuple[str, bool]:
    """The best text that an entry carries, and whether that is all of its article; an export has all of each post."""
    contents = [str(part.get("value") or "") for part in entry.get("content", [])]
    if is_post:
        return wordpress_export.text(max(contents, key=len, default="")), True
    summary = str(entry.get("summary") or "")
    bodies = [*((text, is_whole(text)) for text in contents), (summary, is_whole(summary) and not is_excerpt(summary))]
    text, is_all = max(bodies, key=lambda body: (body[1], len(body[0])))
    return text, is_all or (is_alone and is_summarised(text, [other for other, _ in bodies]))
