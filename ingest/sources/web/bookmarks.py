"""Bookmarks as browsers and read-it-later services write them (HTML): lists of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from clippings.ingest.extraction.encoding.charset import decode
from clippings.ingest.sources.web.links import Link

_HEAD_BYTES = 20_000
_SAVED_LINK = re.compile(rb"<a\s[^>]{0,3000}\b(?:add_date|time_added)\s*=", re.IGNORECASE)
_FORMAT = re.compile(rb"<!doctype\s+netscape-bookmark|<title>\s*(?:pocket export|instapaper: export)", re.IGNORECASE)


def looks_like_bookmarks(content: bytes) -> bool:
    """Whether a page is a list of bookmarks: it says so, or its links tell when they were saved."""
    head = content[:_HEAD_BYTES]
    return bool(_FORMAT.search(head) or _SAVED_LINK.search(head))


def links(content: bytes) -> Iterator[Link]:
    """The addresses, each once, with the titles under which they were saved.

    When a page was saved is not when it was published, so nothing is said of its date.
    """
    reader = _Reader()
    reader.feed(decode(content))
    reader.close()
    for url, pieces in reader.found.items():
        title = " ".join("".join(pieces).split())
        yield Link(url, {"title": title} if title and title != url else {})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        """The pieces of each link's text, by its address."""
        self._current: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            url = (dict(attrs).get("href") or "").strip()
            is_new = url.lower().startswith(("http://", "https://")) and url not in self.found
            self._current = self.found.setdefault(url, []) if is_new else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._current = None

    def handle_data(self, data: str) -> None:
        if self._current is not None:
            self._current.append(data)
