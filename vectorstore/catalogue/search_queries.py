"""What a search reads of the catalogue: chunks with their articles, dates of chunks, tellings of a story, windows.

Which articles are current is a condition that nearly every row meets, so it must never be what drives a statement:
given `is_current = 1` beside a list of ids, SQLite walks the index of all current articles, which costs 17 ms instead
of 0.1 at 11,600 and grows with the archive (docs/decisions/034). Here it is read along and looked at afterwards, or
asked for as `IS NOT false`, which no index answers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Text,
    bindparam,
    cast,
    false,
    func,
    or_,
    select,
)

from clippings.core.types import Article, Chunk
from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.rows import ARTICLE_COLUMNS, to_article

VARIABLES = 900
"""Bound values in one statement, below SQLite's oldest limit of 999."""

_CHUNKS, _ARTICLES, _SOURCES = tables.chunks.c, tables.articles.c, tables.sources.c
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_FULL_ARTICLES = select(*ARTICLE_COLUMNS, _ARTICLES.is_current).join(tables.sources).where(_ARTICLES.id.in_(_IDS))
_AT_ADDRESS = (
    select(*ARTICLE_COLUMNS, _ARTICLES.is_current).join(tables.sources).where(_ARTICLES.url == bindparam("url"))
)
_SPANS = select(_CHUNKS.id, _CHUNKS.article_id, _CHUNKS.ordinal, _CHUNKS.start, _CHUNKS.end).where(_CHUNKS.id.in_(_IDS))
_ORDINALS = select(_CHUNKS.id, _CHUNKS.article_id, _CHUNKS.ordinal).where(_CHUNKS.article_id.in_(_IDS))
_PUBLISHED = (
    select(
        _CHUNKS.id,
        _ARTICLES.published_at,
        _ARTICLES.utc_offset_minutes,
        _SOURCES.name,
        _ARTICLES.language,
        _ARTICLES.authors,
    )
    .select_from(tables.chunks.join(tables.articles).join(tables.sources))
    .where(_CHUNKS.id.in_(_IDS))
)
_NEWEST = (
    select(_ARTICLES.published_at, _ARTICLES.utc_offset_minutes, _ARTICLES.language)
    .where(_ARTICLES.published_at <= bindparam("until"))
    .order_by(_ARTICLES.published_at.desc())
    .limit(bindparam("most"))
)
_LATEST = 30
_DATED = (
    select(
        _ARTICLES.id,
        _ARTICLES.published_at,
        _ARTICLES.utc_offset_minutes,
        _SOURCES.name,
        _ARTICLES.language,
        _ARTICLES.authors,
        _ARTICLES.is_current,
    )
    .select_from(tables.chunks.join(tables.articles).join(tables.sources))
    .where(_CHUNKS.id.in_(_IDS))
)
_LANGUAGES = (
    select(_CHUNKS.id, _ARTICLES.language).select_from(tables.chunks.join(tables.articles)).where(_CHUNKS.id.in_(_IDS))
)
_TELLINGS = select(_ARTICLES.id, _ARTICLES.is_current).where(or_(_ARTICLES.id.in_(_IDS), _ARTICLES.story_id.in_(_IDS)))


Published = tuple[datetime | None, int, str, str, tuple[str, ...]]
"""Publication time, the paper's minutes ahead of UTC, source, language and authors of an article."""


def articles(connection: Connection, article_ids: Sequence[int], current_only: bool) -> list[Article]:
    """These articles, with their texts, in no particular order; unknown ids are left out."""
    rows = _by_ids(connection, _FULL_ARTICLES, article_ids)
    return [to_article(row) for row in rows if row.is_current or not current_only]


def articles_of(connection: Connection, chunk_ids: Sequence[int]) -> dict[int, Published]:
    """What is known of the current articles that these chunks are of, by the articles' ids; their texts are not
    read."""
    rows = _by_ids(connection, _DATED, chunk_ids)
    return {row.id: _published(row) for row in rows if row.is_current}


def article_at(connection: Connection, url: str) -> Article | None:
    """The current article of this address, with its text."""
    rows = connection.execute(_AT_ADDRESS, {"url": url})
    return next((to_article(row) for row in rows if row.is_current), None)


def chunks(connection: Connection, chunk_ids: Sequence[int]) -> dict[int, Chunk]:
    """Chunks by their ids, with their articles; those of articles that are not current are left out."""
    rows = list(_by_ids(connection, _SPANS, chunk_ids))
    wanted = sorted({row.article_id for row in rows})
    known = {article.id: article for article in articles(connection, wanted, current_only=True)}
    return {
        chunk_id: Chunk(chunk_id, known[article_id], ordinal, start, end)
        for chunk_id, article_id, ordinal, start, end in rows
        if article_id in known
    }


def chunks_at(connection: Connection, places: Sequence[tuple[int, int]]) -> list[Chunk]:
    """The chunks at these places (article id, ordinal), in the same order; those that are not there, or of articles
    that are not current, are left out."""
    article_ids = sorted({article_id for article_id, _ in places})
    at = {(row.article_id, row.ordinal): row.id for row in _by_ids(connection, _ORDINALS, article_ids)}
    wanted = [at[place] for place in places if place in at]
    known = chunks(connection, wanted)
    return [known[chunk_id] for chunk_id in wanted if chunk_id in known]


def published(connection: Connection, chunk_ids: Sequence[int]) -> dict[int, Published]:
    """What is known of the articles that these chunks are of, by the chunks' ids; their texts are not read."""
    return {row.id: _published(row) for row in _by_ids(connection, _PUBLISHED, chunk_ids)}


def _published(row: Any) -> Published:
    return row.published_at, row.utc_offset_minutes or 0, row.name, row.language, tuple(row.authors)


def newest(connection: Connection, until: datetime) -> datetime | None:
    """When the last article up to a moment was published, by its paper's clock; None where there is none."""
    row = connection.execute(_NEWEST, {"until": until, "most": 1}).first()
    return None if row is None else row.published_at.astimezone(_clock_of(row.utc_offset_minutes))


def clock(connection: Connection, at: datetime, language: str) -> tzinfo:
    """The clock by which most of the latest articles up to a moment were published, in a language where it has any.

    Days alone tell no clock. UTC where nothing does.
    """
    rows = connection.execute(_NEWEST, {"until": at, "most": _LATEST}).all()
    told = [row for row in rows if row.utc_offset_minutes or row.published_at.time() != time.min]
    own = [row for row in told if row.language == language] or told
    counted = Counter(row.utc_offset_minutes or 0 for row in own)
    return _clock_of(counted.most_common(1)[0][0]) if counted else UTC


def _clock_of(minutes: int | None) -> tzinfo:
    return timezone(timedelta(minutes=minutes)) if minutes else UTC


def languages(connection: Connection, chunk_ids: Sequence[int]) -> dict[int, str]:
    """The language of each of these chunks; their texts are not read."""
    return {row[0]: row[1] for row in _by_ids(connection, _LANGUAGES, chunk_ids)}


def changed_chunks(connection: Connection, after: int, until: int) -> list[tuple[int, str, bool]]:
    """Every chunk of the articles with a change after one number and up to another: (id, language, whether current)."""
    changed = select(tables.changes.c.article_id).where(
        tables.changes.c.number > after, tables.changes.c.number <= until
    )
    query = (
        select(_CHUNKS.id, _ARTICLES.language, _ARTICLES.is_current)
        .select_from(tables.chunks.join(tables.articles))
        .where(_CHUNKS.article_id.in_(changed))
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def stories(
    connection: Connection, story_ids: Sequence[int], without: Collection[int] = ()
) -> dict[int, list[Article]]:
    """All current tellings of these stories, by the id of the article that told it first.

    Args:
        connection: To the catalogue.
        story_ids: Of the stories.
        without: Articles that are not wanted again; their texts are not read.
    """
    tellings = {row.id for row in _by_ids(connection, _TELLINGS, story_ids) if row.is_current}
    found: dict[int, list[Article]] = {}
    for article in articles(connection, sorted(tellings.difference(without)), current_only=True):
        found.setdefault(article.story, []).append(article)
    return found


def author_names(connection: Connection) -> list[str]:
    """Everybody who wrote a current article, the one with the most articles first."""
    query = select(_ARTICLES.authors).where(_ARTICLES.is_current.is_not(false()))
    counted = Counter(name for authors in connection.execute(query).scalars() for name in authors)
    return sorted(counted, key=lambda name: (-counted[name], name))


def article_ids_by(connection: Connection, authors: Sequence[str]) -> list[int]:
    """The ids of the current articles by any of these authors, as the archive spells them."""
    query = select(_ARTICLES.id).where(_ARTICLES.is_current.is_not(false()), _is_by(authors))
    return list(connection.execute(query).scalars())


def _is_by(authors: Sequence[str]) -> ColumnElement[bool]:
    """Whether one of the names stands in the column, which is JSON: in the quotation marks that it is written with."""
    written = cast(_ARTICLES.authors, Text)
    return or_(*(written.contains(json.dumps(name), autoescape=True) for name in authors))


def some_chunk_ids_within(
    connection: Connection,
    since: datetime | None,
    until: datetime | None,
    sources: Sequence[str],
    most: int,
    authors: Sequence[str] = (),
    languages: Sequence[str] = (),
) -> list[int]:
    """The ids of current chunks whose articles lie within these limits, `most` of them at most.

    Undated articles lie outside any time window. A window with a start is looked up by date, others by source.
    """
    query = (
        select(_CHUNKS.id)
        .select_from(tables.chunks.join(tables.articles))
        .where(_ARTICLES.is_current.is_not(false()))
        .limit(most)
    )
    if since is not None:
        query = query.where(_ARTICLES.published_at >= since)
    if until is not None:
        query = query.where(_ARTICLES.published_at <= until)
    if sources:
        source_id: Any = _ARTICLES.source_id if since is None else func.coalesce(_ARTICLES.source_id, 0)
        query = query.where(source_id.in_(select(_SOURCES.id).where(_SOURCES.name.in_(list(sources)))))
    if authors:
        query = query.where(_is_by(authors))
    if languages:
        query = query.where(_ARTICLES.language.in_(list(languages)))
    return list(connection.execute(query).scalars())


def _by_ids(connection: Connection, query: Any, ids: Sequence[int]) -> Iterator[Any]:
    for at in range(0, len(ids), VARIABLES):
        yield from connection.execute(query, {"ids": list(ids[at : at + VARIABLES])}).all()
