"""What `clippings status` shows of the catalogue: sources, months, runs and rejects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, cast, extract, func, select

from clippings.core.types import Reject, Run
from clippings.vectorstore.catalogue import tables


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One source as `clippings status` shows it."""

    name: str
    articles: int
    oldest: datetime | None
    newest: datetime | None
    """By the clock of the paper, as `oldest`: its day is the one that was printed."""
    undated: int = 0
    """Articles without a date of publication, which no window of time finds."""


class MonthCount(NamedTuple):
    """How many current articles one source has of one month, by the clock of the paper."""

    source: str
    month: str | None
    """`2023-03`; None for articles whose date is unknown."""
    articles: int


def sources(connection: Connection) -> list[SourceSummary]:
    """The sources that have current articles, by name."""
    published = tables.articles.c.published_at
    offset = func.coalesce(tables.articles.c.utc_offset_minutes, 0)
    query = (
        select(
            tables.sources.c.name,
            offset,
            func.count(),
            func.min(published),
            func.max(published),
            func.count() - func.count(published),
        )
        .join(tables.articles)
        .where(tables.articles.c.is_current)
        .group_by(tables.sources.c.name, offset)
    )
    by_name: dict[str, list[SourceSummary]] = {}
    for name, minutes, articles, oldest, newest, undated in connection.execute(query):
        first, last = _by_its_clock(oldest, minutes), _by_its_clock(newest, minutes)
        by_name.setdefault(name, []).append(SourceSummary(name, articles, first, last, undated))
    found = [_as_one(parts) for parts in by_name.values()]
    return sorted(found, key=lambda one: one.name)  # a database server may sort names by its country's rules


def _by_its_clock(moment: datetime | None, minutes: int) -> datetime | None:
    return moment.astimezone(timezone(timedelta(minutes=minutes))) if moment and minutes else moment


def _as_one(parts: Sequence[SourceSummary]) -> SourceSummary:
    """The articles of one source by its several clocks (summer time, say) together."""

    def printed(moment: datetime) -> datetime:
        return moment.replace(tzinfo=None)

    return SourceSummary(
        parts[0].name,
        sum(one.articles for one in parts),
        min((one.oldest for one in parts if one.oldest), key=printed, default=None),
        max((one.newest for one in parts if one.newest), key=printed, default=None),
        sum(one.undated for one in parts),
    )


def months(connection: Connection) -> list[MonthCount]:
    """By source and month of the paper's own clock, undated articles first within their source."""
    published: Any = tables.articles.c.published_at
    offset = func.coalesce(tables.articles.c.utc_offset_minutes, 0)
    if connection.dialect.name == "postgresql":
        published = func.timezone("UTC", published) + func.make_interval(0, 0, 0, 0, 0, offset)
    else:
        published = func.datetime(published, cast(offset, String) + " minutes")
    year, month = extract("year", published), extract("month", published)
    query = (
        select(tables.sources.c.name, year, month, func.count())
        .select_from(tables.articles.join(tables.sources))
        .where(tables.articles.c.is_current)
        .group_by(tables.sources.c.name, year, month)
    )
    found = [
        MonthCount(name, None if y is None else f"{int(y):04}-{int(m):02}", count)
        for name, y, m, count in connection.execute(query)
    ]
    return sorted(found, key=lambda one: (one.source, one.month or ""))


def runs(connection: Connection, limit: int) -> list[Run]:
    """The latest runs, newest first."""
    query = select(tables.runs).order_by(tables.runs.c.id.desc()).limit(limit)
    return [_run(row) for row in connection.execute(query)]


def rejects(connection: Connection) -> list[Reject]:
    """All rejects, newest first."""
    query = select(tables.rejects).order_by(tables.rejects.c.seen_at.desc(), tables.rejects.c.location)
    return [_reject(row) for row in connection.execute(query)]


def rejects_by_run(connection: Connection) -> list[tuple[Run, list[Reject]]]:
    """All rejects, under the run that met them last; oldest run first."""
    query = select(tables.rejects).order_by(tables.rejects.c.run_id, tables.rejects.c.id)
    found: dict[int, list[Reject]] = {}
    for row in connection.execute(query):
        found.setdefault(row.run_id, []).append(_reject(row))
    met_in = select(tables.runs).where(tables.runs.c.id.in_(select(tables.rejects.c.run_id)))
    by_id = {row.id: _run(row) for row in connection.execute(met_in)}
    return [(by_id[run_id], met) for run_id, met in found.items()]


def latest_start(connection: Connection) -> datetime | None:
    """When the latest run began, by the clocks of those that ran; None before the first."""
    return connection.execute(select(func.max(tables.runs.c.started_at))).scalar()


def _reject(row: Any) -> Reject:
    return Reject(row.location, row.reason, row.source, row.seen_at)


def _run(row: Any) -> Run:
    return Run(row.id, row.started_at, row.finished_at, tuple(row.inputs), row.counts, row.options or {})
