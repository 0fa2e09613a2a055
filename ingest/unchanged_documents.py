"""A document that was read before and has not changed is known by its digest, and is not read again."""

from __future__ import annotations

import functools
import json
from hashlib import blake2b
from importlib.metadata import version

from clippings.core.types import Reject
from clippings.ingest.raw_document import RawDocument
from clippings.vectorstore.catalogue import Catalogue

DIGEST_BYTES = 16

_READING = 1
"""Goes up with every change of how documents are read, so that the next ingest reads all of them again."""

_READERS = ("clippings", "courlan", "htmldate", "py3langid", "trafilatura")
"""Packages that decide what is read from a document; another version of one may read it otherwise."""


def digest(document: RawDocument, source: str | None) -> bytes:
    """A hash of everything that decides which article a document becomes, except the day on which it is read.

    Args:
        document: As its source yielded it.
        source: The name that the admin gave, which wins over the document's own.
    """
    told = (document.kind, document.charset, document.fallback_url, document.fallback_source, source)
    parts = json.dumps([_readers(), *told, document.fields], ensure_ascii=False, sort_keys=True, default=str)
    found = blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES)
    found.update(document.content)
    return found.digest()


def left_out(
    catalogue: Catalogue, documents: list[RawDocument | Reject], source: str | None
) -> list[RawDocument | Reject]:
    """The documents without those whose article is in the catalogue as they tell it, in their order.

    One whose location was rejected since is kept, so that reading it clears the reject.
    """
    digests = [digest(document, source) if isinstance(document, RawDocument) else b"" for document in documents]
    known = catalogue.unchanged_documents([found for found in digests if found])
    paired = list(zip(documents, digests, strict=True))
    unchanged = [one.location for one, found in paired if found in known and _is_storable(one.location)]
    skipped = set(unchanged) - set(catalogue.rejected_among(unchanged))
    return [document for document, found in paired if found not in known or document.location not in skipped]


def _is_storable(location: str) -> bool:
    """Whether a database takes it; a file's name need not be text."""
    return not any("\ud800" <= character <= "\udfff" for character in location)


@functools.cache
def _readers() -> str:
    return f"{_READING} " + " ".join(f"{name}-{version(name)}" for name in _READERS)
