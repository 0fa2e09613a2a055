"""The newest value leads, a changed plan is not what will be, and what was before is not what is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clippings.chain.evidence.namesakes import without_namesakes
from clippings.chain.pipeline import Asker
from clippings.chain.supersession.current import asks_about_now
from clippings.chain.supersession.former import (
    asks_for_former,
    asks_for_old_value,
    holder_after,
    is_former,
    leaves,
    newer_part,
)
from clippings.core.types import Answer, Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.chain.conftest import evidence_of
from tests.conftest import QuietListener

_TOLLS = (
    (
        "2021-02-01",
        "Toll on the Lund tunnel",
        "The toll for the Lund tunnel is 9 crowns from today, the roads agency said.",
    ),
    (
        "2023-02-01",
        "Lund tunnel dearer",
        "The toll for the Lund tunnel is 12 crowns from today, the roads agency said.",
    ),
)
_POOL = (
    ("2023-01-10", "Marrow pool to open in May", "The Marrow pool will open to swimmers on May 2, the city said."),
    (
        "2023-04-01",
        "Marrow pool delayed",
        "The opening of the Marrow pool was postponed to July 9 after tiles fell, the city said.",
    ),
)
_FIRE = (
    (
        "2022-08-01",
        "Fire at the Orla works",
        "Three people were hurt in a fire at the Orla works on Sunday, police said. "
        "Correction: An earlier version of this article said that 14 people were hurt.",
    ),
)
_FAIRS = (
    (
        "2023-03-01",
        "Avon, Ohio, bans fireworks",
        "The council of Avon, Ohio, banned fireworks on Monday by nine to one.",
    ),
)


@pytest.fixture
def asked(archive: Archive, write_jsonl: Callable[..., Path]) -> Callable[..., Answer]:
    """The answer of an archive of these articles."""

    def ask(question: str, articles: tuple[tuple[str, str, str], ...]) -> Answer:
        rows = [
            {"url": f"https://a.example/{at}", "published_at": day, "title": title, "source": "Post", "text": text}
            for at, (day, title, text) in enumerate(articles)
        ]
        ingest(archive, [str(write_jsonl(*rows))], QuietListener())
        return Asker(archive).ask(Question(question, datetime(2024, 1, 1, tzinfo=UTC)))

    return ask


def test_the_newest_value_leads_and_the_older_stands_behind_it(asked: Callable[..., Answer]) -> None:
    answer = asked("How much is the toll for the Lund tunnel?", _TOLLS)
    quotes = [one.quote for one in answer.citations]
    assert "12 crowns" in quotes[0]
    assert any("9 crowns" in quote for quote in quotes[1:])
    assert "9" not in (answer.short_answer or "")


def test_a_plan_that_was_changed_is_not_what_will_be(asked: Callable[..., Answer]) -> None:
    answer = asked("When does the Marrow pool open?", _POOL)
    assert "July 9" in answer.citations[0].quote
    assert all("May 2" not in one.quote for one in answer.citations)
    assert "May" not in (answer.short_answer or "")


def test_a_yes_or_no_gets_what_changed_before_the_plan(asked: Callable[..., Answer]) -> None:
    answer = asked("Did the Marrow pool open on May 2?", _POOL)
    assert "postponed" in answer.citations[0].quote


def test_a_correction_is_not_the_answer(asked: Callable[..., Answer]) -> None:
    answer = asked("How many people were hurt in the fire at the Orla works?", _FIRE)
    assert answer.citations[0].quote.startswith("Three people")
    assert all("14" not in one.quote for one in answer.citations)


def test_a_place_of_the_same_name_answers_nothing(asked: Callable[..., Answer]) -> None:
    assert asked("By how many votes did Avon, Indiana, ban fireworks?", _FAIRS).abstained


def test_only_an_article_of_the_same_place_elsewhere_is_left_out() -> None:
    ohio = evidence_of(_FAIRS[0][2])
    both = evidence_of(f"{_FAIRS[0][2]} Avon, Indiana, allows them.")
    neither = evidence_of("The fireworks of Lund were banned.")
    found = [ohio, both, neither]
    assert without_namesakes("By how many votes did Avon, Indiana, ban fireworks?", found) == [both, neither]
    assert without_namesakes("By how many votes did Avon, Ohio, ban fireworks?", found) == found
    assert without_namesakes("Who banned fireworks?", found) == found


@pytest.mark.parametrize(
    ("sentence", "words", "former"),
    [
        ("The fee rose from 3 crowns to 5 crowns.", "3 crowns", True),
        ("The fee rose from 3 crowns to 5 crowns.", "5 crowns", False),
        ("The fair was moved from 3 June to 9 July.", "3 June", True),
        ("The seat moves from Alder Bay to Lund in 2030.", "Alder Bay", True),
        ("The seat moves from Alder Bay to Lund in 2030.", "Lund", False),
        ("Vera Holt was sworn in, succeeding Mira Olsen.", "Mira Olsen", True),
        ("Vera Holt was sworn in, succeeding Mira Olsen.", "Vera Holt", False),
        ("Growth came to 2.1 percent, up from 1.8 percent.", "1.8 percent", True),
        ("The letter from Mira Olsen was read aloud in the hall.", "Mira Olsen", False),
        ("The opening, planned for 4 May 2024, has been postponed.", "4 May 2024", True),
        ("The opening is planned for 4 May 2024.", "4 May 2024", False),
        ("The week was cut to 38 hours from 41 hours.", "41 hours", True),
        ("The week was cut to 38 hours from 41 hours.", "38 hours", False),
        ("요금은 1200원에서 1500원으로 올랐다.", "1200원", True),
        ("요금은 1200원에서 1500원으로 올랐다.", "1500원", False),
        ("회의는 서울에서 열렸다.", "서울", False),
    ],
)
def test_what_was_before_is_told_from_what_is(sentence: str, words: str, former: bool) -> None:
    start = sentence.index(words)
    assert is_former(sentence, start, start + len(words)) is former


@pytest.mark.parametrize(
    ("question", "former"),
    [("Who chaired it before Olsen?", True), ("What was the old fee?", True), ("What is the fee?", False)],
)
def test_a_question_may_be_about_what_was_before(question: str, former: bool) -> None:
    assert asks_for_former(question) is former


@pytest.mark.parametrize(
    ("sentence", "words", "newer"),
    [
        ("The toll rose from 112 to 187 on Sunday.", "112 to 187", "187"),
        ("The toll rose from 112 to 187 on Sunday.", "from 112 to 187", "187"),
        ("It has 95 beds, down from 120.", "95 beds, down from 120", "95 beds"),
        ("It will be held in Brant instead of Tallow.", "Brant instead of Tallow", "Brant"),
        ("The walk from the pier takes 5 to 7 minutes.", "5 to 7 minutes", "5 to 7 minutes"),
    ],
)
def test_of_two_values_the_newer_one_is_marked(sentence: str, words: str, newer: str) -> None:
    at = sentence.index(words)
    start, end = newer_part(sentence, at, at + len(words))
    assert sentence[start:end] == newer


@pytest.mark.parametrize(
    ("sentence", "name", "goes"),
    [
        ("Emil Hart resigned as minister on Monday.", "Emil Hart", True),
        ("Ida Sorn, its head since 2011, has stepped down.", "Ida Sorn", True),
        ("Emil Hart was sworn in after Anna Roth resigned.", "Emil Hart", False),
    ],
)
def test_who_leaves_an_office_holds_it_no_more(sentence: str, name: str, goes: bool) -> None:
    assert leaves(sentence, sentence.index(name) + len(name)) is goes


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who was mayor before Ravi Castell?", {"ravi", "castell"}),
        ("Whom did Castell replace?", {"castell"}),
        ("Who was Emil Hart's predecessor?", {"emil", "hart"}),
        ("정우성 이전에 감독은 누구였나?", {"정우성"}),
        ("What happened before the storm?", set()),
        ("Who was hired in May?", set()),
    ],
)
def test_who_was_before_somebody_is_not_that_one(question: str, names: set[str]) -> None:
    assert holder_after(question) == names


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("Who is the mayor of Wells?", True),
        ("How much is the fare?", True),
        ("What is the current record?", True),
        ("구청장은 누구인가?", True),
        ("Who was the mayor of Wells?", False),
        ("How many people died in the fire?", False),
        ("Who is Dana Lowe?", False),
        ("구청장은 누구였나?", False),
    ],
)
def test_a_question_about_now_is_told_from_one_about_then(question: str, now: bool) -> None:
    assert asks_about_now(question) is now


@pytest.mark.parametrize(
    ("question", "old"),
    [
        ("What was the old fee?", True),
        ("How much did it cost before?", True),
        ("When was it originally to open?", True),
        ("이전 요금은 얼마였나?", True),
        ("Who was mayor before Castell?", False),
        ("What is the fee?", False),
    ],
)
def test_a_question_may_ask_for_the_old_value_itself(question: str, old: bool) -> None:
    assert asks_for_old_value(question) is old
