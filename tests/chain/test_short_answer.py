"""The few words in bold above an answer: a name, a number, a date, a place; or nothing."""

from __future__ import annotations

import pytest

from clippings.chain.ask import Asker
from clippings.chain.asked_kind import asks_for_several
from clippings.chain.short_answer import locate
from clippings.vectorstore.archive import Archive
from tests.chain.conftest import evidence_of
from tests.chain.test_ask import Ask


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("How much did the Sorrel bridge cost?", "The Sorrel bridge cost 310 million crowns.", "310 million crowns"),
        ("How many commuters use the night ferry?", "Some 1,200 commuters use the night ferry each week.", "1,200"),
        ("What share of the blossoms did frost kill?", "Frost killed 65% of the blossoms in April.", "65%"),
        (
            "Who chairs the harbour board?",
            "The chair of the harbour board, Mira Olsen, called it a loss.",
            "Mira Olsen",
        ),
        ("When did the Sorrel bridge open?", "The Sorrel bridge opened on 6 February 2023.", "6 February 2023"),
        ("How high is the mast?", "The mast of Ferry 12, built at Quay 7, is 31 metres high.", "31 metres"),
        ("In which year did the quay close?", "The old quay closed in the spring of 1998.", "1998"),
        ("Where does the night ferry go?", "The night ferry goes to Port Sorrel from the old quay.", "Port Sorrel"),
        ("다누리의 무게는 얼마인가?", "다누리의 무게는 678kg이다.", "678kg"),
        ("다누리는 언제 발사됐나?", "다누리는 5일 오전 8시 8분 우주로 발사됐다.", "5일 오전 8시 8분"),
        ("다리를 짓는 데 얼마가 들었나?", "다리를 짓는 데 3억 원이 들었다.", "3억 원"),
    ],
)
def test_what_was_asked_for_is_located_where_it_stands(question: str, sentence: str, short: str) -> None:
    located = locate(question, [evidence_of(sentence, 0.6)])
    assert located is not None
    assert located.text == short
    assert located.evidence.passage.article.text[located.start : located.end] == short


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did the night ferry stop?", "The night ferry stopped because of Mira Olsen on 1 May 2023."),
        ("What did Mira Olsen say?", "Mira Olsen told the Sorrel Times that it was a loss."),
        ("What did Sorrel's mayor say about the ferry?", "Mira Olsen, Sorrel's mayor, called the ferry a loss."),
        ("What did the city do about the ferry?", "The city asked Port Gale to run the ferry."),
        ("How many commuters use the night ferry?", "Commuters use the night ferry each week."),
        ("Who was the first harbour master?", "Dredging was the work of the first harbour master."),
        ("Who is Mira Olsen?", "Mira Olsen spoke."),
        ("When did the ferry stop?", "The ferry stopped when its engines failed."),
        ("How many ferries were sold?", "The harbour sold Ferry 12 in May."),
    ],
)
def test_where_nothing_has_its_shape_no_short_answer_is_given(question: str, sentence: str) -> None:
    assert locate(question, [evidence_of(sentence, 0.6)]) is None


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        (
            "How old was the harbour master?",
            "The harbour master, born in 1931, was 92 and had sailed 31,000 miles.",
            "92",
        ),
        ("How many people died in the storm?", "After seven days, 156 people were counted dead of the storm.", "156"),
        ("What is Port Sorrel's population?", "Port Sorrel's population in 2023 was 14,000.", "14,000"),
        ("How long is the Ever Grand?", "The Ever Grand, 8 of whose crew left, is 400 metres long.", "400 metres"),
        ("What was the strike's magnitude?", "It came nine hours later, at a magnitude of 7.5.", "7.5"),
        ("Who won the Gale Cup?", "The Gale Cup Final went to Mira Olsen.", "Mira Olsen"),
        (
            "Who chairs the board?",
            "Prime Minister and Senator were offices that Mira Olsen, who chairs it, never had.",
            "Mira Olsen",
        ),
        ("항구의 합계출산율은 얼마인가?", "항구는 280조 원을 썼지만 합계출산율은 0.72명이었다.", "0.72명"),
    ],
)
def test_what_cannot_be_meant_is_passed_over(question: str, sentence: str, short: str) -> None:
    """A year is no count, a time no age, an occasion nobody, a title alone no person."""
    located = locate(question, [evidence_of(sentence, 0.6)])
    assert located is not None
    assert located.text == short


def test_an_opening_word_is_a_name_where_the_article_has_it_as_one() -> None:
    question = "Who called the end of the ferry a loss?"
    text = "Olsen called the end of the ferry a loss."
    assert locate(question, [evidence_of(text, 0.6)]) is None
    article = evidence_of(f"{text} The board chose Olsen in May.", 0.6)
    known = type(article)(article.passage, 0, len(text), 0.6, 0.6, 0.6)
    located = locate(question, [known])
    assert located is not None
    assert located.text == "Olsen"


def test_it_is_shown_only_with_the_quote_that_holds_it(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("How much did the Sorrel bridge cost?"))
    assert answer.short_answer == "310 million crowns"
    assert answer.short_answer in answer.citations[0].quote


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
