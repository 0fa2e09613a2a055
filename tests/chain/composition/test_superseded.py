"""The newest value leads, a changed plan is not what will be, and what was before is not what is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clippings.chain.ask import Asker
from clippings.chain.composition.former import asks_for_former, is_former
from clippings.chain.composition.namesakes import without_namesakes
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
