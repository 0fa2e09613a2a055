"""A question that takes another name, number or year for granted than the archive tells of."""

from __future__ import annotations

import pytest

from clippings.chain.ask import Asker
from clippings.chain.composition.premise import find_contradiction
from clippings.chain.reading.reader import Reader, packaged_reader
from clippings.core.sentences import Span, sentences
from clippings.core.types import Evidence
from clippings.vectorstore.archive import Archive
from tests.chain.conftest import BRIDGE, FERRY, HARVEST, evidence_of
from tests.chain.test_ask import Ask


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
    contradiction = find_contradiction("When did Norway build the Sorrel bridge?", _evidence(FERRY, BRIDGE), reader)
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
