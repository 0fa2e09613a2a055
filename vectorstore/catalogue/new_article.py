"""An article on its way into the catalogue. Processes that only read documents make it, and load no database for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clippings.core.sentences import Span


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article as ingest found it, ready to be added: everything of `core.types.Article` but the ids."""

    url: str
    title: str
    source: str
    published_at: datetime | None
    """In the timezone that the source gave, so that its own date is known."""
    modified_at: datetime | None
    language: str
    text: str
    authors: tuple[str, ...]
    content_hash: str
    minhash: bytes
    bands: tuple[bytes, ...]
    """Keys of the signature's bands: articles that share one are candidates for near-duplicates."""
    chunks: tuple[Span, ...]
    captured_at: datetime | None = None
    """When its server gave this content: the date of a web archive's record, or of a fetch; else unknown."""
