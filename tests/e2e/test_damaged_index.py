"""A damaged index folder is named with its way out, and that way out works."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.agreement import assert_everything_agrees, rows
from tests.e2e.made_up_news import articles
from tests.e2e.processes import clippings

_QUESTION = "What did the Aldersea ferry council reopen?"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    home, news = folder / "home", folder / "news.jsonl"
    home.mkdir()
    (home / "models").symlink_to(models_folder)
    news.write_text("".join(json.dumps(article) + "\n" for article in articles(range(10))))
    assert clippings(home, "ingest", news).code == 0
    return home


@pytest.fixture
def ingested(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "ingested", symlinks=True))


def _overwrite(folder: Path, pattern: str) -> None:
    files = [path for path in folder.rglob(pattern) if path.is_file()]
    assert files
    for path in files:
        path.write_bytes(b"garbage " * 100)


@pytest.mark.parametrize("files", ["*.term", "*.fast", "meta.json"])
def test_any_damaged_part_of_the_lexical_index_is_named_with_its_way_out(ingested: Path, files: str) -> None:
    _overwrite(ingested / "lexical" / "segments", files)
    searched = clippings(ingested, "search", _QUESTION, "--json")
    assert (searched.code, searched.stdout) == (1, "")
    assert "clippings reindex --lexical" in searched.stderr


def test_a_damaged_lexical_index_stops_ask_and_the_command_it_names_heals_it(ingested: Path) -> None:
    _overwrite(ingested / "lexical" / "segments", "*")
    asked = clippings(ingested, "ask", _QUESTION, "--json")
    assert (asked.code, asked.stdout) == (1, "")
    assert "clippings reindex --lexical" in asked.stderr
    assert clippings(ingested, "reindex", "--lexical").code == 0
    assert clippings(ingested, "ask", _QUESTION, "--json").json["citations"]
    assert_everything_agrees(ingested)


def test_with_damaged_vectors_ask_answers_by_words_and_says_so(ingested: Path) -> None:
    _overwrite(ingested / "vectors" / "chroma", "chroma.sqlite3")
    asked = clippings(ingested, "ask", _QUESTION, "--json")
    assert asked.code == 0, asked.stderr
    assert asked.json["citations"]
    (note,) = asked.json["notes"]
    assert "by words alone" in note
    assert "clippings reindex --vectors" in note
    doctor = clippings(ingested, "doctor")
    assert doctor.code == 1
    assert "clippings reindex --vectors" in doctor.stdout


def test_with_damaged_vectors_ingest_keeps_what_is_new_names_the_way_out_and_reindex_heals(
    ingested: Path, write_jsonl: Callable[..., Path]
) -> None:
    _overwrite(ingested / "vectors" / "chroma", "chroma.sqlite3")
    failed = clippings(ingested, "ingest", write_jsonl(*articles(range(10, 11))), "--json")
    assert (failed.code, failed.stdout) == (1, "")
    assert "clippings reindex --vectors" in failed.stderr
    assert rows(ingested, "SELECT count(*) FROM articles") == [(11,)]
    found = clippings(ingested, "search", "Report 10", "--json").json
    assert "https://gazette.example/10" in [passage["url"] for passage in found["passages"]]

    assert clippings(ingested, "reindex", "--vectors").code == 0
    assert_everything_agrees(ingested)
