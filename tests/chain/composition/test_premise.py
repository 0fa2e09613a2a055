"""A question that takes another name, number or year for granted than the archive tells of."""

from __future__ import annotations

import pytest

from clippings.chain.composition.premise import contradicted_by_its_answer, find_contradiction
from clippings.chain.generation.extractive import cite
from clippings.chain.pipeline import Asker
from clippings.chain.reading.reader import Reader, packaged_reader
from clippings.core.sentences import Span, sentences
from clippings.core.types import Citation, Evidence
from clippings.vectorstore.archive import Archive
from tests.chain.conftest import BRIDGE, FERRY, HARVEST, evidence_of
from tests.chain.test_pipeline import Ask

BRIDGE_OF_2023 = "The Sorrel bridge opened to traffic in 2023 after six years of work. It cost 312 million crowns."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return packaged_reader()


def _evidence(*texts: str) -> list[Evidence]:
    found = []
    for number, text in enumerate(texts, start=1):
        whole = evidence_of(text, article_id=number)
        found += [
            Evidence(whole.passage, span.start, span.end, 0.5, None, 0.5)
            for span in sentences(text, "en", Span(0, len(text)))
        ]
    return found


def test_the_sentence_that_would_answer_without_a_word_of_the_question_contradicts_it(reader: Reader) -> None:
    built = BRIDGE.replace("after six years of work", "after six years of work in Denmark")
    contradiction = find_contradiction("When did Norway build the Sorrel bridge?", _evidence(FERRY, built), reader)
    assert contradiction is not None
    assert contradiction.word == "Norway"
    assert "after six years of work" in contradiction.evidence.quote


@pytest.mark.parametrize(
    "question",
    ["Who won the Reykjavik chess tournament?", "What is the capital of Mongolia?", "Who designed it?", ""],
)
def test_a_question_on_another_topic_contradicts_nothing(reader: Reader, question: str) -> None:
    assert find_contradiction(question, _evidence(FERRY, BRIDGE, HARVEST), reader) is None
    assert find_contradiction(question, [], reader) is None


def test_an_answer_that_is_given_contradicts_nothing(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("How much did the Sorrel bridge cost?"))
    assert not answer.abstained
    assert answer.otherwise == ""


def _cited(*texts: str) -> list[Citation]:
    return cite(_evidence(*texts))


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("When did the Sorrel bridge open to traffic in 2019?", "2019"),
        ("How much did the Sorrel bridge cost?", ""),
        ("how much did that bridge cost??", ""),
    ],
)
def test_an_answer_contradicts_what_its_article_has_another_of(reader: Reader, question: str, word: str) -> None:
    assert contradicted_by_its_answer(question, _cited(BRIDGE_OF_2023), reader) == word


def test_a_name_is_contradicted_where_another_fits_better(reader: Reader) -> None:
    text = "Veltronix said on Monday that it recalled 4,000 cars because their brakes failed in the cold."
    assert contradicted_by_its_answer("Why did Toyota recall 4,000 cars?", _cited(text), reader) == "Toyota"
    assert contradicted_by_its_answer("Why did Veltronix recall 9,000 cars?", _cited(text), reader) == "9,000"
    assert contradicted_by_its_answer("Why did Veltronix recall 4,000 cars?", _cited(text), reader) == ""
    assert contradicted_by_its_answer("Why did the XKQZ recall cars?", _cited(text), reader) == ""
    assert contradicted_by_its_answer("Why?", [], reader) == ""


def test_nothing_of_its_kind_contradicts_no_name(reader: Reader) -> None:
    assert find_contradiction("When did Norway build the Sorrel bridge?", _evidence(FERRY, BRIDGE), reader) is None


def test_an_answer_says_so_above_its_quotes(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("Why will the night ferry stop, which 9,000 commuters use each week?"))
    assert not answer.abstained
    assert answer.otherwise == "9,000"
    assert answer.text.startswith("The archive does not say this of “9,000”. It tells it otherwise.\n\n")
    assert answer.short_answer is None
