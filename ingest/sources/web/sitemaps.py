"""Sitemaps, with Google's news tags, and indexes of them."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from clippings.ingest.sources.safe_xml import local_name, parse
from clippings.ingest.sources.web.links import Link

_LARGEST_BYTES = 60_000_000
"""Unpacked; the protocol allows 50 MB."""
_MOST_LINKS = 50_000
"""As the protocol allows in one file."""

_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)[\s>]")


class NoSitemap(Exception):
    """The content is not a sitemap that can be read; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one file holds: pages, or further sitemaps."""

    pages: tuple[Link, ...]
    sitemaps: tuple[Link, ...]
    cut_short: str = ""
    """Why there are more in it than could be read; empty when these are all."""


def looks_like_a_sitemap(content: bytes) -> bool:
    head = _head(content).replace(b"\x00", b"").lower()  # UTF-16 has a zero beside each of these letters
    return bool(_ROOT.search(head))


def read(content: bytes) -> Sitemap:
    """The links of a sitemap or of an index, in its order.

    Entities are never expanded and nothing outside is loaded, so a sitemap cannot grow or read files.

    Raises:
        NoSitemap: It is none, or too large.
    """
    pages: list[Link] = []
    sitemaps: list[Link] = []
    cut_short = ""
    unpacked = io.BytesIO(_unpacked(content))
    try:
        for _, element in parse(unpacked):
            name = local_name(element)
            if name not in {"url", "sitemap"}:
                continue
            if len(pages) + len(sitemaps) == _MOST_LINKS:
                cut_short = f"only its first {_MOST_LINKS:,} addresses were read, the most that one sitemap may have"
                break
            link = _link(element)
            if link is not None:
                (pages if name == "url" else sitemaps).append(link)
            element.clear()
    except etree.XMLSyntaxError as error:
        if not pages and not sitemaps:
            raise NoSitemap(f"no sitemap that can be read ({error.msg})") from None
        cut_short = f"only its first {len(pages) + len(sitemaps):,} addresses can be read ({error.msg})"
    if not pages and not sitemaps:
        raise NoSitemap("no sitemap with addresses")
    return Sitemap(tuple(pages), tuple(sitemaps), cut_short)


def _link(element: Any) -> Link | None:
    url = next((_text(part) for part in element if local_name(part) == "loc"), "")
    if not url.startswith(("http://", "https://")):
        return None
    modified = next((_text(part) for part in element if local_name(part) == "lastmod"), "")
    news = next(
        (part for part in element if local_name(part) == "news"), ()
    )  # images and videos have titles and dates too
    said = {local_name(part): _text(part) for child in news for part in child.iter()}
    fields = {
        "title": said.get("title", ""),
        "published_at": said.get("publication_date", ""),
        "source": said.get("name", ""),
        "language": said.get("language", ""),
    }
    return Link(url, {name: value for name, value in fields.items() if value}, modified)


def _text(element: Any) -> str:
    return (element.text or "").strip()


def _head(content: bytes) -> bytes:
    if content.startswith(b"\x1f\x8b"):
        try:
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, 4_000)
        except zlib.error:
            return b""
    return content[:4_000]


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    packed = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = packed.decompress(content, _LARGEST_BYTES + 1)
    except zlib.error as error:
        raise NoSitemap(f"it cannot be unpacked ({error})") from None
    if len(unpacked) > _LARGEST_BYTES:
        raise NoSitemap(f"larger than {_LARGEST_BYTES // 1_000_000} MB when unpacked")
    return unpacked


def latest_first(links: Sequence[Link]) -> list[Link]:
    """Links in the order of when they changed, where the sitemap says so: a run that stops early has the news."""
    return sorted(links, key=lambda link: link.modified or str(link.fields.get("published_at", "")), reverse=True)
