"""A killed ingest resumes without loss or duplicates, and two at once are as one after the other."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clippings.core.settings import Settings
from clippings.ingest.pipeline import Counts, ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.deduplication.test_near_duplicates import story
from tests.vectorstore.processes import another_process, event


class Telling(QuietListener):
    """Tells another process when the first batch is done."""

    def __init__(self, has_begun: Any) -> None:
        super().__init__()
        self._has_begun = has_begun

    def advance(self, count: int) -> None:
        self._has_begun.set()


def ingest_files(home: Path, paths: list[Path], has_begun: Any) -> None:
    with Archive(Settings(home=home)) as archive:
        ingest(archive, [str(path) for path in paths], Telling(has_begun), defer_vectors=True)


def write_news(path: Path, count: int) -> Path:
    """Short articles of ten sources; in each hundred one has no text, and two tell a story in nearly the same words."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            sentences = story(number // 2 if number % 100 == 1 else 10_000 + number, 5)
            if number % 100 == 0:
                sentences = [*story(number // 2, 5), "Weather follows."]
            article = {
                "url": f"https://paper{number % 10}.example/{number}",
                "title": f"Story {number}",
                "source": f"Paper {number % 10}",
                "published_at": f"2023-03-{number % 28 + 1:02}",
                "text": "\n".join(sentences) if number % 100 != 50 else "",
            }
            file.write(json.dumps(article) + "\n")
    return path


def ingest_in_one_go(home: Path, path: Path) -> Counts:
    with Archive(Settings(home=home)) as archive:
        return ingest(archive, [str(path)], QuietListener(), defer_vectors=True)


def read(home: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "catalogue.db") as database:
        return database.execute(query).fetchall()


def all_rows(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for the runs and the clock."""
    rows = {}
    for table in ("sources", "articles", "chunks", "changes", "near_duplicate_bands", "rejects"):
        columns = [str(name) for _, name, *_ in read(home, f"PRAGMA table_info({table})")]
        kept = ", ".join(f'"{name}"' for name in columns if name not in {"run_id", "ingested_at", "seen_at"})
        without_id = kept.removeprefix('"id", ') if table == "rejects" else kept  # noted anew by each run
        rows[table] = read(home, f"SELECT {without_id} FROM {table} ORDER BY 1, 2")
    return rows


def rows_by_address(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row under the address of its article, for ingests whose order differs."""
    queries = {
        "articles": "SELECT url, version, is_current, name, title, published_at, language, text, content_hash, minhash "
        "FROM articles JOIN sources ON sources.id = source_id",
        "chunks": 'SELECT url, ordinal, start, "end" FROM chunks JOIN articles ON articles.id = article_id',
        "changes": "SELECT url FROM changes JOIN articles ON articles.id = article_id",
        "bands": "SELECT url, key FROM near_duplicate_bands JOIN articles ON articles.id = article_id",
        "rejects": "SELECT location, source, reason FROM rejects",
    }
    rows = {name: sorted(read(home, query), key=repr) for name, query in queries.items()}
    pairs = read(home, "SELECT a.url, b.url FROM articles a JOIN articles b ON a.story_id = b.id")
    rows["stories"] = sorted(tuple(sorted(map(str, pair))) for pair in pairs)
    return rows


def test_an_ingest_that_is_killed_again_and_again_ends_as_one_that_never_was(
    tmp_path: Path, make_home: Callable[[str], Path]
) -> None:
    news_file, home, clean = write_news(tmp_path / "news.jsonl", 2_000), make_home("killed"), make_home("clean")
    counts = ingest_in_one_go(clean, news_file)
    assert (counts.added, counts.rejected, counts.duplicates) == (1_980, 20, 20)
    reached = 0
    for delay_s in (0.0, 0.13, 0.31):
        has_begun = event()
        with another_process(ingest_files, home, [news_file], has_begun) as process:
            assert has_begun.wait(60)
            time.sleep(delay_s)
            process.kill()
            process.join()
        [(kept,)] = read(home, "SELECT count(*) FROM articles")
        assert reached <= int(str(kept)) < 1_980
        reached = int(str(kept))
    assert reached > 0
    counts = ingest_in_one_go(home, news_file)
    assert (counts.added, counts.unchanged, counts.rejected) == (1_980 - reached, reached, 20)
    with Archive(Settings(home=home)) as archive:
        assert archive.differences() == ["vector index: not made yet; clippings ingest makes it"]
    assert all_rows(home) == all_rows(clean)


@pytest.mark.parametrize("order", ["the same", "crossed"])
def test_two_processes_that_ingest_at_once_lose_and_repeat_nothing(
    order: str, tmp_path: Path, make_home: Callable[[str], Path]
) -> None:
    news_file, home, clean = write_news(tmp_path / "news.jsonl", 600), make_home("two"), make_home("clean")
    ingest_in_one_go(clean, news_file)
    halves = [tmp_path / "first.jsonl", tmp_path / "second.jsonl"]
    lines = news_file.read_text("utf-8").splitlines(keepends=True)
    for half, part in zip(halves, (lines[:300], lines[300:]), strict=True):
        half.write_text("".join(part), "utf-8")
    other_takes = halves if order == "the same" else halves[::-1]
    with (
        another_process(ingest_files, home, halves, event()) as one,
        another_process(ingest_files, home, other_takes, event()) as other,
    ):
        one.join(100)
        other.join(100)
        assert (one.exitcode, other.exitcode) == (0, 0)
    expected, found = rows_by_address(clean), rows_by_address(home)
    assert len(found.pop("rejects")) == len(expected.pop("rejects")) == 6
    assert found == expected
    runs = [json.loads(str(counts)) for (counts,) in read(home, "SELECT counts FROM runs")]
    assert sum(run["added"] for run in runs) == sum(run["unchanged"] for run in runs) == 594
    with Archive(Settings(home=home)) as archive:
        assert archive.lexical.count() == archive.catalogue.counts()[1]
