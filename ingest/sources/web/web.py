"""Web addresses: pages, and the feeds, sitemaps and lists that name pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Protocol
from urllib.parse import urljoin

from clippings.core.errors import AddressGone, SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.documents import Item, RawDocument, Unchanged, Validators
from clippings.ingest.http.fetch import Fetched, Fetcher
from clippings.ingest.sources.options import MOST_ITEMS, ReadOptions
from clippings.ingest.sources.web import feeds, opml, page_links, sitemaps, url_list
from clippings.ingest.sources.web.fetched_page import (
    WebKind,
    kind_of,
    page_of,
)
from clippings.ingest.sources.web.known_pages import KnownPage, Remembered, Waiting
from clippings.ingest.sources.web.links import Link

_CHECK_AGAIN_AFTER = timedelta(days=1)
"""A page is looked at again after so long also when its feed says nothing new of it, or has not changed at all:
corrections come quietly."""
_DEEPEST_INDEX = 3
_MOST_SITEMAPS = 1_000
_MOST_PAGES_OF_A_STORY = 10


class FetchMemory(Protocol):
    """What earlier runs learned about addresses."""

    def recall(self, url: str) -> Remembered | None: ...


class WebReader:
    """Reads addresses, each page once, with what earlier runs remember of them.

    Args:
        fetcher: Fetches.
        memory: Of earlier runs.
        options: How to read.
        read_whole: Never take a feed's or a sitemap's word that nothing changed: every page is to be seen.
        now: The clock.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        memory: FetchMemory,
        options: ReadOptions,
        read_whole: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._fetcher = fetcher
        self._memory = memory
        self._options = options
        self._read_whole = read_whole
        self._now = now
        self._asked: set[str] = set()
        self._most = options.max_items or MOST_ITEMS
        self._left = self._most
        self._waiting = Waiting(self._most)
        self._left_out: Counter[str] = Counter()
        """How many of its pages each feed, sitemap or list had too many for one run."""
        self._named = 0
        self.notes: list[str] = []
        """What the admin should know of it, besides rejects."""
        self.failed: set[str] = set()
        """Pages that could not be fetched."""
        self.gone = 0
        """How many of those were not there."""
        self.is_whole = True
        """False when some of it was left out: too much for one run, or a feed, which leaves out what is old."""
        self.containers: list[tuple[Validators, int]] = []
        """Feeds, sitemaps and lists that were read, with how many documents each gave."""

    def documents(self, url: str, kind: WebKind = "auto") -> Iterator[Item]:
        """What an address gives: a page, or the articles of the feed, sitemap or list there.

        Raises:
            SourceUnavailable: It cannot be fetched. (Pages that it names and that cannot be fetched are rejects.)
        """
        known = self._memory.recall(url)
        if known and not known.article_url and (self._read_whole or self._is_old(known)):
            known = None
        fetched = self._fetcher.get(url, known.validators if known else None)
        if fetched is None:
            assert known is not None
            yield Unchanged(url, known.article_url, known.documents, known.source)
            return
        is_given = kind == "auto"
        kind = kind_of(fetched) if is_given else kind
        if kind == "page":
            self._asked.add(url)
            feed = page_links.feed_of_listing(fetched) if is_given else ""
            if feed and feed not in self._asked:
                yield from self._instead(url, feed)
                return
            yield from page_of(fetched, Link(url), self._now())
            yield from self._next_pages(fetched, Link(url), url)
            return
        named = self._named
        yield from self._contained(fetched, kind, depth=0, seen={url})
        self.containers.append((fetched.validators, self._named - named))

    def _instead(self, url: str, feed: str) -> Iterator[Item]:
        """The feed or sitemap of a front or section page, which is no article itself."""
        self._asked.add(feed)
        self.notes.append(f"{url} is a front or section page; what it names as its feed was followed: {feed}")
        try:
            yield from self.documents(feed)
        except SourceUnavailable as error:
            yield Reject(
                url, f"a front or section page, whose feed {feed} cannot be read: {error}", kind="section page"
            )

    def _next_pages(self, fetched: Fetched, link: Link, location: str) -> Iterator[Item]:
        """The further pages of a story. Of a source that is read whole, each is in its sitemap or list."""
        first = fetched.url
        for _ in range(_MOST_PAGES_OF_A_STORY if not self._read_whole else 0):
            url = page_links.next_page(fetched, first)
            if not url or url in self._asked or not self._options.wants(url) or not self._may_read(location):
                return
            self._asked.add(url)
            self._named += 1
            try:
                following = self._fetcher.get(url)
            except SourceUnavailable as error:
                yield Reject(url, str(error))
                return
            assert following is not None
            fetched = following
            yield from page_of(fetched, replace(link, url=url), self._now())

    def feeds(self, content: bytes, location: str) -> Iterator[Item]:
        """What each feed of an OPML gives; one that cannot be fetched is a reject, and the rest go on."""
        urls, rejects = opml.feeds(content, location)
        yield from rejects
        for url in urls:
            try:
                yield from self.documents(url, "feed")
            except SourceUnavailable as error:
                yield Reject(url, str(error))

    def follow(self, links: Iterable[Link | Reject], location: str) -> Iterator[Item]:
        """The pages that a feed, a sitemap or a list names, except those that `look_again` is for."""
        for link in links:
            if isinstance(link, Reject):
                yield link
            elif link.url in self._asked or not self._options.wants(link.url):
                continue
            else:
                self._asked.add(link.url)
                self._named += 1
                known = self._memory.recall(link.url)
                if known is None:
                    yield from self._fetch(link, location)
                elif self._says_the_same(link, known):
                    yield Unchanged(link.url, known.article_url, source=known.source, asked=False)
                elif too_many := self._waiting.put(KnownPage(link, known, location)):
                    yield from self._put_off(too_many)

    def look_again(self) -> Iterator[Item]:
        """After everything was followed: known pages, as many as the run may still fetch, and what was left out.

        They come in the order of their last check, so that each has its turn.
        """
        for page in self._waiting.longest_ago():
            if self._left > 0:
                yield from self._fetch(page.link, page.location, page.known)
            else:
                yield from self._put_off(page)
        for location, count in self._left_out.items():
            self.is_whole = False
            yield Reject(
                location,
                f"{count} of its pages were left out: one run reads at most {self._most} (max_items in sources.yaml)",
            )

    def _put_off(self, page: KnownPage) -> Iterator[Unchanged]:
        """A page that a later run looks at: it is still there, and unless it is said to have changed, as it was."""
        link, known = page.link, page.known
        if known.article_url and (not link.stamp or link.stamp == known.validators.stamp):
            yield Unchanged(link.url, known.article_url, source=known.source, asked=False)
        else:
            self._left_out[page.location] += 1

    def _says_the_same(self, link: Link, known: Remembered) -> bool:
        """Whether what is said about a page lets us take it for unchanged without asking its server."""
        if not link.stamp or link.stamp != known.validators.stamp:
            return False
        return bool(link.modified) or not self._is_old(known)

    def _is_old(self, known: Remembered) -> bool:
        return self._now() - known.checked_at >= _CHECK_AGAIN_AFTER

    def _fetch(self, link: Link, location: str, known: Remembered | None = None) -> Iterator[Item]:
        if not self._may_read(location):
            return
        try:
            fetched = self._fetcher.get(link.url, known.validators if known else None)
        except SourceUnavailable as error:
            self.failed.add(link.url)
            self.gone += isinstance(error, AddressGone)
            yield Reject(link.url, str(error))
            return
        if fetched is None:
            assert known is not None
            yield Unchanged(link.url, known.article_url, source=known.source, stamp=link.stamp)
        else:
            yield from page_of(fetched, link, self._now())
            yield from self._next_pages(fetched, link, location)

    def _may_read(self, location: str) -> bool:
        """Count one more page or article; when the run has had enough, as left out."""
        if self._left <= 0:
            self._left_out[location] += 1
            return False
        self._left -= 1
        return True

    def _contained(self, fetched: Fetched, kind: WebKind, depth: int, seen: set[str]) -> Iterator[Item]:
        location = fetched.validators.url
        if kind == "feed":
            yield from self._feed(fetched, location)
        elif kind == "opml":
            yield from self.feeds(fetched.content, location)
        elif kind == "url_list":
            yield from self.follow(url_list.links(fetched.content, location), location)
        else:
            yield from self._sitemap(fetched.content, location, depth, seen)

    def _feed(self, fetched: Fetched, location: str) -> Iterator[Item]:
        self.is_whole = False  # a feed has only the latest
        links: list[Link | Reject] = []
        articles: list[RawDocument] = []
        for found in feeds.articles_and_links(fetched.content, location):
            if isinstance(found, Link):
                links.append(replace(found, url=urljoin(fetched.url, found.url)))
            elif isinstance(found, Reject):
                yield found
            elif self._options.wants(found.fallback_url):
                articles.append(found)
        yield from self._articles(articles, location)
        yield from self.follow(links, location)

    def _articles(self, articles: Sequence[RawDocument], location: str) -> Iterator[RawDocument]:
        """The articles that a feed carries. Those that are as they were when they were read do not count."""
        self._named += len(articles)
        changed: list[tuple[datetime, RawDocument]] = []
        for article in articles:
            link = Link(f"{location}#{article.fallback_url}", article.fields)
            known = self._memory.recall(link.url)
            new = replace(article, validators=Validators(link.url, stamp=link.stamp))
            if known and known.validators.stamp == link.stamp:
                yield article
            elif known:
                changed.append((known.checked_at, new))
            elif self._may_read(location):
                yield new
        for _, new in sorted(changed, key=itemgetter(0)):
            if self._may_read(location):
                yield new

    def sitemap(self, content: bytes, location: str) -> Iterator[Item]:
        """The pages of a sitemap that is there already."""
        yield from self._sitemap(content, location, 0, {location})

    def _sitemap(self, content: bytes, location: str, depth: int, seen: set[str]) -> Iterator[Item]:
        try:
            found = sitemaps.read(content)
        except sitemaps.NoSitemap as reason:
            yield Reject(location, str(reason))
            return
        if found.cut_short:
            self.is_whole = False
            yield Reject(location, found.cut_short)
        yield from self.follow(sitemaps.latest_first(found.pages), location)
        for below in sitemaps.latest_first(found.sitemaps):
            if below.url in seen:
                continue
            if depth >= _DEEPEST_INDEX or len(seen) >= _MOST_SITEMAPS:
                self.is_whole = False
                yield Reject(below.url, f"not read: more than {_DEEPEST_INDEX} indexes deep, or too many sitemaps")
                return
            seen.add(below.url)
            try:
                fetched = self._fetcher.get(below.url)
            except SourceUnavailable as error:
                yield Reject(below.url, str(error))
                continue
            assert fetched is not None
            yield from self._sitemap(fetched.content, below.url, depth + 1, seen)
