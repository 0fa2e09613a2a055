"""Lists of addresses, one a line."""

from __future__ import annotations

from collections.abc import Iterator

from clippings.core.types import Reject
from clippings.ingest.charset import decode
from clippings.ingest.sources.links import Link

ENDINGS = (".urls",)
_LOOKED_AT_BYTES = 100_000


def is_list(content: bytes) -> bool:
    """Whether a text holds nothing but addresses, one a line, as a sitemap in plain text does."""
    lines = [line.strip() for line in decode(content[:_LOOKED_AT_BYTES]).splitlines()]
    if len(content) > _LOOKED_AT_BYTES:
        lines = lines[:-1]
    told = [line for line in lines if line and not line.startswith("#")]
    return bool(told) and all(line.startswith(("http://", "https://")) and len(line.split()) == 1 for line in told)


def links(content: bytes, location: str) -> Iterator[Link | Reject]:
    """The addresses of a list, each once. Empty lines and those that begin with # are passed over."""
    seen: set[str] = set()
    for number, line in enumerate(decode(content).splitlines(), start=1):
        url = line.strip()
        if not url or url.startswith("#") or url in seen:
            continue
        seen.add(url)
        if url.startswith(("http://", "https://")):
            yield Link(url)
        else:
            yield Reject(f"{location}:{number}", f"not an http or https address: {url[:100]}")
