"""A damaged index folder is named with its way out, and that way out works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.agreement import assert_everything_agrees, rows
from tests.e2e.made_up_news import articles
from tests.e2e.processes import clippings

_QUESTION = "What did the Aldersea ferry council reopen?"


@pytest.fixture
def ingested(home: Path, write_jsonl: Callable[..., Path]) -> Path:
    assert clippings(home, "ingest", write_jsonl(*articles(range(10)))).code == 0
    return home


def _overwrite(folder: Path, pattern: str) -> None:
    files = [path for path in folder.rglob(pattern) if path.is_file()]
    assert files
    for path in files:
        path.write_bytes(b"garbage " * 100)


@pytest.mark.parametrize("pattern", ["*", "*.term", "*.store", "*.fast", "meta.json"])
def test_a_damaged_lexical_index_is_named_by_ask_and_healed_by_the_command_it_names(
    ingested: Path, pattern: str
) -> None:
    _overwrite(ingested / "lexical" / "segments", pattern)
    asked = clippings(ingested, "ask", _QUESTION, "--json")
    if pattern == "*.store" and asked.code == 0:
        return  # stored fields are never read
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
    news = write_jsonl(*articles(range(10, 11)), name="later.jsonl")
    failed = clippings(ingested, "ingest", news, "--json")
    assert failed.code == 1
    assert "clippings reindex --vectors" in failed.stderr
    assert rows(ingested, "SELECT count(*) FROM articles") == [(11,)]
    found = clippings(ingested, "search", "Report 10", "--json").json
    assert "https://gazette.example/10" in [passage["url"] for passage in found["passages"]]

    assert clippings(ingested, "reindex", "--vectors").code == 0
    assert_everything_agrees(ingested)
