"""An ingest that writes nothing: the same steps and the same counts, on what the catalogue would be by then."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from clippings.core.errors import WrongUsage
from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.ingest.counts import Counts
from clippings.ingest.pipeline import Listener, take_in
from clippings.ingest.workers.pool import Given, Readers, read_ahead
from clippings.vectorstore.catalogue.catalogue import Catalogue, ReadDocument
from clippings.vectorstore.catalogue.database import database_exists, database_is_current
from clippings.vectorstore.catalogue.new_article import NewArticle
from clippings.vectorstore.catalogue.writer import KnownVersion, Likeness, StoryCandidate, offset_minutes

_NO_RUN = 0


def rehearse(
    catalogue: Catalogue | None, documents: Iterator[Given], listener: Listener, expected: int | None = None
) -> Counts:
    """What `ingest_documents` would count and reject, without a change anywhere.

    Args:
        catalogue: Of the archive; None for one that does not exist yet.
        documents: As an ingest would find them.
        listener: Is told how it goes.
        expected: About how many documents there are, if that is known.
    """
    started = time.monotonic()
    counts = Counts()
    rehearsal = Rehearsal(catalogue)
    listener.stage("reading", expected)
    with Readers(expected) as readers:
        for batch in read_ahead(documents, rehearsal, readers):
            take_in(batch, rehearsal, _NO_RUN, counts, listener)
    counts.seconds = round(time.monotonic() - started, 2)
    return counts


@contextlib.contextmanager
def existing_catalogue(settings: Settings) -> Iterator[Catalogue | None]:
    """The catalogue of the settings where there is one; a folder without one is not made into an archive.

    Raises:
        WrongUsage: An earlier version made it, so that it cannot be read before it is brought forward.
    """
    if not database_exists(settings.catalogue_url):
        yield None
        return
    if not database_is_current(settings.catalogue_url):
        raise WrongUsage(
            f"The archive in {settings.home} was made by an earlier version, and a dry run changes nothing.",
            "Bring it forward first, which keeps everything: clippings status",
        )
    catalogue = Catalogue(settings.catalogue_url)
    try:
        yield catalogue
    finally:
        catalogue.close()


class Rehearsal:
    """A `Store` that reads from the catalogue and keeps in memory what would have been written.

    For each new article that is its signature, not its text: half a kilobyte. A version that would come back is not
    compared with the articles after it; nothing else differs from an ingest.
    """

    def __init__(self, catalogue: Catalogue | None) -> None:
        self._catalogue = catalogue
        self._versions: dict[str, list[KnownVersion]] = {}
        self._url_of: dict[int, str] = {}
        self._new: dict[int, StoryCandidate] = {}
        self._likeness: dict[int, Likeness] = {}
        self._documents: dict[bytes, str] = {}
        self._by_band: dict[bytes, list[int]] = {}
        self._set_aside: set[int] = set()
        self._shown: set[str] = set()
        self._hidden: set[str] = set()

    def current_hashes(self, content_hashes: Sequence[str]) -> set[str]:
        known = self._catalogue.current_hashes(content_hashes) if self._catalogue else set()
        return (known - self._hidden) | self._shown.intersection(content_hashes)

    def read_documents(self, digests: Sequence[bytes]) -> dict[bytes, ReadDocument]:
        known = self._catalogue.read_documents(digests) if self._catalogue else {}
        return {digest: one for digest, one in known.items() if one.content_hash not in self._hidden}

    def rejected_among(self, locations: Sequence[str]) -> list[str]:
        return self._catalogue.rejected_among(locations) if self._catalogue else []

    @contextlib.contextmanager
    def writing(self) -> Iterator[Rehearsal]:
        yield self

    def versions(self, url: str) -> list[KnownVersion]:
        if url not in self._versions:
            known: list[KnownVersion] = []
            if self._catalogue:
                with self._catalogue.looking() as looked:
                    known = looked.versions(url)
            self._versions[url] = known
            self._url_of.update((version.id, url) for version in known)
        return list(self._versions[url])

    def add_article(
        self, article: NewArticle, _run_id: int, version: int, is_current: bool, story_id: int | None
    ) -> int:
        article_id = -1 - len(self._new)  # no article of the catalogue has a number below one
        self._new[article_id] = StoryCandidate(article_id, article.minhash, story_id, article.source)
        said = article.title, article.published_at, article.minhash, article.text
        self._likeness[article_id] = Likeness.of(*said)
        self._url_of[article_id] = article.url
        self._versions.setdefault(article.url, []).append(
            KnownVersion(
                id=article_id,
                version=version,
                is_current=is_current,
                content_hash=article.content_hash,
                modified_at=article.modified_at,
                published_at=article.published_at,
                story_id=story_id,
                authors=article.authors,
                run_id=_run_id,
                captured_at=article.captured_at,
                utc_offset_minutes=offset_minutes(article.published_at),
            )
        )
        if is_current:
            self._show(article.content_hash)
            for key in article.bands:
                self._by_band.setdefault(key, []).append(article_id)
        return article_id

    def rehash(self, article_id: int, content_hash: str) -> None:
        self._change(article_id, content_hash=content_hash)

    def set_offset(self, article_id: int, minutes: int) -> None:
        if article_id in self._url_of:
            self._change(article_id, utc_offset_minutes=minutes)

    def set_aside(self, article_id: int) -> None:
        self._set_aside.add(article_id)
        self._change(article_id, is_current=False)

    def bring_back(self, article_id: int, modified_at: datetime | None, story_id: int | None) -> None:
        self._set_aside.discard(article_id)
        self._change(article_id, is_current=True, modified_at=modified_at, story_id=story_id)

    def likeness(self, article_id: int) -> Likeness:
        if article_id not in self._likeness:
            assert self._catalogue is not None
            with self._catalogue.looking() as looked:
                return looked.likeness(article_id)
        return self._likeness[article_id]

    def seen_again(self, article_id: int, captured_at: datetime) -> None:
        if article_id in self._url_of:
            self._change(article_id, captured_at=captured_at)

    def near_duplicate_candidates(self, bands: Sequence[bytes], url: str) -> list[StoryCandidate]:
        known: list[StoryCandidate] = []
        if self._catalogue:
            with self._catalogue.looking() as looked:
                known = looked.near_duplicate_candidates(bands, url)
        new = {article_id for key in bands for article_id in self._by_band.get(key, ())}
        found = known + [self._new[one] for one in sorted(new, reverse=True) if self._url_of[one] != url]
        return [one for one in found if one.id not in self._set_aside]

    def note_reject(self, reject: Reject, run_id: int) -> None:
        """The listener is told of it; nothing is remembered."""

    def forget_reject(self, *locations: str) -> None:
        """The list of rejects stays as it is."""

    def remember_documents(self, content_hashes: Mapping[bytes, str]) -> None:
        self._documents.update(content_hashes)

    def last_content(self, place: bytes) -> str | None:
        if self._catalogue is None or place in self._documents:
            return self._documents.get(place)
        with self._catalogue.looking() as looked:
            return looked.last_content(place)

    def note_counts(self, run_id: int, counts: Mapping[str, Any]) -> None:
        """There is no run."""

    def _change(self, article_id: int, **fields: Any) -> None:
        versions = self._versions[self._url_of[article_id]]
        at = next(at for at, version in enumerate(versions) if version.id == article_id)
        versions[at] = replace(versions[at], **fields)
        if versions[at].is_current:
            self._show(versions[at].content_hash)
        else:
            self._hidden.add(versions[at].content_hash)
            self._shown.discard(versions[at].content_hash)

    def _show(self, content_hash: str) -> None:
        self._shown.add(content_hash)
        self._hidden.discard(content_hash)
