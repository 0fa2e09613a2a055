"""An archive as the first version left it, with rows in every table, comes forward with all of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from clippings.core.settings import Settings
from clippings.ingest.deduplication.near_duplicates import signature
from clippings.vectorstore import migrations
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.backup.make import make_backup
from clippings.vectorstore.backup.restore import restore_backup

_TEXT = "The harbour of Lindholm was closed on Thursday because nine ships had waited. "
_ARTICLES = 12
_KEPT = ("archive", "sources", "runs", "articles", "chunks", "changes", "rejects")


class Quiet:
    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A home with a catalogue at revision 0001: articles of two sources, one of them in two versions, and a reject."""
    home = tmp_path / "home"
    home.mkdir()
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["engine"] = create_engine(f"sqlite:///{home / 'catalogue.db'}")
    command.upgrade(config, "0001")
    config.attributes["engine"].dispose()
    with closing(sqlite3.connect(home / "catalogue.db")) as connection:
        connection.execute("INSERT INTO archive VALUES ('0ffdb1a5', '2022-01-01 00:00:00')")
        connection.executemany("INSERT INTO sources VALUES (?, ?)", [(1, "Post"), (2, "한겨레")])
        connection.execute(
            "INSERT INTO runs VALUES (1, '2022-01-01 00:00:00', '2022-01-01 00:01:00', '[\"news\"]', '{}')"
        )
        for number in range(1, _ARTICLES + 1):
            text = f"{_TEXT}Ship {number} came first.\n{_TEXT}"
            is_second = number == _ARTICLES  # of article 1
            minhash, _ = signature(text)
            connection.execute(
                "INSERT INTO articles VALUES (?, ?, 1, ?, ?, ?, ?, '2022-03-16 09:00:00', 540, NULL, 'en', '[\"Bo\"]',"
                " ?, ?, NULL, ?, '2022-03-17 00:00:00')",
                (
                    number,
                    1 + number % 2,
                    f"https://a.example/{1 if is_second else number}",
                    2 if is_second else 1,
                    number != 1,
                    f"Headline {number}",
                    text,
                    f"{number:064x}",
                    minhash,
                ),
            )
            half = text.index("\n")
            connection.execute("INSERT INTO chunks VALUES (?, ?, 0, 0, ?)", (2 * number, number, half))
            connection.execute(
                "INSERT INTO chunks VALUES (?, ?, 1, ?, ?)", (2 * number + 1, number, half + 1, len(text))
            )
            connection.execute("INSERT INTO changes (article_id) VALUES (?)", (number,))
        connection.execute("INSERT INTO changes (article_id) VALUES (1)")
        connection.execute(
            "INSERT INTO rejects VALUES (1, 'news/bad.json', 'Post', 'no text', 1, '2022-01-01 00:00:00')"
        )
        connection.commit()
    return home


def kept_rows(home: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of the first version's tables, by the first version's columns."""
    with closing(sqlite3.connect(home / "catalogue.db")) as connection:
        connection.row_factory = sqlite3.Row
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")] for table in _KEPT
        }


def assert_holds(home: Path, before: dict[str, list[dict[str, Any]]]) -> None:
    for table, rows in kept_rows(home).items():
        columns = before[table][0].keys()
        assert [{name: row[name] for name in columns} for row in rows] == before[table], table


def test_every_row_of_the_first_version_is_kept_and_can_be_found(first: Path) -> None:
    before = kept_rows(first)
    assert all(before.values())
    with Archive(Settings(home=first)) as archive:
        assert archive.catalogue.counts() == (_ARTICLES - 1, 2 * (_ARTICLES - 1))
        assert archive.catalogue.check() == []
        archive.lexical.follow()
        assert archive.lexical.ids() == [2 * n + half for n in range(2, _ARTICLES + 1) for half in (0, 1)]
        hits = archive.lexical.search("ship 12", 1)
        chunk = archive.chunks([hits[0][0]])[hits[0][0]]
        assert "Ship 12 came first." in chunk.text
        assert (chunk.article.version, chunk.article.utc_offset_minutes, chunk.article.authors) == (2, 540, ("Bo",))
        assert [reject.location for reject in archive.catalogue.rejects()] == ["news/bad.json"]
    assert_holds(first, before)


def test_a_backup_of_an_archive_of_the_first_version_holds_all_its_rows(first: Path, tmp_path: Path) -> None:
    before = kept_rows(first)
    with Archive(Settings(home=first)) as archive:
        make_backup(archive, tmp_path / "first.tar.zst", Quiet())
    restored = restore_backup(Settings(home=tmp_path / "again"), tmp_path / "first.tar.zst", Quiet())
    assert restored.articles == _ARTICLES - 1
    assert_holds(tmp_path / "again", before)
