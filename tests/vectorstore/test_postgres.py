"""An archive whose catalogue lies in PostgreSQL: what only a server can do to it costs nothing."""

from __future__ import annotations

import json
import os
import random
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from clippings.core.errors import StorageError, WrongUsage
from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.backup.make import make_backup
from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.source_records import Fetch, recall_fetch, remember_fetch
from clippings.vectorstore.maintenance.scrub import scrub_catalogue, scrub_lexical
from clippings.vectorstore.migrations import upgrade_to_head
from tests.conftest import QuietListener
from tests.e2e.made_up_news import articles
from tests.postgres import Postgres
from tests.vectorstore.articles import add, article
from tests.vectorstore.processes import KILLED, another_process, run_to_its_end


@pytest.fixture
def url(postgres: Postgres) -> str:
    return postgres.new_database()


@pytest.fixture
def catalogue(url: str) -> Iterator[Catalogue]:
    opened = Catalogue(url)
    yield opened
    opened.close()


def cut_connections(postgres: Postgres, url: str) -> None:
    """As a network or a server that goes away does, in whatever transaction a client is."""
    database = url.rsplit("/", 1)[1]
    postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")


def test_an_upgrade_from_nothing_makes_the_tables_that_the_code_describes(postgres: Postgres) -> None:
    postgres.execute("CREATE DATABASE from_nothing")
    engine = create_engine(postgres.url("from_nothing"))
    upgrade_to_head(engine)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), tables.metadata)
    engine.dispose()
    comments = [one for one in found if isinstance(one, list) and one[0][0] == "modify_comment"]
    assert [one for one in found if one not in comments] == []


def open_it(url: str) -> None:
    Catalogue(url).close()


def test_processes_that_open_a_new_database_at_once_agree_whose_it_is(postgres: Postgres) -> None:
    postgres.execute("CREATE DATABASE opened_at_once")
    url = postgres.url("opened_at_once")
    with another_process(open_it, url) as one, another_process(open_it, url) as other:
        one.join(60)
        other.join(60)
        assert (one.exitcode, other.exitcode) == (0, 0)
    engine = create_engine(url)
    with engine.connect() as connection:
        assert len(connection.execute(tables.archive.select()).all()) == 1
    engine.dispose()


@pytest.mark.parametrize("at", ["between two statements", "before it is kept"])
def test_a_connection_lost_in_a_transaction_loses_that_transaction_and_nothing_else(
    postgres: Postgres, url: str, catalogue: Catalogue, at: str
) -> None:
    [kept] = add(catalogue, article("https://a.example/kept", "Kept."))

    def lose_it() -> None:
        with catalogue.writing() as writer:
            run_id = writer.start_run([])
            writer.add_article(article("https://a.example/1", "Lost."), run_id, 1, is_current=True, story_id=None)
            cut_connections(postgres, url)
            if at == "between two statements":
                writer.note_reject(Reject("a.txt", "broken"), run_id)

    with pytest.raises(StorageError, match="what was ingested is kept"):
        lose_it()
    assert catalogue.counts() == (1, 1)
    assert [article_id for _, article_id in catalogue.changed_articles(0, 10)] == [kept]
    assert catalogue.rejects() == []
    add(catalogue, article("https://a.example/1", "Written after all."))
    assert catalogue.counts() == (2, 2)


def test_a_server_that_was_killed_and_started_again_costs_one_error_while_it_is_down(
    postgres: Postgres, url: str, catalogue: Catalogue
) -> None:
    add(catalogue, article("https://a.example/1", "Kept."))
    postgres.stop()
    try:
        with pytest.raises(StorageError, match="See that the server runs"):
            catalogue.counts()
    finally:
        postgres.start()
    assert catalogue.counts() == (1, 1)
    add(catalogue, article("https://a.example/2", "Written afterwards."))
    assert catalogue.counts() == (2, 2)


class StopsTheServer(QuietListener):
    """After the first batch."""

    def __init__(self, server: Postgres) -> None:
        super().__init__()
        self._server = server

    def advance(self, count: int) -> None:
        self._server.stop()


def test_an_ingest_whose_server_goes_away_is_told_as_interrupted_and_goes_on_at_the_next(
    postgres: Postgres, url: str, make_home: Callable[[str], Path], write_jsonl: Callable[..., Path]
) -> None:
    news = str(write_jsonl(*articles(range(120))))
    with Archive(Settings(home=make_home("one"), database_url=url)) as archive:
        with pytest.raises(StorageError, match="See that the server runs"):
            ingest(archive, [news], StopsTheServer(postgres), defer_vectors=True)
        postgres.start()
        [run] = archive.runs(10)
        assert (run.state, archive.catalogue.counts()[0]) == ("interrupted", 100)
        counts = ingest(archive, [news], QuietListener(), defer_vectors=True)
        assert (counts.added, counts.unchanged) == (20, 100)
        assert scrub_catalogue(archive.catalogue) == []
        assert scrub_lexical(archive) == []
    with Archive(Settings(home=make_home("two"), database_url=url)) as elsewhere:  # another machine: its own words
        assert elsewhere.lexical.follow() == 120
        assert elsewhere.search_lexical("ferry council", 5, None, None, ())


def test_a_lock_is_held_by_one_and_lost_with_its_connection(postgres: Postgres, url: str, catalogue: Catalogue) -> None:
    other = Catalogue(url)
    mine, theirs = catalogue.lock("vectors"), other.lock("vectors")
    assert mine.take()
    assert mine.take()
    assert not theirs.take()
    assert other.lock("something else").take()
    mine.check()
    cut_connections(postgres, url)
    assert theirs.take(5)
    with pytest.raises(StorageError, match="lock 'vectors' was lost"):
        mine.check()
    assert not mine.held
    theirs.give_back()
    assert mine.take()
    other.close()


def take_and_die(url: str) -> None:
    assert Catalogue(url).lock("vectors").take()
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_lock_of_a_killed_process_is_free_again(url: str, catalogue: Catalogue) -> None:
    assert run_to_its_end(take_and_die, url) == KILLED
    assert catalogue.lock("vectors").take(5)


def test_places_too_long_for_an_index_are_remembered_and_forgotten_like_others(catalogue: Catalogue) -> None:
    long = "https://a.example/" + "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789é", k=9_000))
    with catalogue.writing() as writer:
        run_id = writer.start_run([])
        writer.note_reject(Reject(long, "no text"), run_id)
        writer.note_reject(Reject(long + "x", "no text"), run_id)
        remember_fetch(writer, Fetch(long, "recipe", "", "", "", "", 1, datetime(2023, 3, 16, tzinfo=UTC)))
    assert catalogue.rejected_among([long, long + "y"]) != []
    assert recall_fetch(catalogue, long, "recipe") is not None
    assert recall_fetch(catalogue, long + "x", "recipe") is None
    with catalogue.writing() as writer:
        writer.forget_reject(long)
    assert len(catalogue.rejects()) == 1


@pytest.mark.parametrize(
    "line",
    [
        {"url": "https://a.example/" + "a" * 9_000, "title": "Long address", "text": "It is reached from afar."},
        {"url": "https://a.example/\x00", "title": "A \x00 headline", "text": "Nul \x00 and half \ud800 characters."},
        {"url": "https://a.example/2", "title": "T" * 9_000, "source": "S" * 9_000, "text": "x", "language": "en" * 99},
    ],
)
def test_a_hostile_document_does_not_end_an_ingest(
    url: str, make_home: Callable[[str], Path], tmp_path: Path, line: dict[str, Any]
) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text(f"{json.dumps(line)}\n{json.dumps(articles(range(1))[0])}\n")
    with Archive(Settings(home=make_home("home"), database_url=url)) as archive:
        counts = ingest(archive, [str(file)], QuietListener(), defer_vectors=True)
        assert (counts.seen, counts.added + counts.rejected) == (2, 2)
        assert archive.catalogue.counts()[0] == counts.added >= 1


def test_a_backup_is_left_to_the_server_and_says_how(url: str, make_home: Callable[[str], Path]) -> None:
    with (
        Archive(Settings(home=make_home("home"), database_url=url)) as archive,
        pytest.raises(WrongUsage, match="pg_dump"),
    ):
        make_backup(archive, Path("backup.tar.zst"), QuietListener())


@pytest.mark.parametrize("host", ["127.0.0.1:1", "[::1]:1"])
def test_a_server_that_is_not_there_is_named_and_its_password_is_not(host: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError) as refused:
        Catalogue(f"postgresql+psycopg://reader:hunter2@{host}/news")
    assert "news" in refused.value.what
    assert "hunter2" not in f"{refused.value} {refused.value.__cause__}"
