"""One reading of one source: its documents, what is to be remembered of them, and what is no longer there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, cast

from clippings.core.errors import SourceUnavailable
from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.ingest.deduplication import retire
from clippings.ingest.documents import Item, RawDocument, Unchanged, Validators
from clippings.ingest.extraction.dates import time_zones
from clippings.ingest.http.ssrf_guard import AddressRule
from clippings.ingest.location import is_address, path_of
from clippings.ingest.sources.files import files, warc
from clippings.ingest.sources.options import ReadOptions
from clippings.ingest.sources.web import bookmarks, opml, sitemaps, url_list
from clippings.vectorstore.catalogue import source_records
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.writer import CatalogueWriter

if TYPE_CHECKING:
    from clippings.ingest.http.fetch import Fetcher
    from clippings.ingest.scheduling.config import SourceSpec
    from clippings.ingest.sources.web.known_pages import Remembered
    from clippings.ingest.sources.web.links import Link
    from clippings.ingest.sources.web.web import WebReader
from clippings.ingest.sources.web.fetched_page import WebKind


def web_fetcher(
    settings: Settings,
    allow_hosts: Sequence[str] = (),
    sleep: Callable[[float], None] = time.sleep,
    public_only: bool = False,
) -> Fetcher:
    """A fetcher as the settings want it, with more hosts that may be local, or without local addresses at all."""
    from clippings.ingest.http.fetch import Fetcher

    allow_local = settings.allow_local_addresses and not public_only
    rule = AddressRule(allow_local, (*settings.allow_hosts, *allow_hosts))
    return Fetcher(rule, settings.fetch_delay_s, sleep=sleep)


class Reading:
    """Reads paths and addresses for `pipeline.ingest`.

    Args:
        settings: Which addresses may be fetched, and how fast.
        catalogue: Remembers what was fetched; without it, everything is fetched anew.
        source: The name that the admin gives to all of it, if any.
        spec: The entry of `sources.yaml`, if it has one.
        may_retire_most: Whether more than half of a complete source's articles may be gone at once.
        sleep: Waits between requests; may raise to give up.
        now: The clock.
        fetcher: Of several readings that share it; whoever made it closes it.
    """

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue | None,
        source: str | None = None,
        spec: SourceSpec | None = None,
        may_retire_most: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        fetcher: Fetcher | None = None,
    ) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._spec = spec
        self.name = source or (spec.name if spec else "")
        """What retired articles are counted under."""
        self._may_retire_most = may_retire_most
        self._now = now
        self.entry = spec.name if spec else ""
        """The entry of `sources.yaml` that is read."""
        self.is_complete = bool(spec and spec.complete)
        """Whether what it no longer shows is gone."""
        self._options = spec.options if spec else ReadOptions()
        told = f"{version('clippings')}|{source or ''}|{spec.recipe if spec else ''}"
        self._recipe = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        self._sleep = sleep
        self._fetcher = fetcher
        self._stack = ExitStack()
        self._is_whole = True
        self.notes: list[str] = []
        """What the admin should know of this reading, besides its rejects."""

    @cached_property
    def _web(self) -> WebReader:
        """Made when the first address comes: files need none of it."""
        from clippings.ingest.sources.web.web import WebReader

        spec = self._spec
        fetcher = self._fetcher or self._stack.enter_context(
            web_fetcher(
                self._settings, spec.allow_hosts if spec else (), self._sleep, spec.public_only if spec else False
            )
        )
        return WebReader(fetcher, self, self._options, self.is_complete, self._now)

    @property
    def _web_so_far(self) -> WebReader | None:
        return self.__dict__.get("_web")

    @property
    def holds(self) -> bool:
        """Whether it is to be remembered which articles were seen here, changed or not."""
        return self._spec is not None

    # For the pipeline

    def documents(self, inputs: Sequence[str]) -> Iterator[Item]:
        """Everything in these paths and addresses; one that cannot be read is a reject, and the rest go on."""
        with self._stack:
            for item in self._all(inputs):
                yield self._by_its_clock(self._in_its_language(item))

    def note(
        self, writer: CatalogueWriter, run_id: int, batch: Sequence[Item], articles: Sequence[str | None]
    ) -> list[int]:
        """Remember a batch in its own transaction.

        Args:
            writer: The transaction.
            run_id: The run.
            batch: What was read.
            articles: For each, the address of the article that it became, if it became one.

        Returns:
            Which of the batch were unchanged, had been retired, and are back.
        """
        held: list[str] = []
        returned: list[int] = []
        for at, (item, article_url) in enumerate(zip(batch, articles, strict=True)):
            if isinstance(item, Unchanged):
                if item.asked and not item.was_read and item.article_url:  # else when all of a feed was read counts
                    source_records.touch_fetch(writer, item.location, self._now(), item.stamp)
                if item.article_url:
                    held.append(item.article_url)
                    if retire.bring_back(writer, item.article_url):
                        returned.append(at)
            elif article_url is not None:
                held.append(article_url)
                if isinstance(item, RawDocument) and item.validators:
                    source_records.remember_fetch(writer, self._fetch(item.validators, article_url, 1))
            elif url := self._gave_nothing(item):
                source_records.remember_fetch(writer, self._fetch(Validators(url), "", 0))
        if self._spec and held:
            source_records.note_holdings(writer, self._spec.name, held, run_id)
        return returned

    def finish(self, run_id: int, rejected: int) -> int:
        """After everything was read: retire what a complete source no longer has. Returns how many articles."""
        web = self._web_so_far
        if self._catalogue is None:
            return 0
        if web and not rejected:
            with self._catalogue.writing() as writer:
                for validators, count in web.containers:
                    source_records.remember_fetch(writer, self._fetch(validators, "", count))
        if self._spec and (name := self._options.time_zone):
            with self._catalogue.writing() as writer:
                source_records.put_on_clock(writer, self._spec.name, time_zones.zone(name))
        if self._spec is None or not self.is_complete:
            return 0
        failed = rejected - (web.gone if web else 0)  # a page that its server no longer has is gone like any other
        if failed or not self._is_whole or (web and not web.is_whole):
            self.notes.append(
                f"{self._spec.name} was not read whole (a reject, a limit, or a feed), so nothing of it was retired. "
                "See: clippings status --rejects"
            )
            return 0
        with self._catalogue.writing() as writer:
            gone, note = retire.what_is_gone(writer, self._spec.name, run_id, self._may_retire_most)
        self.notes.extend([note] if note else [])
        return gone

    # What `WebReader` asks

    def recall(self, url: str) -> Remembered | None:
        known = source_records.recall_fetch(self._catalogue, url, self._recipe) if self._catalogue else None
        if known is None:
            return None
        from clippings.ingest.sources.web.known_pages import Remembered

        validators = Validators(known.url, known.etag, known.last_modified, known.stamp)
        return Remembered(validators, known.article_url, known.documents, known.checked_at, known.source)

    def _gave_nothing(self, item: Item) -> str:
        """The address of a page without an article, so that the next run asks others before it."""
        if isinstance(item, RawDocument):
            return item.validators.url if item.validators else ""
        web = self._web_so_far
        return item.location if web and item.location in web.failed else ""

    def _fetch(self, validators: Validators, article_url: str, documents: int) -> source_records.Fetch:
        return source_records.Fetch(
            validators.url,
            self._recipe,
            validators.etag,
            validators.last_modified,
            validators.stamp,
            article_url,
            documents,
            self._now(),
        )

    # Reading

    def _all(self, inputs: Sequence[str]) -> Iterator[Item]:
        for given in inputs:
            try:
                if is_address(given):
                    yield from self._web.documents(given, self._web_kind())
                else:
                    yield from self._from_files(path_of(given))
            except SourceUnavailable as error:
                yield Reject(given, str(error))
        if web := self._web_so_far:
            yield from web.look_again()
            self.notes.extend(web.notes)

    def _web_kind(self) -> WebKind:
        kind = self._spec.kind if self._spec else "auto"
        return "auto" if kind in {"files", "warc"} else cast("WebKind", kind)

    def _from_files(self, path: Path) -> Iterator[Item]:
        kind = self._spec.kind if self._spec else "auto"
        if kind == "warc" and path.is_file():
            yield from warc.documents(path, self._options)
        elif kind in {"url_list", "sitemap"} and path.is_file():
            yield from self._follow(path.read_bytes(), path)
        else:
            yield from self._limited(files.documents(path, self._options, self._follow), path)

    def _limited(self, items: Iterator[Item], path: Path) -> Iterator[Item]:
        """Files cost no server anything, so there is no limit to them but the admin's own."""
        most, count = self._options.max_items, 0
        for item in items:
            if most is not None and count >= most and isinstance(item, RawDocument):
                self._is_whole = False
                yield Reject(str(path), f"only the first {most} documents were read (max_items)")
                return
            count += isinstance(item, RawDocument)
            yield item

    def _follow(self, content: bytes | Iterable[Link | Reject], path: Path) -> Iterator[Item]:
        if not isinstance(content, bytes):
            yield from self._web.follow(content, str(path))
        elif bookmarks.looks_like_bookmarks(content):
            yield from self._web.follow(bookmarks.links(content), str(path))
        elif sitemaps.looks_like_a_sitemap(content):
            yield from self._web.sitemap(content, str(path))
        elif opml.looks_like_opml(content):
            yield from self._web.feeds(content, str(path))
        else:
            yield from self._web.follow(url_list.links(content, str(path)), str(path))

    def _by_its_clock(self, item: Item) -> Item:
        """With the time zone that the admin gave."""
        if not self._options.time_zone or not isinstance(item, RawDocument):
            return item
        return replace(item, fields={**item.fields, "time_zone": self._options.time_zone})

    def _in_its_language(self, item: Item) -> Item:
        """With the language that the admin gave, where the document names none, or the same without its region."""
        language = self._options.language.replace("_", "-")
        if not language or not isinstance(item, RawDocument):
            return item
        own = item.fields.get("language")
        if own and not (isinstance(own, str) and language.lower().startswith(f"{own.strip().lower()}-")):
            return item
        return replace(item, fields={**item.fields, "language": language})
