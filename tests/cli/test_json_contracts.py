"""With `--json`, stdout holds one JSON object with the documented keys, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli import shapes
from tests.cli.conftest import CommandLine
from tests.cli.shapes import assert_shape


def test_ingest_and_reindex_tell_their_counts(
    clippings: CommandLine, home: Path, write_jsonl: Callable[..., Path]
) -> None:
    news = write_jsonl({"title": "Ferry back", "text": "The ferry to Aldersea sails again."}, {"title": "No text"})
    ingested = clippings("ingest", news, "--json", home=home).json
    assert_shape(ingested, shapes.COUNTS)
    assert (ingested["seen"], ingested["added"], ingested["rejected"], ingested["chunks"]) == (2, 1, 1, 1)
    again = clippings("ingest", news, "--json", home=home).json
    assert (again["added"], again["unchanged"], again["chunks"]) == (0, 1, 0)

    (reject,) = clippings("status", "--rejects", "--json", home=home).json["rejects"]
    assert_shape(reject, shapes.REJECT)
    assert reject["location"].endswith("news.jsonl:2")

    for which in ([], ["--lexical"], ["--vectors"]):
        rebuilt = clippings("reindex", *which, "--json", home=home)
        assert rebuilt.code == 0
        assert_shape(rebuilt.json, shapes.REINDEXED)
        assert rebuilt.json["chunks"] == 1

    changed = clippings("reindex", "--vectors", "--model", "packaged", "--json", home=home).json
    assert_shape(changed, shapes.REINDEXED)
    assert (changed["chunks"], changed["dropped"]) == (1, 0)
    assert clippings("reindex", "--drop-old", "--json", home=home).json["dropped"] == 1
    assert "1 chunks" in clippings("reindex", "--vectors", "--model", "packaged", home=home).stdout
    assert clippings("reindex", "--drop-old", home=home).stdout == "0 collections of vectors dropped.\n"
    for wrong in (["--model", "packaged"], ["--lexical", "--vectors", "--model", "packaged"]):
        assert clippings("reindex", *wrong, home=home).code == 2
    unknown = clippings("reindex", "--vectors", "--model", "./no-such-model", home=home)
    assert unknown.code == 1
    assert clippings("ask", "Where does the ferry sail?", "--json", home=home).json["notes"] == []


def test_status_tells_the_articles_the_chunks_and_the_sources(clippings: CommandLine) -> None:
    status = clippings("status", "--json").json
    assert_shape(status, shapes.STATUS)
    assert "rejects" not in status
    assert status["embedded_chunks"] + status["pending_chunks"] == status["chunks"]
    assert len(status["sources"]) == 5
    for source in status["sources"]:
        assert_shape(source, shapes.SOURCE)
        assert source["oldest"] <= source["newest"]
    assert sum(source["articles"] for source in status["sources"]) == status["articles"]


def test_status_counts_what_is_still_to_be_embedded(
    clippings: CommandLine, home: Path, write_jsonl: Callable[..., Path]
) -> None:
    news = write_jsonl({"title": "Ferry back", "text": "The ferry to Aldersea sails again."})
    assert clippings("ingest", news, "--defer-vectors", home=home).code == 0
    status = clippings("status", "--json", home=home).json
    assert (status["chunks"], status["embedded_chunks"], status["pending_chunks"]) == (1, 0, 1)


def test_search_gives_passages_in_order(clippings: CommandLine) -> None:
    found = clippings("search", "export controls", "--k", 7, "--json").json
    assert_shape(found, shapes.FOUND)
    assert [passage["rank"] for passage in found["passages"]] == [1, 2, 3, 4, 5, 6, 7]
    for passage in found["passages"]:
        assert_shape(passage, shapes.PASSAGE)
        assert passage["end"] - passage["start"] == len(passage["text"])
    scores = [passage["score"] for passage in found["passages"]]
    assert scores == sorted(scores, reverse=True)


def test_ask_gives_an_answer_with_numbered_citations(clippings: CommandLine) -> None:
    answer = clippings("ask", "Why does Korea need Japan for R&D?", "--json").json
    assert_shape(answer, shapes.ANSWER)
    assert_shape(answer["timings_ms"], shapes.TIMINGS)
    assert answer["question"] == "Why does Korea need Japan for R&D?"
    assert 0 < answer["confidence"] <= 1
    assert [citation["number"] for citation in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    assert answer["citations"]
    for citation in answer["citations"]:
        assert_shape(citation, shapes.CITATION)
        assert citation["end"] - citation["start"] == len(citation["quote"])


def test_an_answer_that_abstains_has_the_same_keys(clippings: CommandLine) -> None:
    answer = clippings("ask", "How do I make a sourdough starter?", "--json").json
    assert_shape(answer, shapes.ANSWER)
    assert (answer["abstained"], answer["citations"]) == (True, [])


def test_doctor_tells_each_part(clippings: CommandLine) -> None:
    found = clippings("doctor", "--json")
    assert found.code == 0
    assert_shape(found.json, shapes.DOCTOR)
    for check in found.json["checks"]:
        assert_shape(check, shapes.CHECK)
    parts = {check["part"] for check in found.json["checks"]}
    assert {"settings", "folder", "catalogue", "indexes", "embedding model", "Discord token"} <= parts
