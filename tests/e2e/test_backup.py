"""A backup taken in the middle of everything comes back to the last row."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from tests.e2e.agreement import assert_everything_agrees, everything, rows, vectors
from tests.e2e.made_up_news import articles
from tests.e2e.processes import clippings, start, wait


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Path:
    """A home with 30 articles, some of them updated, and a sources.yaml."""
    folder = tmp_path_factory.mktemp("kept")
    home, news = folder / "home", folder / "news.jsonl"
    home.mkdir()
    (home / "models").symlink_to(models_folder)
    (home / "sources.yaml").write_text("sources: []\n")
    news.write_text("".join(json.dumps(one) + "\n" for one in articles(range(30))))
    assert clippings(home, "ingest", news).code == 0
    news.write_text("".join(json.dumps({**one, "text": f"New. {one['text']}"}) + "\n" for one in articles(range(5))))
    assert clippings(home, "ingest", news).code == 0
    return home


def all_rows(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to the last column."""
    tables = [name for (name,) in rows(home, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: sorted(rows(home, f"SELECT * FROM {name}"), key=repr) for name in tables}


def test_a_restored_archive_has_every_row_and_every_vector_and_computes_none_again(
    kept: Path, make_home: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "kept.tar.zst"
    made = clippings(kept, "backup", file, "--json")
    assert made.code == 0, made.stderr
    assert (made.json["articles"], made.json["vectors"], made.json["notes"]) == (30, 30, [])
    assert list(tmp_path.glob(".backup-*")) == []

    again = make_home("again")
    restored = clippings(again, "restore", file, "--json")
    assert restored.code == 0, restored.stderr
    assert (restored.json["articles"], restored.json["vectors"], restored.json["pending_chunks"]) == (30, 30, 0)
    assert all_rows(again) == all_rows(kept)
    assert (again / "sources.yaml").read_text() == "sources: []\n"
    (names, mine), (expected_names, expected) = vectors(again), vectors(kept)
    assert names == expected_names
    np.testing.assert_allclose(mine, expected, atol=1e-7)  # Chroma scales each row to length 1 again
    assert_everything_agrees(again)
    assert clippings(again, "ask", "What did the Aldersea ferry council reopen?", "--json").json["notes"] == []

    refused = clippings(again, "restore", file)
    assert (refused.code, refused.stdout) == (2, "")
    assert "not empty" in refused.stderr


def test_a_backup_taken_while_an_ingest_writes_is_one_moment_of_it_and_the_followers_catch_up(
    kept: Path, make_home: Callable[[str], Path], write_jsonl: Callable[..., Path], tmp_path: Path
) -> None:
    busy, again = make_home("busy"), make_home("again")
    first = write_jsonl(*articles(range(50)), name="first.jsonl")
    news = write_jsonl(*articles(range(50, 400)), name="news.jsonl")
    assert clippings(busy, "ingest", first).code == 0
    ingesting = start(busy, "ingest", news, "--json")
    deadline = time.monotonic() + 60
    while rows(busy, "SELECT count(*) FROM articles") == [(50,)] and time.monotonic() < deadline:
        time.sleep(0.01)
    made = clippings(busy, "backup", tmp_path / "busy.tar.zst", "--json")
    assert made.code == 0, made.stderr
    assert ingesting.poll() is None, "the ingest ended before the backup"
    assert 50 < made.json["articles"] <= 400
    assert made.json["vectors"] > 0 or "another process is using them" in made.json["notes"][0]
    assert wait(ingesting).code == 0

    restored = clippings(again, "restore", tmp_path / "busy.tar.zst", "--json")
    assert restored.code == 0, restored.stderr
    assert restored.json["articles"] == made.json["articles"]
    until, whole = all_rows(again), all_rows(busy)
    for table in ("articles", "chunks", "changes", "near_duplicate_bands", "read_documents"):
        assert set(until[table]) <= set(whole[table]), table

    assert clippings(again, "ingest", news, "--json").json["added"] == 400 - made.json["articles"]
    assert everything(again) == everything(busy)
    assert_everything_agrees(again)


def test_while_another_process_owns_the_vectors_a_backup_says_that_they_are_left_out(
    kept: Path, make_home: Callable[[str], Path], tmp_path: Path
) -> None:
    with Archive(Settings(home=kept)) as owner:
        assert owner.vectors.own()
        made = clippings(kept, "backup", tmp_path / "without.tar.zst", "--json")
    assert made.code == 0, made.stderr
    assert made.json["vectors"] == 0
    assert "--wait" in made.json["notes"][0]
    again = make_home("again")
    assert clippings(again, "restore", tmp_path / "without.tar.zst", "--json").json["pending_chunks"] == 30
    asked = clippings(again, "search", "Aldersea ferry", "--json")
    assert asked.json["passages"]


def test_no_backup_is_made_of_a_damaged_catalogue(make_home: Callable[[str], Path], kept: Path, tmp_path: Path) -> None:
    home = make_home("damaged")
    with (
        closing(sqlite3.connect(kept / "catalogue.db")) as live,
        closing(sqlite3.connect(home / "catalogue.db")) as copy,
    ):
        live.backup(copy)
    content = bytearray((home / "catalogue.db").read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    (home / "catalogue.db").write_bytes(content)
    done = clippings(home, "backup", tmp_path / "damaged.tar.zst")
    assert (done.code, done.stdout) == (1, "")
    assert "damaged" in done.stderr
    assert "clippings restore" in done.stderr
    assert not (tmp_path / "damaged.tar.zst").exists()
