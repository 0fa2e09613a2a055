"""Questions that the archive cannot answer: about nobody in it, about what did not happen, about what is not yet."""

from __future__ import annotations

import pytest

from clippings.chain.pipeline import Asker
from clippings.core.time_window import end_of
from clippings.vectorstore.archive import Archive
from tests.chain.test_pipeline import Ask


@pytest.mark.parametrize(
    "question",
    [
        "Who is Tobias Wren?",
        "What did Tobias Wren say to the parliament of Norland?",
        "How old is the archbishop of Vellmar?",
        "Which film won at the Karsten festival?",
    ],
)
def test_about_nobody_in_the_archive_it_does_not_say(news: Archive, ask_about: Ask, question: str) -> None:
    answer = Asker(news).ask(ask_about(question))
    assert answer.abstained
    assert answer.short_answer is None
    assert answer.more == ()


@pytest.mark.parametrize(
    "question",
    [
        "How many people were arrested for the murder in Lund?",
        "Who won the election for the parliament of Port Sorrel?",
        "How many aeroplanes did the harbour board buy from Boeing?",
    ],
)
def test_what_never_happened_is_not_told(news: Archive, ask_about: Ask, question: str) -> None:
    assert Asker(news).ask(ask_about(question)).abstained


@pytest.mark.parametrize("day", ["2022-07-31", "2022-12-31"])
def test_what_was_printed_later_is_not_known(news: Archive, ask_about: Ask, day: str) -> None:
    question = ask_about("Why will the night ferry stop in May?", as_of=end_of(day))
    answer = Asker(news).ask(question)
    assert answer.abstained
    assert all(
        passage.article.published_at <= end_of(day) for passage in answer.nearest if passage.article.published_at
    )


def test_the_same_question_is_answered_once_it_was_printed(news: Archive, ask_about: Ask) -> None:
    assert not Asker(news).ask(ask_about("Why will the night ferry stop in May?", as_of=end_of("2023-03-10"))).abstained
