from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from clippings.chain.evidence.features import SentenceCandidate
from clippings.chain.evidence.relations import relate
from clippings.core.sentences import Span
from clippings.core.time_window import TimeWindow
from clippings.core.types import Article, Chunk, Passage, Question
from clippings.vectorstore.lexical.tokenizers import group_of, words

NOW = datetime(2024, 6, 1, tzinfo=UTC)
ASKED = Question("What became of the ferry?", NOW)


def _said(number: int, text: str, days_ago: int | None, chunk: float = 1.0) -> SentenceCandidate:
    at = None if days_ago is None else NOW - timedelta(days=days_ago)
    article = Article(number, f"https://example.org/{number}", "Ferry", "Example", at, "en", text)
    passage = Passage(Chunk(number, article, 0, 0, len(text)), number, 1.0)
    return SentenceCandidate(
        passage, Span(0, len(text)), 0.5, {"chunk": chunk}, frozenset(words(text, group_of("en"))) - {""}
    )


def test_age_counts_from_the_newest_article_on_the_topic() -> None:
    told = [
        _said(1, "The ferry sails.", 1),
        _said(2, "The ferry will sail.", 10),
        _said(3, "A bridge opened.", 0, -2.0),
    ]
    ages = [one["age"] for one in relate(told, [0.0, 0.0, 0.0], ASKED)]
    assert ages[0] == 0.0
    assert ages[1] == math.log1p(9)


def test_nothing_is_old_of_what_is_long_out_of_the_news() -> None:
    told = [_said(1, "The ferry sails.", 400), _said(2, "The ferry will sail.", 900)]
    assert [one["age"] for one in relate(told, [0.0, 0.0], ASKED)] == [0.0, 0.0]


def test_age_counts_from_the_newest_article_of_the_time_that_is_asked_about() -> None:
    asked = Question(
        "What became of it last year?", NOW, around=TimeWindow(NOW - timedelta(days=500), NOW - timedelta(300))
    )
    told = [_said(1, "The ferry sails again.", 1), _said(2, "The ferry was sold.", 400)]
    recent, of_the_time = (one["age"] for one in relate(told, [0.0, 0.0], asked))
    assert of_the_time == 0.0
    assert recent > 5.0


def test_an_article_without_a_date_is_not_old() -> None:
    told = [_said(1, "The ferry sails.", 1), _said(2, "The ferry will sail.", None)]
    assert relate(told, [0.0, 0.0], ASKED)[1]["age"] == 0.0


def test_what_another_article_tells_too_counts_and_what_its_own_repeats_does_not() -> None:
    told = [
        _said(1, "The ferry to Sorrel stops in May.", 1),
        _said(2, "In May the ferry to Sorrel stops for good.", 1),
        _said(3, "Apple growers expect a poor harvest.", 1),
    ]
    shares = [one["told_elsewhere"] for one in relate(told, [2.0, 1.0, 0.0], ASKED)]
    assert min(shares[:2]) > shares[2]
    alone = relate([told[0], told[0]], [1.0, 1.0], ASKED)
    assert [one["told_elsewhere"] for one in alone] == [0.0, 0.0]


def test_nothing_relates_to_nothing() -> None:
    assert relate([], [], ASKED) == []


def test_the_figures_of_a_year_that_come_in_the_next_are_not_old() -> None:
    last_year = TimeWindow(NOW - timedelta(days=417), NOW - timedelta(days=52))
    asked = Question("How many sailed last year?", NOW, around=last_year)
    told = [_said(1, "Last year 3,100 sailed.", 10), _said(2, "Some 2,000 had sailed by May.", 300)]
    assert relate(told, [0.0, 0.0], asked)[0]["age"] == 0.0
