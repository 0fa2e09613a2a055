"""Rejects, read again: each from the file, line or address where it was met."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from clippings.core.settings import Settings
from clippings.core.types import Reject, Run
from clippings.ingest.counts import Counts, SourceCounts
from clippings.ingest.documents import Item
from clippings.ingest.location import container_of, is_address
from clippings.ingest.pipeline import Listener, ingest_documents
from clippings.ingest.sources.reader import Reading, web_fetcher
from clippings.ingest.workers.pool import Given
from clippings.vectorstore.archive import Archive

Read = Callable[[str], Iterator[Item]]
"""All documents of one file, folder or address."""


@dataclass(frozen=True, slots=True)
class Again:
    """Rejects of runs that were given the same name of a source, so that they are read under it again."""

    source: str | None
    locations: tuple[str, ...]
    """As they stand in the list of rejects."""
    places: dict[str, set[str]]
    """What to read, and which locations in it; paths are absolute."""

    def documents(self, read: Read) -> Iterator[Given]:
        for container, wanted in self.places.items():
            yield from ((document, self.source) for document in read_again(container, wanted, read))


def retry_rejects(archive: Archive, listener: Listener, defer_vectors: bool = False) -> Counts:
    """Read every reject again. What can be ingested now leaves the list; the rest stays, with the reason of today."""
    started = time.monotonic()
    total = Counts()
    read = reader(archive.settings)
    for again in to_read_again(archive.catalogue.rejects_by_run()):
        inputs = list(again.places)
        found = again.documents(read)
        counts = ingest_documents(
            archive, found, listener, inputs, again.source, True, len(again.locations), again.locations
        )
        total.include(counts)
        for name, one in counts.sources.items():
            total.sources.setdefault(name, SourceCounts()).include(one)
    if not defer_vectors:
        listener.stage("embedding", archive.status().pending_chunks)
        archive.follow_vectors(listener.advance)
    total.seconds = round(time.monotonic() - started, 2)
    return total


def reader(settings: Settings) -> Read:
    """Reads everything anew, whatever was fetched before, and keeps its distance to each server over all of it."""
    fetcher = web_fetcher(settings)
    return lambda container: Reading(settings, None, fetcher=fetcher).documents([container])


def to_read_again(rejects_by_run: Iterable[tuple[Run, list[Reject]]]) -> list[Again]:
    """What to read, and under which name. A relative path is looked for where its run was started."""
    locations: dict[str | None, list[str]] = {}
    places: dict[str | None, dict[str, set[str]]] = {}
    for run, rejects in rejects_by_run:
        if run.options.get("entry"):  # an entry of sources.yaml knows how to read them: its next run does
            continue
        source = run.options.get("source")
        whole = partial(_whole, Path(run.options.get("folder") or ""))
        for reject in rejects:
            location, container = whole(reject.location)
            locations.setdefault(source, []).append(reject.location)
            places.setdefault(source, {}).setdefault(container, set()).add(location)
    return [Again(source, tuple(locations[source]), places[source]) for source in places]


def read_again(container: str, wanted: set[str], read: Read) -> Iterator[Item]:
    """The documents at the wanted locations, and for each that is no more, a reject that says so.

    Where the container itself is wanted (a folder or feed that could not be read at all), everything in it is.
    """
    missing = set(wanted)
    everything = container in wanted
    anything = False
    reason = f"it is not there any more: {container} has no such entry now"
    for document in read(container):
        location = document.location
        if location == container and not everything:  # it cannot be read at all, or it holds one article now
            if isinstance(document, Reject):
                reason = document.reason
            elif is_address(container) and len(missing) == 1:  # the page of a link that ends in #3
                yield replace(document, location=missing.pop())
            continue
        if everything or location in missing:
            missing.discard(location)
            anything = True
            yield document
        if not missing and not everything:
            return
    if anything:
        missing.discard(container)
    yield from (Reject(location, reason) for location in sorted(missing))


def _whole(folder: Path, location: str) -> tuple[str, str]:
    """A location and its container, with absolute paths."""
    if is_address(location):
        return location, container_of(location)
    absolute = str(folder / Path(location).expanduser())
    if Path(absolute).exists():
        return absolute, absolute
    return absolute, container_of(absolute)
