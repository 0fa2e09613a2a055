from __future__ import annotations

import pytest

from clippings.chain.ask import Asker
from clippings.chain.multipart import asks_for_several
from clippings.vectorstore.archive import Archive
from tests.chain.test_ask import Ask


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
