from __future__ import annotations

import pytest

from clippings.chain.pipeline import Asker
from clippings.chain.query.multipart import asks_for_several, parts_of
from clippings.vectorstore.archive import Archive
from tests.chain.test_pipeline import Ask


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Which ship blocked the canal, and for how long?", True),
        ("Who won the final and by what score?", True),
        ("When was the bridge opened, and by whom?", True),
        ("다누리는 언제 어디에서 발사됐나?", True),
        ("다누리는 언제 발사됐나?", False),
        ("언제부터 언제까지 열리나?", False),
        ("Which ship blocked the canal?", False),
        ("Who is the head of the board and the bank?", False),
    ],
)
def test_whether_one_answer_can_do_is_read_off_the_question(question: str, several: bool) -> None:
    assert asks_for_several(question) is several


def test_a_question_for_two_things_gets_no_single_one(news: Archive, ask_about: Ask) -> None:
    asked = "How much did the Sorrel bridge cost, and who built it?"
    assert Asker(news).ask(ask_about(asked), declines=False).short_answer is None


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "How much did the bridge cost, and who paid for it?",
            ["How much did the bridge cost?", "who paid for it?"],
        ),
        ("Who won the final and by what score?", ["Who won the final?", "by what score?"]),
        ("Why did it fail? Who paid? When was that?", ["Why did it fail?", "Who paid?", "When was that?"]),
        (
            "when did the ferry stop and what has happened since",
            ["when did the ferry stop?", "what has happened since?"],
        ),
        ("When and where did it open?", ["When and where did it open?"]),
        ("Who is the head of the board and the bank?", ["Who is the head of the board and the bank?"]),
        ("any news on the ferry? my uncle sails on it", ["any news on the ferry? my uncle sails on it"]),
        ("다누리는 언제 어디에서 발사됐나?", ["다누리는 언제 어디에서 발사됐나?"]),
    ],
)
def test_a_message_is_split_into_the_questions_that_it_asks(message: str, parts: list[str]) -> None:
    assert parts_of(message) == parts


def test_five_questions_in_one_message_are_asked_as_one() -> None:
    message = "Who paid? Why did it fail? When was that? Who was hurt? Where is it?"
    assert parts_of(message) == [message]


def test_what_the_archive_does_not_say_of_two_things_is_named(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("How much did the Sorrel bridge cost? What colour were the mayor's shoes?"))
    assert (answer.outcome, answer.abstained) == ("partly", False)
    assert answer.missing == ("What colour were the mayor's shoes?",)
    assert "310 million crowns" in answer.text
    assert answer.text.endswith("The archive does not say: What colour were the mayor's shoes?")
    assert [one.number for one in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_both_of_two_things_are_answered_without_a_word_twice(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("How much did the Sorrel bridge cost, and what caused its delay?"))
    assert (answer.outcome, answer.missing) == ("answered", ())
    assert "310 million crowns" in answer.text
    assert "soft ground" in answer.text
    assert len({one.quote for one in answer.citations}) == len(answer.citations)


def test_of_two_things_that_nothing_answers_none_is_said_to_be_missing(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("Who designed the logo of the opera? What colour were the mayor's shoes?"))
    assert answer.abstained
    assert answer.missing == ()
