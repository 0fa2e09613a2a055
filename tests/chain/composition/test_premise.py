"""A question that takes another name, number or year for granted than the archive tells of."""

from __future__ import annotations

import pytest

from clippings.chain.ask import Asker
from clippings.vectorstore.archive import Archive
from tests.chain.test_ask import Ask


@pytest.mark.parametrize(
    ("question", "word", "told"),
    [
        ("How many million crowns did the Lund bridge cost to open to traffic?", "Lund", "310 million"),
        ("When will the night ferry between Alder Bay and Reykjavik stop?", "Reykjavik", "will stop on 1 May"),
    ],
)
def test_the_quote_that_tells_it_otherwise_is_shown_and_not_as_the_answer(
    news: Archive, ask_about: Ask, question: str, word: str, told: str
) -> None:
    answer = Asker(news).ask(ask_about(question))
    assert answer.outcome == "related"
    assert answer.otherwise == word
    assert word in answer.text
    assert any(told in citation.quote for citation in answer.related)


def test_a_question_on_another_topic_contradicts_nothing(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("Who won the Reykjavik chess tournament?"))
    assert answer.abstained
    assert answer.otherwise == ""
