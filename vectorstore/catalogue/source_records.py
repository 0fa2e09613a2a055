"""What the catalogue remembers of sources: fetched addresses, which articles each holds, and when it ran last.

The functions that write take the transaction in which the articles themselves are written, so that a crash never
leaves a page remembered whose article is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import Select, Table, delete, func, insert, select, update

from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.writer import CatalogueWriter

_VARIABLES = 900


@dataclass(frozen=True, slots=True)
class Fetch:
    """One address that was fetched, as it was then."""

    url: str
    recipe: str
    etag: str
    last_modified: str
    stamp: str
    article_url: str
    documents: int
    checked_at: datetime
    source: str = ""
    """Of the article, as the catalogue has it; told when it is recalled."""


@dataclass(frozen=True, slots=True)
class SourceRun:
    """The last run of a source of `sources.yaml`."""

    source: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str


def recall_fetch(catalogue: Catalogue, url: str, recipe: str) -> Fetch | None:
    """What is known of an address that was read in the same way."""
    fetches, articles = tables.fetches.c, tables.articles.c
    outlet = (
        select(tables.sources.c.name)
        .join_from(tables.articles, tables.sources)
        .where(articles.url == fetches.article_url)
        .order_by(articles.is_current.desc(), articles.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(tables.fetches, func.coalesce(outlet, "")).where(fetches.url == url, fetches.recipe == recipe)
    with catalogue.reading() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else Fetch(*row)


def remember_fetch(writer: CatalogueWriter, fetch: Fetch) -> None:
    writer.connection.execute(delete(tables.fetches).where(tables.fetches.c.url == fetch.url))
    writer.connection.execute(
        insert(tables.fetches).values({column.name: getattr(fetch, column.name) for column in tables.fetches.c})
    )


def touch_fetch(writer: CatalogueWriter, url: str, checked_at: datetime, stamp: str = "") -> None:
    """The server was asked, and nothing has changed but perhaps the stamp."""
    changed: dict[str, object] = {"checked_at": checked_at, **({"stamp": stamp} if stamp else {})}
    writer.connection.execute(update(tables.fetches).where(tables.fetches.c.url == url).values(changed))


def note_holdings(writer: CatalogueWriter, source: str, article_urls: Sequence[str], run_id: int) -> None:
    """These articles were seen at this source in this run."""
    held, wanted = tables.holdings.c, list(dict.fromkeys(article_urls))
    known: set[str] = set()
    for at in range(0, len(wanted), _VARIABLES):
        here = (held.source == source) & held.article_url.in_(wanted[at : at + _VARIABLES])
        known.update(writer.connection.execute(select(held.article_url).where(here)).scalars())
        writer.connection.execute(update(tables.holdings).where(here).values(run_id=run_id))
    new = [{"source": source, "article_url": url, "run_id": run_id} for url in wanted if url not in known]
    if new:
        writer.connection.execute(insert(tables.holdings), new)


def current_holdings(writer: CatalogueWriter, source: str, run_id: int) -> tuple[int, list[int]]:
    """The current articles of a source: how many, and the ids of those that this run did not see and no other source
    shows."""
    by_complete, by_others = _shown_elsewhere(writer, source)
    url = tables.holdings.c.article_url
    rows = list(writer.connection.execute(_current(source)))
    shown = set(writer.connection.execute(_current(source).where(url.in_(by_complete) | url.in_(by_others))))
    return len(rows), [row.id for row in rows if row.run_id != run_id and row not in shown]


def held_alone(writer: CatalogueWriter, source: str) -> list[int]:
    """The ids of the current articles of a source that no other source ever had."""
    other = tables.holdings.alias().c
    elsewhere = select(other.article_url).where(other.source != source)
    query = _current(source).where(tables.holdings.c.article_url.not_in(elsewhere))
    return [row.id for row in writer.connection.execute(query)]


def forget_holdings(writer: CatalogueWriter, source: str, run_id: int) -> None:
    """The source no longer has what this run did not see. What only stays because a source that is not complete shows
    it is kept in mind, so that it goes when that one moves on."""
    held = tables.holdings.c
    _, by_others = _shown_elsewhere(writer, source)
    gone = (held.source == source) & (held.run_id != run_id) & held.article_url.not_in(by_others)
    writer.connection.execute(delete(tables.holdings).where(gone))


def _current(source: str) -> Select[Any]:
    held, articles = tables.holdings.c, tables.articles.c
    return (
        select(articles.id, held.run_id)
        .join_from(tables.holdings, tables.articles, held.article_url == articles.url)
        .where(held.source == source, articles.is_current)
        .order_by(articles.id)
    )


def _shown_elsewhere(writer: CatalogueWriter, source: str) -> tuple[Select[Any], Select[Any]]:
    """The addresses of what complete other sources hold, and of what the last runs of the others saw."""
    held, runs = tables.holdings.alias(), tables.runs.c
    last_runs = select(held.c.source, func.max(held.c.run_id).label("run_id")).group_by(held.c.source)
    last = last_runs.where(held.c.source != source).subquery()
    options = select(last.c.source, runs.options).join(tables.runs, runs.id == last.c.run_id)
    complete = [name for name, told in writer.connection.execute(options) if (told or {}).get("complete")]
    shown = select(held.c.article_url).join(last, held.c.source == last.c.source)
    return (
        shown.where(held.c.source.in_(complete)),
        shown.where(held.c.source.not_in(complete), held.c.run_id == last.c.run_id),
    )


def put_on_clock(writer: CatalogueWriter, source: str, zone: tzinfo) -> int:
    """Give the current articles of a source the day that its clock showed when they were published.

    Only those that are kept in UTC; days alone are the same everywhere. Returns how many.
    """
    articles = tables.articles.c
    offset = func.coalesce(articles.utc_offset_minutes, 0)
    query = (
        select(articles.id, articles.published_at)
        .join_from(tables.holdings, tables.articles, tables.holdings.c.article_url == articles.url)
        .where(tables.holdings.c.source == source, articles.is_current, articles.published_at.is_not(None), offset == 0)
    )
    moments = writer.connection.execute(query).all()
    behind = [(row.id, moment) for row in moments if (moment := row.published_at).time() != time.min]
    ahead = {article_id: moment.astimezone(zone).utcoffset() for article_id, moment in behind}
    moved = {article_id: round(offset / timedelta(minutes=1)) for article_id, offset in ahead.items() if offset}
    for article_id, minutes in moved.items():
        writer.set_offset(article_id, minutes)
    return len(moved)


def source_runs(catalogue: Catalogue) -> dict[str, SourceRun]:
    """The last run of every source that ever ran, by its name."""
    with catalogue.reading() as connection:
        return {row.source: SourceRun(*row) for row in connection.execute(select(tables.source_runs))}


def begin_source_run(writer: CatalogueWriter, source: str, expected: datetime | None, now: datetime) -> bool:
    """Claim a run: False when another process began one after the run that `expected` names."""
    runs: Table = tables.source_runs
    last = writer.connection.execute(select(runs.c.started_at).where(runs.c.source == source)).scalar()
    if last != expected:
        return False
    writer.connection.execute(delete(runs).where(runs.c.source == source))
    writer.connection.execute(insert(runs).values(source=source, started_at=now, finished_at=None, outcome="running"))
    return True


def end_source_run(writer: CatalogueWriter, source: str, finished_at: datetime | None, outcome: str) -> None:
    """Note how a run ended; `finished_at` is None when it did not come to its end, or failed as a whole."""
    runs = tables.source_runs
    writer.connection.execute(
        update(runs).where(runs.c.source == source).values(finished_at=finished_at, outcome=outcome)
    )


def forget_source(writer: CatalogueWriter, source: str) -> int:
    """A source was removed: what it alone holds is set aside, when it ran is forgotten. Returns how many articles."""
    held = held_alone(writer, source)
    for article_id in held:
        writer.set_aside(article_id)
    writer.connection.execute(delete(tables.holdings).where(tables.holdings.c.source == source))
    writer.connection.execute(delete(tables.source_runs).where(tables.source_runs.c.source == source))
    return len(held)
