"""OPML: the feeds that a feed reader follows, as it exports them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from clippings.core.types import Reject

_ROOT = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_MOST_FEEDS = 1_000


def looks_like_opml(content: bytes) -> bool:
    """Whether its root element is one of OPML."""
    return bool(_ROOT.search(content[:4_000].replace(b"\x00", b"")))


def feeds(content: bytes, location: str) -> Iterator[str | Reject]:
    """The addresses of its feeds, each once, in their order. Entities are never expanded and nothing is loaded."""
    seen: set[str] = set()
    try:
        elements = etree.iterparse(
            io.BytesIO(content), events=("start",), resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in elements:
            url = str(element.get("xmlUrl") or element.get("xmlurl") or "").strip()
            if not url or url in seen:
                continue
            if len(seen) == _MOST_FEEDS:
                yield Reject(location, f"only its first {_MOST_FEEDS:,} feeds were read")
                return
            seen.add(url)
            if url.startswith(("http://", "https://")):
                yield url
            else:
                yield Reject(location, f"not an http or https address of a feed: {url[:100]}")
    except etree.XMLSyntaxError as error:
        yield Reject(location, f"the OPML breaks off or is none ({error.msg})")
        return
    if not seen:
        yield Reject(location, "the OPML names no feeds (outline elements with xmlUrl)")
