"""One ingest, from names of files and addresses to a catalogue that both indexes have caught up with."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from clippings.core.errors import ClippingsError
from clippings.core.time_window import utc
from clippings.core.types import Reject
from clippings.ingest import unchanged_documents
from clippings.ingest.raw_document import RawDocument, Unreadable
from clippings.ingest.sources import files
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue_writer import CatalogueWriter, KnownVersion, NewArticle

if TYPE_CHECKING:
    from clippings.ingest.extract import ExtractedArticle

log = logging.getLogger(__name__)

_BATCH = 100
"""Documents in one transaction: what a crash can make the next run read again."""

_LEXICAL_EVERY_ARTICLES = 2_000

Outcome = Literal["added", "updated", "unchanged"]


@dataclass(slots=True)
class Counts:
    """What one ingest did. Every document seen is added, updated, unchanged or rejected."""

    seen: int = 0
    added: int = 0
    updated: int = 0
    """New content at a known address; the earlier version stays in the catalogue."""
    unchanged: int = 0
    deleted: int = 0
    """Taken out of the indexes because the source no longer has them; files and addresses never claim that."""
    duplicates: int = 0
    """Of those added, how many tell a story that another address told in nearly the same words."""
    rejected: int = 0
    chunks: int = 0
    seconds: float = 0.0


class Listener(Protocol):
    """Who watches an ingest: a progress bar, a log, a message that updates itself."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins: "reading" counts documents, "indexing" and "embedding" count chunks."""

    def advance(self, count: int) -> None:
        """So many more are done in this stage."""

    def rejected(self, reject: Reject) -> None:
        """Something could not be ingested."""


def ingest(
    archive: Archive,
    inputs: Sequence[str],
    listener: Listener,
    source: str | None = None,
    defer_vectors: bool = False,
) -> Counts:
    """Take everything in `inputs` into the archive.

    Articles and their chunks are written first; an interruption after that loses nothing, the next command goes on.

    Args:
        archive: Where to.
        inputs: Files, folders and web addresses. One that cannot be read is a reject, and the rest go on.
        listener: Is told how it goes.
        source: The name of the source of all of them; else each document's own.
        defer_vectors: Return when the lexical index has caught up; vectors follow at a later command.
    """
    started = time.monotonic()
    counts = Counts()
    with archive.catalogue.writing() as writer:
        run_id = writer.start_run(inputs)
    listener.stage("reading", None)
    indexed_at = 0
    for batch in _batches(_documents(archive, inputs)):
        news = unchanged_documents.left_out(archive.catalogue, batch, source)
        counts.seen += len(batch) - len(news)
        counts.unchanged += len(batch) - len(news)
        found = [_extract(document, source) for document in news]
        hashes = [item.content_hash for item in found if isinstance(item, _Found)]
        unchanged = archive.catalogue.current_hashes(hashes)
        prepared = [_prepare(item, unchanged) for item in found]
        if prepared:
            with archive.catalogue.writing() as writer:
                for item in prepared:
                    _store(writer, run_id, item, counts)
                writer.remember_documents(_outcomes(news, found, source))
        for item in prepared:
            if isinstance(item, Reject):
                listener.rejected(item)
        listener.advance(len(batch))
        if counts.added + counts.updated - indexed_at >= _LEXICAL_EVERY_ARTICLES:
            indexed_at = counts.added + counts.updated
            archive.lexical.follow()
    listener.stage("indexing", None)
    archive.lexical.follow(listener.advance)
    if not defer_vectors:
        pending = archive.status().pending_chunks
        listener.stage("embedding", pending)
        archive.follow_vectors(listener.advance)
    counts.seconds = round(time.monotonic() - started, 2)
    with archive.catalogue.writing() as writer:
        writer.finish_run(run_id, asdict(counts))
    return counts


def _documents(archive: Archive, inputs: Iterable[str]) -> Iterator[RawDocument | Reject]:
    for given in inputs:
        try:
            if given.startswith(("http://", "https://")):
                from clippings.ingest.sources import web

                yield from web.documents(given, archive.settings.allow_local_addresses)
            else:
                yield from files.documents(Path(given).expanduser())
        except ClippingsError as error:
            yield Reject(given, str(error))


def _batches(documents: Iterator[RawDocument | Reject]) -> Iterator[list[RawDocument | Reject]]:
    while batch := list(islice(documents, _BATCH)):
        yield batch


@dataclass(frozen=True, slots=True)
class _Found:
    location: str
    article: ExtractedArticle
    content_hash: str
    """Of the address and everything that a reader sees: equal hashes mean that nothing changed."""


def _extract(document: RawDocument | Reject, source: str | None) -> _Found | Reject:
    """All that one document says, or why it says nothing."""
    from clippings.ingest.extract import extract, storable

    if isinstance(document, Reject):
        return Reject(storable(document.location), storable(document.reason), storable(document.source))
    location = storable(document.location)  # a file's name need not be text
    try:
        article = extract(document, source)
    except Unreadable as reason:
        return Reject(location, str(reason), storable(source or document.fallback_source))
    except Exception as error:  # one hostile document must not end a run of ten thousand
        log.exception("unexpected error in %s", location)
        return Reject(location, storable(f"it could not be read ({type(error).__name__}: {error})"), source or "")
    moment = str(article.published_at and utc(article.published_at))
    shown = [article.url, article.title, article.source, moment, article.text]
    content_hash = sha256("\x00".join(shown).encode("utf-8", "surrogatepass")).hexdigest()
    return _Found(location, article, content_hash)


def _outcomes(
    documents: list[RawDocument | Reject], found: list[_Found | Reject], source: str | None
) -> dict[bytes, str]:
    """What the next ingest need not read again. An undated article is read again: its date may have been to come."""
    return {
        unchanged_documents.digest(document, source): item.content_hash
        for document, item in zip(documents, found, strict=True)
        if isinstance(document, RawDocument) and isinstance(item, _Found) and item.article.published_at
    }


def _prepare(item: _Found | Reject, unchanged: set[str]) -> tuple[str, NewArticle | None] | Reject:
    """The work on one document that needs no transaction; None for an article that the catalogue has already."""
    if isinstance(item, Reject):
        return item
    if item.content_hash in unchanged:
        return item.location, None
    from clippings.ingest import chunking, near_duplicates

    found = item.article
    minhash, bands = near_duplicates.signature(found.text)
    return item.location, NewArticle(
        url=found.url,
        title=found.title,
        source=found.source,
        published_at=found.published_at,
        modified_at=found.modified_at,
        language=found.language,
        text=found.text,
        authors=found.authors,
        content_hash=item.content_hash,
        minhash=minhash,
        bands=bands,
        chunks=chunking.chunk(found.text, found.language),
    )


def _store(writer: CatalogueWriter, run_id: int, item: tuple[str, NewArticle | None] | Reject, counts: Counts) -> None:
    counts.seen += 1
    if isinstance(item, Reject):
        counts.rejected += 1
        writer.note_reject(item, run_id)
        return
    location, article = item
    writer.forget_reject(location)
    if article is None:
        counts.unchanged += 1
        return
    known = writer.versions(article.url)
    outcome = _known_content(writer, article, known) or _add(writer, run_id, article, known, counts)
    setattr(counts, outcome, getattr(counts, outcome) + 1)


def _add(
    writer: CatalogueWriter, run_id: int, article: NewArticle, known: list[KnownVersion], counts: Counts
) -> Outcome:
    """Add new content: the first version at its address, or one that replaces the current version."""
    counts.chunks += len(article.chunks)
    if not known:
        story_id = _story(writer, article)
        counts.duplicates += story_id is not None
        writer.add_article(article, run_id, version=1, is_current=True, story_id=story_id)
        return "added"
    current = next(version for version in known if version.is_current)
    is_newer = _is_newer(article, current)
    if is_newer:
        writer.set_aside(current.id)
    writer.add_article(article, run_id, len(known) + 1, is_newer, known[0].story_id)
    return "updated"


def _known_content(writer: CatalogueWriter, article: NewArticle, known: list[KnownVersion]) -> Outcome | None:
    """The outcome when the address already has, or had, this very content; None when the content is new."""
    same = next((version for version in known if version.content_hash == article.content_hash), None)
    if same is None:
        return None
    current = next(version for version in known if version.is_current)
    if same.is_current or not (article.modified_at and current.modified_at):
        return "unchanged"
    if article.modified_at <= current.modified_at:
        return "unchanged"
    writer.set_aside(current.id)
    writer.bring_back(same.id, article.modified_at)
    return "updated"


def _is_newer(article: NewArticle, current: KnownVersion) -> bool:
    """Whether an article replaces the current version: it does unless both say when, and it is the earlier one."""
    mine = article.modified_at or article.published_at
    theirs = current.modified_at or current.published_at
    return mine is None or theirs is None or mine >= theirs


def _story(writer: CatalogueWriter, article: NewArticle) -> int | None:
    """The article that told this story first in nearly the same words, if there is one."""
    from clippings.ingest import near_duplicates

    for article_id, minhash, story_id in writer.near_duplicate_candidates(article.bands, article.url):
        if near_duplicates.similarity(article.minhash, minhash) >= near_duplicates.LEAST_SIMILARITY:
            return story_id or article_id
    return None
