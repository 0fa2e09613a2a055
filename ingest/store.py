"""What the pipeline asks of a catalogue. Two answer: the catalogue itself, and a dry run's `Rehearsal`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from clippings.core.types import Reject
from clippings.vectorstore.catalogue import ReadDocument
from clippings.vectorstore.catalogue_writer import Candidate, KnownVersion, NewArticle


class Writer(Protocol):
    """One transaction; see `clippings.vectorstore.catalogue_writer.CatalogueWriter`."""

    def versions(self, url: str, /) -> list[KnownVersion]: ...

    def add_article(
        self, article: NewArticle, run_id: int, version: int, is_current: bool, story_id: int | None, /
    ) -> int: ...

    def rehash(self, article_id: int, content_hash: str, /) -> None: ...

    def set_aside(self, article_id: int, /) -> None: ...

    def bring_back(self, article_id: int, modified_at: datetime | None, story_id: int | None, /) -> None: ...

    def near_duplicate_candidates(self, bands: Sequence[bytes], url: str, /) -> list[Candidate]: ...

    def note_reject(self, reject: Reject, run_id: int, /) -> None: ...

    def forget_reject(self, *locations: str) -> None: ...

    def remember_documents(self, content_hashes: Mapping[bytes, str], /) -> None: ...

    def last_content(self, place: bytes, /) -> str | None: ...

    def note_counts(self, run_id: int, counts: Mapping[str, Any], /) -> None: ...


class Store(Protocol):
    """What is known already, and transactions that add to it."""

    def current_hashes(self, content_hashes: Sequence[str], /) -> set[str]: ...

    def read_documents(self, digests: Sequence[bytes], /) -> dict[bytes, ReadDocument]: ...

    def rejected_among(self, locations: Sequence[str], /) -> list[str]: ...

    def writing(self) -> AbstractContextManager[Writer]: ...
