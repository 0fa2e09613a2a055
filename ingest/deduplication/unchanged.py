"""A document that was read before and has not changed is known by its digest, and is not read again."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from hashlib import blake2b
from importlib.metadata import version

from clippings.ingest.documents import Item, RawDocument, Unchanged
from clippings.ingest.location import container_of
from clippings.ingest.sanitize import storable
from clippings.ingest.store import Store

DIGEST_BYTES = 16

_READING = 5
"""Goes up with every change of how documents are read, so that the next ingest reads all of them again."""

_READERS = ("clippings", "courlan", "htmldate", "py3langid", "pypdf", "trafilatura")
"""Packages that decide what is read from a document; another version of one may read it otherwise."""


def digest(document: RawDocument, source: str | None) -> bytes:
    """A hash of everything that decides which article a document becomes, except the day on which it is read.

    Args:
        document: As its source yielded it.
        source: The name that the admin gave, which wins over the document's own.
    """
    place = (document.fallback_url, document.fallback_source, document.identity, document.captured_at)
    told = (document.kind, document.charset, *place, document.fallback_date, source)
    parts = json.dumps([_readers(), *told, document.fields], ensure_ascii=False, sort_keys=True, default=str)
    found = blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES)
    found.update(document.content)
    return found.digest()


def recognised(store: Store, documents: Sequence[tuple[Item, str | None]]) -> list[Item]:
    """The same documents, those whose article is in the catalogue as they tell it replaced by `Unchanged`.

    One that was rejected since, alone or with all of its file, is kept: reading it clears the reject. So is what a
    server gave: its answer is to be remembered with the article.
    """
    digests = [
        digest(document, source) if isinstance(document, RawDocument) and document.validators is None else b""
        for document, source in documents
    ]
    known = store.read_documents([found for found in digests if found])
    locations = {document.location for (document, _), found in zip(documents, digests, strict=True) if found in known}
    places = {storable(one) for location in locations for one in (location, container_of(location))}
    rejected = set(store.rejected_among(sorted(places)))
    items: list[Item] = []
    for (document, _), found in zip(documents, digests, strict=True):
        location, article = document.location, known.get(found)
        if article is None or rejected & {storable(location), storable(container_of(location))}:
            items.append(document)
        else:
            items.append(Unchanged(location, article.url, source=article.source, was_read=True))
    return items


@functools.cache
def _readers() -> str:
    return f"{_READING} " + " ".join(f"{name}-{version(name)}" for name in _READERS)
