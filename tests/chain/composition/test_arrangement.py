from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clippings.chain.composition.arrangement import composition_of, length_for, sides_of
from clippings.chain.generation.extractive import ACCOUNT, FACT, STATEMENT
from clippings.chain.query.query import Query
from clippings.chain.query.question_type import QuestionType, TypeChances
from clippings.core.types import Evidence, Question
from clippings.core.understood import Understood
from tests.chain.conftest import evidence_of


def asked(text: str, types: TypeChances) -> Query:
    return Query(Question(text, datetime(2023, 4, 1, tzinfo=UTC)), Understood("en", text), types)


def told_on(day: str, text: str, article_id: int) -> Evidence:
    one = evidence_of(text, 0.5, article_id)
    article = replace(one.passage.article, published_at=datetime.fromisoformat(f"{day}T08:00+00:00"))
    return replace(one, passage=replace(one.passage, chunk=replace(one.passage.chunk, article=article)))


def read_in(query: Query, chosen: Sequence[Evidence]) -> list[str]:
    return [one.quote for one in composition_of(query).arrange(query, list(chosen))]


MARCH = told_on("2023-03-20", "The last ferry sailed.", 3)
JANUARY = told_on("2023-01-05", "The board voted to end the ferry.", 1)
FEBRUARY = told_on("2023-02-11", "The bridge opened.", 2)
CHOSEN = [FEBRUARY, MARCH, JANUARY]
"""The likeliest first."""


@pytest.mark.parametrize("kind", [QuestionType.TIMELINE, QuestionType.OVERVIEW])
def test_an_account_is_told_in_the_order_of_days(kind: QuestionType) -> None:
    assert read_in(asked("How did the ferry end?", {kind: 1.0}), CHOSEN) == [
        one.quote for one in (JANUARY, FEBRUARY, MARCH)
    ]


def test_what_is_new_leads_where_news_is_asked_for() -> None:
    query = asked("Anything new on the ferry?", {QuestionType.LATEST: 1.0})
    assert read_in(query, CHOSEN) == [one.quote for one in (MARCH, FEBRUARY, JANUARY)]


def test_the_likeliest_quote_settles_a_yes_or_no_before_its_article_is_read_in_order() -> None:
    text = "The plan was old. The ferry stopped."
    plan = evidence_of(text)
    settles = replace(plan, start=18, end=len(text), score=0.9)
    query = asked("Has the ferry stopped?", {QuestionType.YES_NO: 1.0})
    assert read_in(query, [settles, replace(plan, end=17)]) == ["The ferry stopped.", "The plan was old."]


def test_a_reason_is_read_as_it_was_written() -> None:
    text = "The plan was old. The ferry stopped."
    plan = evidence_of(text)
    settles = replace(plan, start=18, end=len(text), score=0.9)
    query = asked("Why has the ferry stopped?", {QuestionType.WHY: 1.0})
    assert read_in(query, [settles, replace(plan, end=17)]) == ["The plan was old.", "The ferry stopped."]


@pytest.mark.parametrize("question", ["Did Alder pay more than Sorrel?", "alder vs sorrel, who paid more?"])
def test_sides_of_a_comparison_stand_together_behind_what_tells_of_both(question: str) -> None:
    alder, again = evidence_of("Alder's council paid 5 crowns.", 0.9, 1), evidence_of("Alder had 3 votes.", 0.7, 3)
    sorrel, both = evidence_of("Sorrel paid 4.", 0.8, 2), evidence_of("Alder and Sorrel share the bill.", 0.6, 4)
    query = asked(question, {QuestionType.COMPARISON: 1.0})
    assert read_in(query, [alder, sorrel, again, both]) == [one.quote for one in (both, alder, again, sorrel)]


def test_a_comparison_without_two_names_is_read_as_written() -> None:
    assert sides_of("is the bus dearer than the boat?") == []
    query = asked("is the bus dearer than the boat?", {QuestionType.COMPARISON: 1.0})
    assert read_in(query, CHOSEN) == [one.quote for one in CHOSEN]


@pytest.mark.parametrize(
    ("types", "length"),
    [
        ({QuestionType.NUMBER: 0.5, QuestionType.WHEN: 0.3, QuestionType.HOW: 0.2}, FACT),
        ({QuestionType.NUMBER: 0.5, QuestionType.HOW: 0.5}, ACCOUNT),
        ({QuestionType.WHY: 0.5, QuestionType.NUMBER: 0.3, QuestionType.HOW: 0.2}, STATEMENT),
        ({}, ACCOUNT),
    ],
)
def test_an_answer_is_short_where_its_type_is_sure(types: TypeChances, length: object) -> None:
    assert length_for(asked("What now?", types)) is length
