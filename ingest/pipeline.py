"""One ingest, from names of files and addresses to a catalogue that both indexes have caught up with."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from clippings.core.time_window import utc
from clippings.core.types import Reject
from clippings.ingest import clock, unchanged_documents, versions
from clippings.ingest.counts import Counts as Counts
from clippings.ingest.expected import expected_documents
from clippings.ingest.location import container_of, is_address, path_of
from clippings.ingest.raw_document import Item, RawDocument, Unchanged, Unreadable
from clippings.ingest.reading import Reading
from clippings.ingest.storable import storable
from clippings.ingest.store import Store, Writer
from clippings.vectorstore import history, run_locks
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue_writer import CatalogueWriter, NewArticle

if TYPE_CHECKING:
    from clippings.ingest.extract import ExtractedArticle

log = logging.getLogger(__name__)

_BATCH = 100
"""Documents in one transaction: what a crash can make the next run read again."""

_LEXICAL_EVERY_ARTICLES = 2_000

Given = tuple[Item, str | None]
"""A document, and the name of its source when the admin gave one."""


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
    reading: Reading | None = None,
) -> Counts:
    """Take everything in `inputs` into the archive.

    Articles and their chunks are written first; an interruption after that loses nothing, the next command goes on.

    Args:
        archive: Where to.
        inputs: Files, folders, globs and web addresses. One that cannot be read is a reject, and the rest go on.
        listener: Is told how it goes.
        source: The name of the source of all of them; else each document's own.
        defer_vectors: Return when the lexical index has caught up; vectors follow at a later command.
        reading: How they are read, for an entry of `sources.yaml`.
    """
    reading = reading or Reading(archive.settings, archive.catalogue, source)
    documents = ((document, source) for document in reading.documents(inputs))
    expected = expected_documents(inputs)
    return ingest_documents(archive, documents, listener, inputs, source, defer_vectors, expected, reading=reading)


def ingest_documents(
    archive: Archive,
    documents: Iterator[Given],
    listener: Listener,
    inputs: Sequence[str],
    source: str | None = None,
    defer_vectors: bool = False,
    expected: int | None = None,
    past: Sequence[str] = (),
    reading: Reading | None = None,
) -> Counts:
    """The same for documents that someone else found.

    Args:
        archive, listener, defer_vectors: As in `ingest`.
        documents: What to take in.
        inputs, source: What the run is remembered by.
        expected: About how many documents there are, if that is known.
        past: Locations, beside the inputs, whose earlier rejects are past when this run does not meet them again.
        reading: Where the documents come from, when it remembers what it fetched and knows what is gone.
    """
    started = time.monotonic()
    counts = Counts()
    options = {
        "source": source,
        "entry": reading.entry if reading else "",
        "folder": str(Path.cwd()),
        "machine": run_locks.machine(),
    }
    with archive.catalogue.writing() as writer:
        if last := history.latest_start(writer.connection):
            clock.has_passed(last)
        run_id = writer.start_run([storable(given) for given in inputs], options)
    with run_locks.running(run_id, archive.settings.home, archive.catalogue):
        listener.stage("reading", expected)
        indexed_at = 0
        for batch in batches(documents):
            take_in(batch, archive.catalogue, run_id, counts, listener, reading)
            if counts.added + counts.updated - indexed_at >= _LEXICAL_EVERY_ARTICLES:
                indexed_at = counts.added + counts.updated
                archive.lexical.follow()
        if reading is not None:
            counts.retired(reading.name, reading.finish(run_id, counts.rejected))
        listener.stage("indexing", archive.catalogue.chunks_after(archive.lexical.watermark().change))
        archive.lexical.follow(listener.advance)
        if not defer_vectors:
            pending = archive.status().pending_chunks
            listener.stage("embedding", pending)
            archive.follow_vectors(listener.advance)
        counts.seconds = round(time.monotonic() - started, 2)
        with archive.catalogue.writing() as writer:
            read = {storable(name) for given in inputs for name in _names(given)}
            writer.forget_earlier_rejects(sorted(read.union(past)), run_id)
            writer.finish_run(run_id, asdict(counts))
    return counts


def take_in(
    batch: list[Given],
    store: Store,
    run_id: int,
    counts: Counts,
    listener: Listener,
    reading: Reading | None = None,
) -> None:
    """Everything about one batch of documents, in one transaction; counted and told."""
    items = unchanged_documents.recognised(store, batch)
    found = [_extract(item, source) for item, (_, source) in zip(items, batch, strict=True)]
    hashes = [item.content_hash for item in found if isinstance(item, _Found)]
    unchanged = store.current_hashes(hashes)
    prepared = [_prepare(item, unchanged) for item in found]
    if (reading and reading.holds) or not all(isinstance(item, Unchanged) and item.was_read for item in items):
        with store.writing() as writer:
            changed = counts.changed
            for item in prepared:
                _store(writer, run_id, item, counts)
            writer.remember_documents(_outcomes(batch, found))
            if counts.changed > changed:
                writer.note_counts(run_id, asdict(counts))
            if reading is not None and isinstance(writer, CatalogueWriter):
                urls = [item.article.url if isinstance(item, _Found) else None for item in found]
                for at in reading.note(writer, run_id, items, urls):
                    counts.back(prepared[at].source)
    else:  # what was all known costs no write
        for item in prepared:
            counts.note(item.source, "unchanged")
    for item in prepared:
        if isinstance(item, Reject):
            listener.rejected(item)
    listener.advance(len(batch))


def _names(given: str) -> set[str]:
    """Under which names what was given may have been rejected before."""
    return {given} if is_address(given) else {given, str(path_of(given))}


def batches(documents: Iterator[Given]) -> Iterator[list[Given]]:
    while batch := list(islice(documents, _BATCH)):
        yield batch


@dataclass(frozen=True, slots=True)
class _Found:
    location: str
    article: ExtractedArticle
    content_hash: str
    """Of the address and everything that a reader sees: equal hashes mean that nothing changed."""


def _extract(document: Item, source: str | None) -> _Found | Unchanged | Reject:
    """All that one document says, or why it says nothing."""
    if isinstance(document, Unchanged):
        return replace(document, source=document.source or source or urlsplit(document.location).hostname or "")
    from clippings.ingest.extract import extract

    if isinstance(document, Reject):
        return Reject(storable(document.location), storable(document.reason), storable(source or document.source))
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


def _outcomes(batch: Sequence[Given], found: Sequence[object]) -> dict[bytes, str]:
    """What the next ingest need not read again. An undated article is read again: its date may have been to come."""
    return {
        unchanged_documents.digest(document, source): item.content_hash
        for (document, source), item in zip(batch, found, strict=True)
        if isinstance(document, RawDocument) and isinstance(item, _Found) and item.article.published_at
    }


@dataclass(frozen=True, slots=True)
class _Prepared:
    location: str
    source: str
    article: NewArticle | None
    """None when the catalogue has it already."""


def _prepare(item: _Found | Unchanged | Reject, unchanged: set[str]) -> _Prepared | Unchanged | Reject:
    """The work on one document that needs no transaction."""
    if isinstance(item, Unchanged | Reject):
        return item
    found = item.article
    if item.content_hash in unchanged:
        return _Prepared(item.location, found.source, None)
    from clippings.ingest import chunking, near_duplicates

    minhash, bands = near_duplicates.signature(found.text)
    article = NewArticle(
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
    return _Prepared(item.location, found.source, article)


def _store(writer: Writer, run_id: int, item: _Prepared | Unchanged | Reject, counts: Counts) -> None:
    if isinstance(item, Reject):
        counts.note(item.source, "rejected")
        writer.note_reject(item, run_id)
        return
    if isinstance(item, Unchanged):
        counts.note(item.source, "unchanged", documents=item.documents)
        if item.was_read:  # known documents were compared with the rejects already
            return
    writer.forget_reject(item.location, container_of(item.location))
    if isinstance(item, Unchanged):
        return
    article = item.article
    if article is None:
        counts.note(item.source, "unchanged")
        return
    known = writer.versions(article.url)
    outcome = versions.known_content(writer, article, known)
    if outcome:
        counts.note(item.source, outcome)
    elif known:
        versions.add_version(writer, run_id, article, known)
        counts.note(item.source, "updated", len(article.chunks))
    else:
        story_id = versions.story(writer, article)
        writer.add_article(article, run_id, 1, True, story_id)
        counts.note(item.source, "added", len(article.chunks), duplicate=story_id is not None)
