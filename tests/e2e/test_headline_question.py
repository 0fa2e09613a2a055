"""The promise of the project: a question, an answer, and the clippings that prove it to the letter."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.agreement import current_text
from tests.e2e.processes import PROJECT, clippings

_QUESTIONS = [
    json.loads(line) for line in (PROJECT / "benchmarks" / "sample_questions.jsonl").read_text("utf-8").splitlines()
]


def test_the_headline_question_is_answered_with_quotes_that_stand_in_the_articles(sample_home: Path) -> None:
    asked = clippings(sample_home, "ask", "Why does Korea need Japan for R&D?", "--json")
    assert asked.code == 0, asked.stderr
    answer = asked.json
    assert not answer["abstained"]
    assert answer["mode"] == "extractive"
    assert answer["citations"]
    for citation in answer["citations"]:
        text = current_text(sample_home, citation["url"])
        assert citation["quote"] == text[citation["start"] : citation["end"]]
        assert f"[{citation['number']}]" in answer["answer"]
    about_japan = [each for each in answer["citations"] if "Japan" in current_text(sample_home, each["url"])]
    assert about_japan == answer["citations"]


def test_a_person_reads_each_headline_with_its_quotes_and_address_once(sample_home: Path) -> None:
    asked = clippings(sample_home, "ask", "Why does Korea need Japan for R&D?")
    assert asked.code == 0
    clipping = asked.stdout.strip().split("\n\n", 1)[0]
    headline, *quotes = clipping.splitlines()
    assert not headline.startswith("[")
    assert any(line.strip().startswith("[1] “") for line in quotes)
    assert "https://" in clipping
    assert asked.stdout.count("[1]") == 1


def test_questions_about_nothing_in_the_archive_abstain(sample_home: Path) -> None:
    questions = ["How do I make a sourdough starter?", "At what temperature does ethanol boil?", "zxqv blorft gnarp?"]
    batch = "".join(json.dumps({"question": question}) + "\n" for question in questions)
    for answer in clippings(sample_home, "ask", "--batch", "-", stdin=batch).lines:
        assert answer["abstained"], answer["question"]
        assert answer["citations"] == []


def test_every_quote_of_many_answers_is_what_the_article_says_at_those_offsets(sample_home: Path) -> None:
    questions = [case for case in _QUESTIONS if case["answerable"]][::3][:20]
    batch = "".join(json.dumps({"id": case["id"], "question": case["question"]}) + "\n" for case in questions)
    asked = clippings(sample_home, "ask", "--batch", "-", stdin=batch)
    assert asked.code == 0, asked.stderr
    assert [answer["id"] for answer in asked.lines] == [case["id"] for case in questions]
    citations = [citation for answer in asked.lines for citation in answer["citations"]]
    assert len(citations) >= len(questions) / 2
    for citation in citations:
        text = current_text(sample_home, citation["url"])
        assert citation["quote"] == text[citation["start"] : citation["end"]]
