"""The catalogue: articles, their chunks and every change, in one database. The only truth; indexes follow it."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from clippings.core.types import Article, Chunk, Reject, Run
from clippings.vectorstore.catalogue import history, tables
from clippings.vectorstore.catalogue import search_queries as search_reads
from clippings.vectorstore.catalogue.database import engine_of, sqlite_folder, storage_errors
from clippings.vectorstore.catalogue.history import MonthCount, SourceSummary
from clippings.vectorstore.catalogue.locks import Lock, lock_of
from clippings.vectorstore.catalogue.search_queries import VARIABLES
from clippings.vectorstore.catalogue.writer import CatalogueWriter
from clippings.vectorstore.migrations import upgrade_to_head

_TAKE_TURN = text("SELECT pg_advisory_xact_lock(7214)")


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The current article that a raw document became when it was read."""

    content_hash: str
    url: str
    source: str


class Catalogue:
    """Reads of the catalogue, and `writing()` for the one kind of transaction that changes it.

    Args:
        url: SQLAlchemy's form. For SQLite, the folder is created when missing.

    Raises:
        StorageError: The database cannot be created, read or written.
        CatalogueDamaged: The file is there and is not a catalogue, or not a whole one.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = engine_of(url)
        self._behind: tuple[tuple[int, int], int] | None = None
        self._authors: tuple[int, list[str]] | None = None
        with storage_errors(self._engine):
            folder = sqlite_folder(self._engine)
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            with self.lock("migrations"):
                upgrade_to_head(self._engine)
                self.id = self._own_id()

    @property
    def is_shared(self) -> bool:
        """Whether it lies on a server, where other machines may write it."""
        return self._engine.dialect.name != "sqlite"

    def lock(self, name: str) -> Lock:
        """A lock that every process on this catalogue shares: a file beside SQLite's, the server's own elsewhere."""
        return lock_of(self._engine, name)

    def _own_id(self) -> str:
        with self._engine.connect() as connection:
            known = connection.execute(select(tables.archive.c.id)).scalar()
        if known is None:
            known = str(uuid.uuid4())
            with self.writing() as writer:
                writer.connection.execute(insert(tables.archive).values(id=known, created_at=datetime.now(UTC)))
        return str(known)

    @contextlib.contextmanager
    def writing(self) -> Iterator[CatalogueWriter]:
        """One transaction that changes the catalogue: all of it is kept, or nothing.

        Writers take turns from the first statement on, so change numbers become visible in their order: by SQLite's
        `BEGIN IMMEDIATE`, by a lock that PostgreSQL gives back once the transaction is seen by all.
        """
        with storage_errors(self._engine), self._engine.connect() as connection:
            writing = connection.execution_options(catalogue_writes=True)
            with writing.begin():
                if self._engine.dialect.name == "postgresql":
                    writing.execute(_TAKE_TURN)
                yield CatalogueWriter(writing)

    @contextlib.contextmanager
    def looking(self) -> Iterator[CatalogueWriter]:
        """What `writing` would find, for one that only looks: no other writer has to wait, and nothing is kept."""
        with self._reading() as connection:
            yield CatalogueWriter(connection)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with storage_errors(self._engine), self._engine.connect() as connection:
            yield connection

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection to read from, for what else is kept in the catalogue (`source_records`)."""
        return self._reading()

    # What followers read

    def last_change(self) -> int:
        """The highest change number, 0 for a catalogue that never changed."""
        with self._reading() as connection:
            return connection.execute(select(func.max(tables.changes.c.number))).scalar() or 0

    def changed_articles(self, after: int, limit: int) -> list[tuple[int, int]]:
        """Up to `limit` changes after number `after`, in order, as (number, article id)."""
        query = (
            select(tables.changes.c.number, tables.changes.c.article_id)
            .where(tables.changes.c.number > after)
            .order_by(tables.changes.c.number)
            .limit(limit)
        )
        with self._reading() as connection:
            return [(number, article_id) for number, article_id in connection.execute(query)]

    def chunks_of(self, article_ids: Sequence[int]) -> tuple[list[Chunk], list[int]]:
        """The chunks of these articles: (those that the indexes should hold, ids of those that they should not)."""
        articles = {article.id: article for article in self.articles(article_ids, current_only=True)}
        live: list[Chunk] = []
        gone: list[int] = []
        for row in self._by_ids(select(tables.chunks), tables.chunks.c.article_id, article_ids):
            article = articles.get(row.article_id)
            if article is None:
                gone.append(row.id)
            else:
                live.append(Chunk(row.id, article, row.ordinal, row.start, row.end))
        live.sort(key=lambda chunk: chunk.id)
        return live, gone

    # What answers are made of

    def articles(self, article_ids: Sequence[int], current_only: bool = False) -> list[Article]:
        """These articles, with their texts, in no particular order; unknown ids are left out."""
        with self._reading() as connection:
            return search_reads.articles(connection, article_ids, current_only)

    def article_at(self, url: str) -> Article | None:
        """The current article of this address, with its text."""
        with self._reading() as connection:
            return search_reads.article_at(connection, url)

    def all_articles(self) -> Iterator[Article]:
        """Every current article with its text, a few hundred in memory at once, oldest row first."""
        query = select(tables.articles.c.id).where(tables.articles.c.is_current).order_by(tables.articles.c.id)
        with self._reading() as connection:
            ids = list(connection.execute(query).scalars())
        for at in range(0, len(ids), VARIABLES):
            yield from sorted(self.articles(ids[at : at + VARIABLES]), key=lambda article: article.id)

    def chunks(self, chunk_ids: Sequence[int]) -> dict[int, Chunk]:
        """Chunks by their ids, with their articles; those of articles that are not current are left out."""
        with self._reading() as connection:
            return search_reads.chunks(connection, chunk_ids)

    def chunks_at(self, places: Sequence[tuple[int, int]]) -> list[Chunk]:
        """The chunks at these places (article id, ordinal), in the same order; see `search_reads.chunks_at`."""
        with self._reading() as connection:
            return search_reads.chunks_at(connection, places)

    def some_chunk_ids_within(
        self,
        since: datetime | None,
        until: datetime | None,
        sources: Sequence[str],
        most: int,
        authors: Sequence[str] = (),
        languages: Sequence[str] = (),
    ) -> list[int]:
        """The ids of current chunks within these limits; see `search_reads.some_chunk_ids_within`."""
        with self._reading() as connection:
            return search_reads.some_chunk_ids_within(connection, since, until, sources, most, authors, languages)

    def published(self, chunk_ids: Sequence[int]) -> dict[int, search_reads.Published]:
        """What is known of the articles of these chunks; see `search_reads.published`."""
        with self._reading() as connection:
            return search_reads.published(connection, chunk_ids)

    def articles_of(self, chunk_ids: Sequence[int]) -> dict[int, search_reads.Published]:
        """The articles that these chunks are of; see `search_reads.articles_of`."""
        with self._reading() as connection:
            return search_reads.articles_of(connection, chunk_ids)

    def languages_of(self, chunk_ids: Sequence[int]) -> dict[int, str]:
        """The language of each of these chunks; their texts are not read."""
        with self._reading() as connection:
            return search_reads.languages(connection, chunk_ids)

    def changed_chunks(self, after: int, until: int) -> list[tuple[int, str, bool]]:
        """The chunks of what changed between two change numbers; see `search_reads.changed_chunks`."""
        with self._reading() as connection:
            return search_reads.changed_chunks(connection, after, until)

    def stories(self, story_ids: Sequence[int], without: Collection[int] = ()) -> dict[int, list[Article]]:
        """All current tellings of these stories; see `search_reads.stories`."""
        with self._reading() as connection:
            return search_reads.stories(connection, story_ids, without)

    def current_hashes(self, content_hashes: Sequence[str]) -> set[str]:
        """Which of these contents the catalogue holds as the current version of an article."""
        return set(self._current_by_hash(content_hashes))

    def read_documents(self, digests: Sequence[bytes]) -> dict[bytes, ReadDocument]:
        """What became of raw documents that were read before, where it is the current version of an article."""
        documents = tables.read_documents
        became = {
            bytes(row.digest): row.content_hash for row in self._by_ids(select(documents), documents.c.digest, digests)
        }
        current = self._current_by_hash(sorted(set(became.values())))
        return {digest: current[content_hash] for digest, content_hash in became.items() if content_hash in current}

    def _current_by_hash(self, content_hashes: Sequence[str]) -> dict[str, ReadDocument]:
        """The current articles with these contents. Which are current is decided here: asked for it, SQLite walks the
        index of all current articles instead of looking up a few hashes."""
        articles = tables.articles.c
        query = select(articles.content_hash, articles.url, tables.sources.c.name, articles.is_current).join_from(
            tables.articles, tables.sources
        )
        rows = self._by_ids(query, articles.content_hash, content_hashes)
        return {row.content_hash: ReadDocument(*row[:3]) for row in rows if row.is_current}

    def rejected_among(self, locations: Sequence[str]) -> list[str]:
        """Which of these could not be ingested, the last time that they were tried."""
        found = self._by_ids(select(tables.rejects.c.location), tables.rejects.c.location, locations)
        return [row.location for row in found]

    def rejected_below(self, folder: str) -> list[str]:
        """What could not be ingested of the files and folders below a folder, the last time that it was tried."""
        location = tables.rejects.c.location
        query = select(location).where(location.startswith(folder.rstrip(os.sep) + os.sep, autoescape=True))
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def languages(self) -> list[str]:
        """The languages of the current articles."""
        query = select(tables.articles.c.language).where(tables.articles.c.is_current).distinct()
        with self._reading() as connection:
            return sorted(connection.execute(query).scalars())

    def source_names(self) -> list[str]:
        with self._reading() as connection:
            return sorted(connection.execute(select(tables.sources.c.name)).scalars())

    def author_names(self) -> list[str]:
        """Everybody who wrote a current article, the one with the most articles first; read again after a change."""
        change = self.last_change()
        if self._authors is None or self._authors[0] != change:
            with self._reading() as connection:
                self._authors = change, search_reads.author_names(connection)
        return self._authors[1]

    def article_ids_by(self, authors: Sequence[str]) -> list[int]:
        """The ids of the current articles by any of these authors, as the archive spells them."""
        with self._reading() as connection:
            return search_reads.article_ids_by(connection, authors)

    def newest(self, until: datetime) -> datetime | None:
        """When the last article up to a moment was published, by its paper's clock; None where there is none."""
        with self._reading() as connection:
            return search_reads.newest(connection, until)

    def clock(self, at: datetime, language: str) -> tzinfo:
        """The clock by which the papers of a time were published; see `search_reads.clock`."""
        with self._reading() as connection:
            return search_reads.clock(connection, at, language)

    # What `clippings status` shows

    def counts(self) -> tuple[int, int]:
        """Current articles and their chunks."""
        current = select(tables.articles.c.id).where(tables.articles.c.is_current)
        with self._reading() as connection:
            articles = connection.execute(select(func.count()).select_from(current.subquery())).scalar()
            chunks = connection.execute(
                select(func.count()).select_from(tables.chunks).where(tables.chunks.c.article_id.in_(current))
            ).scalar()
        return articles or 0, chunks or 0

    def article_count(self) -> int:
        """How many current articles there are."""
        query = select(func.count()).select_from(tables.articles).where(tables.articles.c.is_current)
        with self._reading() as connection:
            return connection.execute(query).scalar() or 0

    def chunks_after(self, change: int) -> int:
        """How many current chunks changed after this number: what a follower has yet to take in.

        Counted again only when either end has moved: with many to take in, counting takes as long as a search.
        """
        span = (change, self.last_change())
        if self._behind is None or self._behind[0] != span:
            self._behind = span, self._count_after(change) if span[1] > change else 0
        return self._behind[1]

    def _count_after(self, change: int) -> int:
        changed = select(tables.changes.c.article_id).where(tables.changes.c.number > change)
        query = (
            select(func.count())
            .select_from(tables.chunks.join(tables.articles))
            .where(tables.articles.c.is_current, tables.articles.c.id.in_(changed))
        )
        with self._reading() as connection:
            return connection.execute(query).scalar() or 0

    def sources(self) -> list[SourceSummary]:
        """The sources that have current articles, by name."""
        with self._reading() as connection:
            return history.sources(connection)

    def rejects(self) -> list[Reject]:
        """What could not be ingested and has not been since, newest first."""
        with self._reading() as connection:
            return history.rejects(connection)

    def months(self) -> list[MonthCount]:
        """How many current articles each source has of each month, by source and month."""
        with self._reading() as connection:
            return history.months(connection)

    def runs(self, limit: int) -> list[Run]:
        """The latest runs, newest first; which of the unfinished ones still run, `Archive.runs` knows."""
        with self._reading() as connection:
            return history.runs(connection, limit)

    def rejects_by_run(self) -> list[tuple[Run, list[Reject]]]:
        """The same rejects as `rejects`, under the run that met them last; oldest run first."""
        with self._reading() as connection:
            return history.rejects_by_run(connection)

    def check(self) -> list[str]:
        """The database's own integrity check; empty when it is whole."""
        if self._engine.dialect.name != "sqlite":
            return []
        with self._reading() as connection:
            found = list(connection.execute(text("PRAGMA quick_check")).scalars())
        return [] if found == ["ok"] else [str(problem) for problem in found]

    def close(self) -> None:
        self._engine.dispose()

    def _by_ids(self, query: Any, column: Any, ids: Sequence[int] | Sequence[str] | Sequence[bytes]) -> Iterator[Any]:
        with self._reading() as connection:
            for at in range(0, len(ids), VARIABLES):
                yield from connection.execute(query.where(column.in_(ids[at : at + VARIABLES]))).all()
