"""Addresses that a feed, a sitemap or a list names: what is said about each, before any of them is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from clippings.core.types import Reject
from clippings.ingest.documents import Canceled, RawDocument


@dataclass(frozen=True, slots=True)
class Link:
    """A page to be fetched."""

    url: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What is said about the article there: title, published_at, source, language."""
    modified: str = ""
    """When the page changed last, as it is written there."""

    @property
    def stamp(self) -> str:
        """Changes when anything that is said about the page does; empty where nothing is said."""
        said = [self.modified, *(f"{name}={self.fields[name]}" for name in sorted(self.fields) if self.fields[name])]
        return sha256("\x00".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:32] if any(said) else ""


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A record that names a page and has no text of its own."""

    link: Link
    reject: Reject
    """What to tell where nothing is fetched."""


FromRecord = RawDocument | Canceled | Reject | Unfetched
"""What one record of a file gives."""


def unfetched(item: FromRecord) -> RawDocument | Canceled | Reject:
    """The same item; the reject, of a record that only names a page."""
    return item.reject if isinstance(item, Unfetched) else item
