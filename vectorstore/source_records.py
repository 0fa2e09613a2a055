"""What the catalogue remembers of sources: fetched addresses, which articles each holds, and when it ran last.

The functions that write take the transaction in which the articles themselves are written, so that a crash never
leaves a page remembered whose article is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, delete, func, insert, select, update

from clippings.vectorstore import tables
from clippings.vectorstore.catalogue import Catalogue
from clippings.vectorstore.catalogue_writer import CatalogueWriter

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
    holds."""
    held, articles = tables.holdings.c, tables.articles.c
    query = (
        select(articles.id, held.run_id)
        .join_from(tables.holdings, tables.articles, held.article_url == articles.url)
        .where(held.source == source, articles.is_current)
        .order_by(articles.id)
    )
    rows = list(writer.connection.execute(query))
    elsewhere = select(held.article_url).where(held.source != source)
    also_held = set(writer.connection.execute(query.where(held.article_url.in_(elsewhere))))
    return len(rows), [row.id for row in rows if row.run_id != run_id and row not in also_held]


def forget_holdings(writer: CatalogueWriter, source: str, run_id: int) -> None:
    """The source no longer has what this run did not see."""
    held = tables.holdings.c
    writer.connection.execute(delete(tables.holdings).where(held.source == source, held.run_id != run_id))


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
    """Note how a run ended; `finished_at` is None when it did not come to its end."""
    runs = tables.source_runs
    writer.connection.execute(
        update(runs).where(runs.c.source == source).values(finished_at=finished_at, outcome=outcome)
    )


def forget_source(writer: CatalogueWriter, source: str) -> int:
    """A source was removed: what it alone holds is set aside, when it ran is forgotten. Returns how many articles."""
    _, held = current_holdings(writer, source, run_id=-1)
    for article_id in held:
        writer.set_aside(article_id)
    forget_holdings(writer, source, run_id=-1)
    writer.connection.execute(delete(tables.source_runs).where(tables.source_runs.c.source == source))
    return len(held)
