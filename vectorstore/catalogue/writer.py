"""What a transaction may do to the catalogue. Nothing here deletes an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from clippings.core.types import Reject
from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.new_article import NewArticle

_VARIABLES = 900
"""Bound values in one statement, below SQLite's oldest limit of 999."""


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """What the catalogue already has under an address."""

    id: int
    version: int
    is_current: bool
    content_hash: str
    modified_at: datetime | None
    published_at: datetime | None
    story_id: int | None
    authors: Sequence[str]
    run_id: int
    """The run that added it."""
    captured_at: datetime | None = None
    utc_offset_minutes: int | None = None


class Likeness(NamedTuple):
    """What of a version decides whether another text at its address is the same article."""

    title: str
    published_at: datetime | None
    minhash: bytes
    """Empty for a text that is too short for a signature."""
    text_digest: bytes
    has_headline: bool
    """False where the beginning of the text stands for one."""

    @classmethod
    def of(cls, title: str, published_at: datetime | None, minhash: bytes | None, text: str) -> Likeness:
        """What a text of this headline and moment is compared by."""
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return cls(title, published_at, minhash or b"", digest, not text.startswith(title.removesuffix("...")))


class StoryCandidate(NamedTuple):
    """A current article that may tell the same story, by a band of its signature."""

    id: int
    minhash: bytes
    story_id: int | None
    source: str


# What is asked for every article is put together once: building a statement takes longer than SQLite needs for it.
_ARTICLES, _BANDS = tables.articles.c, tables.near_duplicate_bands.c
_VERSIONS = (
    select(*(_ARTICLES[name] for name in KnownVersion.__dataclass_fields__))
    .where(_ARTICLES.url == bindparam("url"))
    .order_by(_ARTICLES.version)
)
_LIKENESS = select(_ARTICLES.title, _ARTICLES.published_at, _ARTICLES.minhash, _ARTICLES.text).where(
    _ARTICLES.id == bindparam("article_id")
)
_CANDIDATES = (
    select(_ARTICLES.id, _ARTICLES.minhash, _ARTICLES.story_id, tables.sources.c.name)
    .join(tables.sources)
    .where(
        _ARTICLES.id.in_(select(_BANDS.article_id).where(_BANDS.key.in_(bindparam("keys", expanding=True)))),
        _ARTICLES.is_current,
        _ARTICLES.url != bindparam("url"),
    )
    .order_by(_ARTICLES.id)
)
_FORGET_REJECTS = delete(tables.rejects).where(tables.rejects.c.location.in_(bindparam("locations", expanding=True)))


class CatalogueWriter:
    """One open transaction; made by `Catalogue.writing()`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._source_ids: dict[str, int] = {}

    def start_run(self, inputs: Sequence[str], options: Mapping[str, Any] | None = None) -> int:
        """Remember that an ingest begins; `options` tell how it was called, for whoever repeats a part of it."""
        return self._insert(
            tables.runs, started_at=datetime.now(UTC), inputs=list(inputs), counts={}, options=dict(options or {})
        )

    def note_counts(self, run_id: int, counts: Mapping[str, Any]) -> None:
        """How far a run is, so that one that is killed can say how far it came."""
        self.connection.execute(update(tables.runs).where(tables.runs.c.id == run_id).values(counts=dict(counts)))

    def finish_run(self, run_id: int, counts: Mapping[str, Any]) -> None:
        self.connection.execute(
            update(tables.runs)
            .where(tables.runs.c.id == run_id)
            .values(finished_at=datetime.now(UTC), counts=dict(counts))
        )

    def versions(self, url: str) -> list[KnownVersion]:
        """All versions of the article at `url`, oldest first."""
        return [KnownVersion(*row) for row in self.connection.execute(_VERSIONS, {"url": url})]

    def add_article(
        self, article: NewArticle, run_id: int, version: int, is_current: bool, story_id: int | None
    ) -> int:
        """Add an article with its chunks, and the change number that followers will see."""
        article_id = self._insert(
            tables.articles,
            source_id=self._source_id(article.source),
            run_id=run_id,
            url=article.url,
            version=version,
            is_current=is_current,
            title=article.title,
            published_at=article.published_at,
            utc_offset_minutes=offset_minutes(article.published_at),
            modified_at=article.modified_at,
            language=article.language,
            authors=list(article.authors),
            text=article.text,
            content_hash=article.content_hash,
            story_id=story_id,
            minhash=article.minhash,
            ingested_at=datetime.now(UTC),
            captured_at=article.captured_at,
        )
        self._insert_many(
            tables.chunks,
            [
                {"article_id": article_id, "ordinal": ordinal, "start": span.start, "end": span.end}
                for ordinal, span in enumerate(article.chunks)
            ],
        )
        self._insert_many(
            tables.near_duplicate_bands,
            [{"key": key, "article_id": article_id} for key in article.bands],
        )
        if is_current:
            self._note_change(article_id)
        return article_id

    def rehash(self, article_id: int, content_hash: str) -> None:
        """Give a version the hash that its content has by now."""
        self.connection.execute(
            update(tables.articles).where(tables.articles.c.id == article_id).values(content_hash=content_hash)
        )

    def set_offset(self, article_id: int, minutes: int) -> None:
        """How far ahead of UTC the clock was that a version was published by: its day may be another by it."""
        self.connection.execute(
            update(tables.articles).where(tables.articles.c.id == article_id).values(utc_offset_minutes=minutes)
        )
        self._note_change(article_id)

    def set_aside(self, article_id: int) -> None:
        """Take a version out of the indexes; it stays in the catalogue."""
        self.connection.execute(
            update(tables.articles).where(tables.articles.c.id == article_id).values(is_current=False)
        )
        self._note_change(article_id)

    def bring_back(self, article_id: int, modified_at: datetime | None, story_id: int | None) -> None:
        """Make an earlier version the current one again, because the address shows its content again."""
        self.connection.execute(
            update(tables.articles)
            .where(tables.articles.c.id == article_id)
            .values(is_current=True, modified_at=modified_at, story_id=story_id)
        )
        self._note_change(article_id)

    def likeness(self, article_id: int) -> Likeness:
        """What a version says, as far as it is compared with other texts."""
        row = self.connection.execute(_LIKENESS, {"article_id": article_id}).one()
        return Likeness.of(row.title, row.published_at, row.minhash, row.text)

    def seen_again(self, article_id: int, captured_at: datetime) -> None:
        """A version's server still gave the same content at a later time."""
        self.connection.execute(
            update(tables.articles).where(tables.articles.c.id == article_id).values(captured_at=captured_at)
        )

    def near_duplicate_candidates(self, bands: Sequence[bytes], url: str) -> list[StoryCandidate]:
        """Current articles at other addresses that share a band, oldest first."""
        if not bands:
            return []
        return [StoryCandidate(*row) for row in self.connection.execute(_CANDIDATES, {"keys": list(bands), "url": url})]

    def note_reject(self, reject: Reject, run_id: int) -> None:
        """Remember what could not be ingested; once per location, with the latest reason."""
        self.forget_reject(reject.location)
        self._insert(
            tables.rejects,
            location=reject.location,
            source=reject.source,
            reason=reject.reason,
            run_id=run_id,
            seen_at=datetime.now(UTC),
        )

    def remember_documents(self, content_hashes: Mapping[bytes, str]) -> None:
        """Which raw documents were read, by their digests, and the content that each became; also, by the digests of
        places (`ingest.deduplication.versions.place_of`), the content that was read there last."""
        table = tables.read_documents
        self.connection.execute(delete(table).where(table.c.digest.in_(list(content_hashes))))
        self._insert_many(table, [{"digest": key, "content_hash": value} for key, value in content_hashes.items()])

    def last_content(self, place: bytes) -> str | None:
        """The hash of what was read at a place when it last gave an article's address another content."""
        table = tables.read_documents
        return self.connection.execute(select(table.c.content_hash).where(table.c.digest == place)).scalar()

    def forget_reject(self, *locations: str) -> None:
        """They were ingested after all."""
        self.connection.execute(_FORGET_REJECTS, {"locations": list(locations)})

    def forget_earlier_rejects(self, locations: Sequence[str], run_id: int) -> None:
        """They could be read in this run: what earlier runs said of them is past."""
        earlier = delete(tables.rejects).where(tables.rejects.c.run_id != run_id)
        for at in range(0, len(locations), _VARIABLES):
            self.connection.execute(earlier.where(tables.rejects.c.location.in_(locations[at : at + _VARIABLES])))

    def _source_id(self, name: str) -> int:
        if name not in self._source_ids:
            query = select(tables.sources.c.id).where(tables.sources.c.name == name)
            known = self.connection.execute(query).scalar()
            self._source_ids[name] = self._insert(tables.sources, name=name) if known is None else known
        return self._source_ids[name]

    def _note_change(self, article_id: int) -> None:
        self.connection.execute(insert(tables.changes), {"article_id": article_id})

    def _insert(self, table: Any, **values: Any) -> int:
        key = self.connection.execute(insert(table), values).inserted_primary_key
        if key is None:  # a driver that cannot tell what it inserted is none of the supported ones
            raise TypeError(f"{self.connection.dialect.name} returned no key for {table.name}")
        return int(key[0])

    def _insert_many(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)


def offset_minutes(moment: datetime | None) -> int | None:
    """How far ahead of UTC the clock is that a moment is told by."""
    offset = moment.utcoffset() if moment else None
    return None if offset is None else round(offset.total_seconds() / 60)
