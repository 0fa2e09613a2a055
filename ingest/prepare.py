"""From one document to an article that is ready for the catalogue: what needs neither the catalogue nor an order."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from clippings.core.types import Reject
from clippings.ingest.deduplication.content_hash import content_hash
from clippings.ingest.documents import Canceled, Item, RawDocument, Unchanged, Unreadable
from clippings.ingest.sanitize import storable
from clippings.ingest.workers.time_limit import TookTooLong, time_limit
from clippings.vectorstore.catalogue.new_article import NewArticle

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """An article, and where its document was found."""

    location: str
    article: NewArticle
    part: int = 0
    """Which page of a story it is; 0 when nothing says."""
    undated: str = ""
    """Why it has no date of publication; empty when it has one."""
    is_dated_by_change: bool = False
    """Whether its date is when its feed says that it was changed last, because the feed says nothing else."""
    is_unsourced: bool = False
    """Whether nothing names its source, so that its folder's or server's name stands for it."""
    shape: str = ""
    """The tool or format in whose shape it was written; see `RawDocument.shape`."""


Result = Ready | Unchanged | Canceled | Reject


def ready(document: Item, source: str | None) -> Result:
    """All that one document says, or why it says nothing.

    Args:
        document: As its source yielded it.
        source: The name that the admin gave, which wins over the document's own.
    """
    if isinstance(document, Unchanged):
        return replace(document, source=document.source or source or urlsplit(document.location).hostname or "")
    if isinstance(document, Reject):
        told = storable(document.location), storable(document.reason), storable(source or document.source)
        return Reject(*told, kind=document.kind)
    if isinstance(document, Canceled):
        return replace(
            document,
            location=storable(document.location),
            url=storable(document.url),
            identity=storable(document.identity),
            source=storable(source or document.source),
        )
    location = storable(document.location)  # a file's name need not be text
    try:
        with time_limit():
            return _article(document, location, source)
    except (Unreadable, TookTooLong) as reason:
        kind = reason.kind if isinstance(reason, Unreadable) else ""
        return Reject(location, str(reason), storable(source or document.fallback_source), kind=kind)
    except Exception as error:  # one hostile document must not end a run of ten thousand
        log.exception("unexpected error in %s", location)
        return Reject(location, storable(f"it could not be read ({type(error).__name__}: {error})"), source or "")


def _article(document: RawDocument, location: str, source: str | None) -> Ready:
    from clippings.ingest import chunking
    from clippings.ingest.deduplication import near_duplicates
    from clippings.ingest.extraction.extract import extract

    found = extract(document, source)
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
        content_hash=content_hash(found),
        minhash=minhash,
        bands=bands,
        chunks=chunking.chunk(found.text, found.language),
        captured_at=document.captured_at,
    )
    told = found.part, found.undated, found.is_dated_by_change, found.is_unsourced
    return Ready(location, article, *told, document.shape)
