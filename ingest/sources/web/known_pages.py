"""Pages that an earlier run fetched, in the order in which they are to be looked at again."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from clippings.ingest.documents import Validators
from clippings.ingest.sources.web.links import Link


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of an address from an earlier run."""

    validators: Validators
    article_url: str
    """The article that it gave; empty for a feed, a sitemap or a list, and for a page that gave none."""
    documents: int
    checked_at: datetime
    source: str = ""
    """Of its article, as the catalogue has it."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page that is named again, and what is known of it."""

    link: Link
    known: Remembered
    location: str
    """Of the feed, sitemap or list that names it."""


class Waiting:
    """Keeps those pages whose last check is longest ago, and no more than a run may fetch."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        self._pages: list[tuple[float, int, KnownPage]] = []  # a heap, the first of which was checked last

    def put(self, page: KnownPage) -> KnownPage | None:
        """Add a page. The one that is too many comes back: of those that wait, it was checked last."""
        self._count += 1
        entry = (-page.known.checked_at.timestamp(), -self._count, page)
        if len(self._pages) < self._most:
            heapq.heappush(self._pages, entry)
            return None
        return heapq.heappushpop(self._pages, entry)[2]

    def longest_ago(self) -> Iterator[KnownPage]:
        """Those that wait, the one whose check is longest ago first; among equals, in the order in which they came."""
        return (page for *_, page in sorted(self._pages, reverse=True))
