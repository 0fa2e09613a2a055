"""One ingest, from names of files and addresses to a catalogue that both indexes have caught up with."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Protocol

from clippings.core.types import Reject
from clippings.ingest import clock
from clippings.ingest.counts import Counts as Counts
from clippings.ingest.deduplication import identity, versions
from clippings.ingest.deduplication import unchanged as unchanged_documents
from clippings.ingest.deduplication.identity import Origins
from clippings.ingest.documents import Canceled, Item, RawDocument, Unchanged
from clippings.ingest.estimate import expected_documents
from clippings.ingest.location import container_of, folder_of_glob, is_address, path_of
from clippings.ingest.prepare import Ready, Result
from clippings.ingest.sanitize import storable
from clippings.ingest.screening import reject_kinds
from clippings.ingest.screening.cancellations import Notices
from clippings.ingest.sources.reader import Reading
from clippings.ingest.store import Store, StoreWriter
from clippings.ingest.workers.pool import Given, ReadBatch, Readers, read_ahead
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue import history, run_locks
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.writer import CatalogueWriter

_LEXICAL_EVERY_ARTICLES = 500


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
        "complete": reading.is_complete if reading else False,
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
        with Readers(expected) as readers:
            for batch in read_ahead(documents, archive.catalogue, readers):
                take_in(batch, archive.catalogue, run_id, counts, listener, reading)
                if counts.added + counts.updated - indexed_at >= _LEXICAL_EVERY_ARTICLES:
                    indexed_at = counts.added + counts.updated
                    archive.lexical.follow()
        if reading is not None:
            counts.retired(reading.name, reading.finish(run_id, counts.rejected))
            counts.notes.extend(reading.notes)
        listener.stage("indexing", archive.catalogue.chunks_after(archive.lexical.watermark().change))
        archive.lexical.follow(listener.advance)
        if not defer_vectors:
            pending = archive.status().pending_chunks
            listener.stage("embedding", pending)
            archive.follow_vectors(listener.advance)
        counts.seconds = round(time.monotonic() - started, 2)
        read = {storable(name) for given in inputs for name in _names(given)}
        read.update(_folders_below(inputs, archive.catalogue))
        with archive.catalogue.writing() as writer:
            writer.forget_earlier_rejects(sorted(read.union(past)), run_id)
            writer.finish_run(run_id, asdict(counts))
    return counts


def take_in(
    batch: ReadBatch,
    store: Store,
    run_id: int,
    counts: Counts,
    listener: Listener,
    reading: Reading | None = None,
) -> None:
    """Everything about one batch of documents, in one transaction; counted and told."""
    items, results = batch.items, batch.results
    known = store.current_hashes([one.article.content_hash for one in results if isinstance(one, Ready)])
    if (reading and reading.holds) or not all(isinstance(item, Unchanged) and item.was_read for item in items):
        with store.writing() as writer:
            changed = counts.changed
            entry, beside = reading.entry if reading else "", _addresses(results, known)
            origins = Origins(writer)
            notices = Notices(writer, origins)
            results = [
                _store(writer, run_id, item, one, counts, known, entry, beside, origins, notices)
                for item, one in zip(items, results, strict=True)
            ]
            writer.remember_documents(_outcomes(batch, results) | origins.new)
            if counts.changed > changed:
                writer.note_counts(run_id, asdict(counts))
            if reading is not None and isinstance(writer, CatalogueWriter):
                urls = [one.article.url if isinstance(one, Ready) else None for one in results]
                for at in reading.note(writer, run_id, items, urls):
                    counts.back(_source(results[at]))
    else:  # what was all known costs no write
        for one in results:
            counts.note(_source(one), "unchanged")
    for one in results:
        if isinstance(one, Reject):
            listener.rejected(one)
    listener.advance(len(results))


def _names(given: str) -> set[str]:
    """Under which names what was given may have been rejected before."""
    return {given} if is_address(given) else {given, str(path_of(given))}


def _folders_below(inputs: Sequence[str], catalogue: Catalogue) -> Iterator[str]:
    """Folders that were rejected before. No document has such a location: that it was met again must be asked."""
    for given in inputs:
        if not is_address(given):
            below = catalogue.rejected_below(storable(str(folder_of_glob(path_of(given)))))
            yield from (location for location in below if os.path.isdir(location))  # noqa: PTH112 (never raises)


def _source(result: Result) -> str:
    return result.article.source if isinstance(result, Ready) else result.source


def _outcomes(batch: ReadBatch, results: Sequence[Result]) -> dict[bytes, str]:
    """What the next ingest need not read again."""
    return {
        unchanged_documents.digest(document, source): one.article.content_hash
        for (document, source), one in zip(batch.given, results, strict=True)
        if isinstance(document, RawDocument) and isinstance(one, Ready) and _has_its_date(document, one)
    }


def _has_its_date(document: RawDocument, read: Ready) -> bool:
    """Whether reading it on a later day gives the same: a date to come is unknown until then. A PDF names none."""
    return bool(read.article.published_at or (document.kind == "pdf" and not document.fields.get("published_at")))


def _addresses(results: Sequence[Result], known_content: set[str]) -> set[str]:
    """Of the articles of which the current version is among them."""
    unchanged = {one.article_url for one in results if isinstance(one, Unchanged)}
    ready = (one.article for one in results if isinstance(one, Ready))
    return unchanged.union(article.url for article in ready if article.content_hash in known_content)


def _store(
    writer: StoreWriter,
    run_id: int,
    item: Item,
    read: Result,
    counts: Counts,
    known_content: set[str],
    entry: str,
    beside: set[str],
    origins: Origins,
    notices: Notices,
) -> Result:
    """Store one document; what comes back has its article under the address that it was given.

    What it became none of comes back as a reject: of an article that its publisher canceled, for instance.
    """
    if isinstance(read, Canceled):
        return _cancel(writer, run_id, read, counts, notices)
    if isinstance(read, Reject):
        return _reject(writer, run_id, read, counts)
    if isinstance(read, Unchanged):
        counts.note(read.source, "unchanged", documents=read.documents)
        if read.was_read:  # known documents were compared with the rejects already
            return read
    writer.forget_reject(read.location, container_of(read.location))
    if isinstance(read, Unchanged) or not isinstance(item, RawDocument):
        return read
    article = read.article
    if article.content_hash in known_content:
        counts.described(article.source, read.undated, read.is_dated_by_change, read.is_unsourced, read.shape)
        counts.note(article.source, versions.learn_again(writer, article))
        return read
    named = article.url
    known = writer.versions(named)
    relation: identity.Relation = "own"
    if known or read.part > 1:
        found = identity.placed(writer, item, article, read.part, origins, run_id, beside)
        article, known, relation = found.article, found.known, found.relation
        read = replace(read, article=article)
    if reason := notices.why_canceled(named, item.identity, relation == "apart", article, known):
        return _reject(writer, run_id, Reject(read.location, reason, article.source, kind="withdrawn article"), counts)
    counts.described(article.source, read.undated, read.is_dated_by_change, read.is_unsourced, read.shape)
    if relation != "own":
        counts.placed_beside(article.source, relation, named)
    origins.note(item, article)
    if not known:
        story_id = versions.story(writer, article, of_others=relation != "own")
        writer.add_article(article, run_id, 1, True, story_id)
        counts.note(article.source, "added", len(article.chunks), duplicate=story_id is not None)
        return read
    place = versions.place_of(item, article, entry)
    chunks = 0
    outcome = versions.known_content(writer, article, known, place, beside, _is_capture(item))
    if outcome is None:
        outcome = versions.add_version(writer, run_id, article, known)
        chunks = len(article.chunks) if outcome == "updated" else 0
    if outcome == "updated":
        writer.remember_documents({place: article.content_hash})
    counts.note(article.source, outcome, chunks)
    return read


def _reject(writer: StoreWriter, run_id: int, reject: Reject, counts: Counts) -> Reject:
    counts.note(reject.source, "rejected")
    if kind := reject.kind or reject_kinds.kind_of(reject.reason):
        counts.rejected_as(reject.source, kind)
    writer.note_reject(reject, run_id)
    return reject


def _cancel(writer: StoreWriter, run_id: int, notice: Canceled, counts: Counts, notices: Notices) -> Canceled | Reject:
    """Take the article of a notice out of the indexes; a notice of an article that nobody has is a reject."""
    outcome = notices.cancel(notice)
    if outcome == "unknown":
        reason = f"{notice.reason}; the archive has no article of its address ({notice.url})"
        reject = Reject(notice.location, reason, notice.source, kind="withdrawn article")
        return _reject(writer, run_id, reject, counts)
    writer.forget_reject(notice.location, container_of(notice.location))
    counts.note(notice.source, "updated" if outcome == "retired" else "unchanged")
    counts.canceled_by_notice(notice.source, int(outcome == "retired"))
    return notice


def _is_capture(document: RawDocument) -> bool:
    return document.captured_at is not None and document.validators is None
