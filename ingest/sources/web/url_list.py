"""Lists of addresses, one a line, perhaps with a title beside each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clippings.core.types import Reject
from clippings.ingest.extraction.encoding.charset import decode
from clippings.ingest.sources.web.links import Link

ENDINGS = (".urls",)
_LOOKED_AT_BYTES = 100_000
_LINE = re.compile(
    r"(?:(?:[-*•]|\d{1,5}[.)])\s+)?(?:\[(?P<title>[^\[\]]{0,300})\]\((?P<in_link>https?://[^\s()]+)\)"
    r"|<?(?P<url>https?://[^\s<>]+)>?(?:\s*[|\t]\s*(?P<after>.*))?)",
    re.IGNORECASE,
)
"""An address alone, one and its title as OneTab and tables have it, or an item of a Markdown list."""


def is_list(content: bytes) -> bool:
    """Whether a text holds nothing but addresses, one a line, as a sitemap in plain text does."""
    lines = [line.strip() for line in decode(content[:_LOOKED_AT_BYTES]).splitlines()]
    if len(content) > _LOOKED_AT_BYTES:
        lines = lines[:-1]
    told = [line for line in lines if line and not line.startswith("#")]
    return bool(told) and all(map(_LINE.fullmatch, told))


def links(content: bytes, location: str) -> Iterator[Link | Reject]:
    """The addresses of a list, each once. Empty lines and those that begin with # are passed over."""
    seen: set[str] = set()
    for number, line in enumerate(decode(content).splitlines(), start=1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        found = _LINE.fullmatch(written)
        if not found:
            yield Reject(f"{location}:{number}", f"not an http or https address: {written[:100]}")
            continue
        url = found["in_link"] or found["url"]
        if url in seen:
            continue
        seen.add(url)
        title = " ".join((found["title"] or found["after"] or "").split())
        yield Link(url, {"title": title} if title else {})
