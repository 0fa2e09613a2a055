"""The sample archive, as a newcomer takes it in first."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from clippings.core.settings import Settings
from clippings.ingest.pipeline import Counts, ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import SAMPLE_ARCHIVE, QuietListener

EARTHQUAKE = "https://harbour-ledger.example/world/2023/02/06/turkiye-syria-earthquake"


def test_it_is_54_articles_in_55_versions_with_one_near_duplicate_and_no_rejects(sample_home: Path) -> None:
    with sqlite3.connect(sample_home / "catalogue.db") as database:
        [(kept,)] = database.execute("SELECT counts FROM runs ORDER BY id LIMIT 1").fetchall()
    counts = Counts(**json.loads(kept))
    assert (counts.seen, counts.added, counts.updated, counts.duplicates, counts.rejected) == (55, 54, 1, 1, 0)
    with Archive(Settings(home=sample_home)) as archive:
        assert archive.catalogue.rejects() == []
        assert archive.catalogue.counts()[0] == 54


def test_taking_it_in_again_changes_nothing(sample_home: Path, home: Path) -> None:
    with sqlite3.connect(sample_home / "catalogue.db") as kept, sqlite3.connect(home / "catalogue.db") as copy:
        kept.backup(copy)
    with Archive(Settings(home=home)) as archive:
        before = archive.catalogue.last_change()
        again = ingest(archive, [str(SAMPLE_ARCHIVE)], QuietListener(), defer_vectors=True)
        assert (again.unchanged, again.added, again.updated) == (55, 0, 0)
        assert archive.catalogue.last_change() == before


def test_the_later_version_is_current_and_the_earlier_is_kept(sample_home: Path) -> None:
    with Archive(Settings(home=sample_home)) as archive:
        with archive.catalogue.writing() as writer:
            versions = writer.versions(EARTHQUAKE)
        assert [(version.version, version.is_current) for version in versions] == [(1, False), (2, True)]
        articles = {article.version: article for article in archive.catalogue.articles([v.id for v in versions])}
    assert "2,300" in articles[1].title
    assert "11,000" in articles[2].title


def test_every_article_has_a_source_a_date_and_a_language(sample_home: Path) -> None:
    with Archive(Settings(home=sample_home)) as archive:
        ids = {article_id for _, article_id in archive.catalogue.changed_articles(0, 1_000)}
        articles = archive.catalogue.articles(sorted(ids), current_only=True)
        assert len(archive.catalogue.sources()) == len({article.source for article in articles}) >= 5
    assert {article.language for article in articles} == {"en", "ko"}
    assert [article.url for article in articles if article.published_at is None] == []


def test_both_indexes_hold_every_chunk(sample_home: Path) -> None:
    with Archive(Settings(home=sample_home)) as archive:
        assert archive.differences() == []
        assert archive.status().pending_chunks == 0
