from __future__ import annotations

import json
from pathlib import Path

import pytest

from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.errors import WrongUsage
from clippings.core.types import Question
from clippings.evaluation.realtimeqa import report
from clippings.evaluation.realtimeqa.questions import QuizQuestion
from clippings.evaluation.realtimeqa.run import Measured, Outcome, choose, finder, ingest_seconds, percentiles, run
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

_CASES = [
    QuizQuestion("a", "When will the night ferry stop?", "2023-03-12", ("1 June", "1 May", "never"), 1),
    QuizQuestion("b", "What did the Sorrel bridge cost?", "2022-12-31", ("310 million crowns", "9 crowns"), 0),
]
_FERRY = "The night ferry to Port Sorrel will stop on 1 May because its engines are old, the harbour board said."
_BRIDGE = "The Sorrel bridge opened on Monday. It cost 310 million crowns, 40 million more than planned."


@pytest.fixture
def news(archive: Archive, tmp_path: Path) -> Archive:
    lines = [
        {"url": "https://a.example/f", "title": "Ferry to end", "published_at": "2023-03-10", "text": _FERRY},
        {"url": "https://a.example/b", "title": "Bridge opens", "published_at": "2023-02-06", "text": _BRIDGE},
    ]
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(json.dumps({**line, "source": "Bay Post"}) for line in lines), "utf-8")
    ingest(archive, [str(file)], QuietListener())
    return archive


def _outcomes(news: Archive) -> list[Outcome]:
    retriever = HybridRetriever(archive=news)

    def search(question: Question) -> list[str]:
        return [passage.text for passage in retriever.retrieve(question).passages]

    return run(_CASES, search, lambda _: None)


def test_an_article_of_a_later_day_is_never_a_hit(news: Archive) -> None:
    ferry, bridge = _outcomes(news)
    assert all(ferry.hits.values())
    assert ferry.as_words
    assert not any(bridge.hits.values())  # asked five weeks before the article


def test_the_right_choice_is_picked_from_what_was_found(news: Archive) -> None:
    found = finder(HybridRetriever(archive=news))
    assert choose(_CASES[:1], found, news.lexical.rarity, lambda _: None) == [True]


def test_the_search_sees_the_question_and_its_day_and_no_choice() -> None:
    seen: list[Question] = []

    def search(question: Question) -> list[str]:
        seen.append(question)
        return []

    run(_CASES, search, lambda _: None)
    assert {question.text for question in seen} == {case.text for case in _CASES}
    assert all(question.as_of == question.asked_at for question in seen)


def test_years_are_told_apart_and_the_page_and_the_picture_say_the_same(news: Archive, tmp_path: Path) -> None:
    archive = {"articles": 2, "chunks": 2, "embedded_chunks": 2, "embedding_model": "m"}
    told = report.as_json({report.CLIPPINGS: Measured(_outcomes(news))}, archive)
    named = told["runs"][report.CLIPPINGS]["figures"]
    assert [named[period]["hit@1"]["mean"] for period in ("all", "2022", "2023")] == [0.5, 0.0, 1.0]
    assert [named[period]["hit@1"]["n"] for period in ("all", "2022", "2023")] == [2, 1, 1]
    assert named["2023"]["mrr"]["mean"] == 1.0
    assert "| 2023 | 1 | 1.000 (1.000-1.000)" in report.page(told)
    report.plot(told, tmp_path / "hits.png")
    assert (tmp_path / "hits.png").read_bytes().startswith(b"\x89PNG")


def test_beside_its_peers_each_has_a_row_and_what_nobody_measured_is_left_empty(news: Archive) -> None:
    outcomes = _outcomes(news)
    ours = Measured(outcomes, ingest_s=90.0, memory_mb=1234.5, sampled_choices=[True, True, False, True])
    told = report.as_json({report.CLIPPINGS: ours, "Other": Measured(outcomes)}, {})
    header, _, first, second = report.table(told).splitlines()
    assert "choice accuracy (4 questions)" in header
    assert first.startswith("| Clippings | 0.500 | 0.500 | 0.500 | 0.750 | 1.5 |")
    assert first.endswith("| 1,234 |")
    assert second.startswith("| Other | 0.500 | 0.500 | 0.500 |  |  |")


def test_the_table_replaces_what_stood_between_its_marks_and_nothing_else(news: Archive) -> None:
    told = report.as_json({report.CLIPPINGS: Measured(_outcomes(news))}, {})
    document = f"# Before\n\n{report.TABLE_BEGINS}\nan old table\n{report.TABLE_ENDS}\n\nAfter.\n"
    written = report.put_into(document, told)
    assert written == document.replace("an old table\n", report.table(told))
    assert report.put_into(written, told) == written
    with pytest.raises(WrongUsage, match="no place for the table"):
        report.put_into("# Without marks\n", told)


def test_the_time_of_the_ingest_is_told_only_where_one_ingest_brought_all(news: Archive, tmp_path: Path) -> None:
    assert (ingest_seconds(news) or 0) > 0
    more = tmp_path / "more.txt"
    more.write_text("A third ferry was ordered in March, the harbour board of Port Sorrel said.\n" * 3, "utf-8")
    ingest(news, [str(more)], QuietListener())
    assert ingest_seconds(news) is None


def test_percentiles_of_nothing_are_nothing() -> None:
    assert percentiles([]) == {}
    assert percentiles([1.0, 2.0, 3.0])["p50"] == 2.0
