from __future__ import annotations

from collections.abc import Callable

import pytest

from clippings.chain.evidence import selection as evidence
from clippings.chain.evidence.features import is_quotable
from clippings.chain.evidence.korean_short_answer import gives_a_reason
from clippings.chain.reading.reader import packaged_reader
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.types import Evidence, Question
from clippings.vectorstore.archive import Archive


def _best(archive: Archive, question: Question) -> list[Evidence]:
    passages = HybridRetriever(archive=archive).retrieve(question).passages
    return evidence.select(archive, question, passages, packaged_reader()).evidence


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why will the night ferry stop?", "engines no longer meet"),
        ("How much did the Sorrel bridge cost?", "310 million crowns"),
        ("What caused the delay of the bridge?", "soft ground"),
        ("What destroyed the apple blossoms?", "Frost in April"),
    ],
)
def test_the_sentence_that_answers_is_among_the_first_two(
    news: Archive, ask_about: Callable[..., Question], question: str, words: str
) -> None:
    best = _best(news, ask_about(question))[:2]
    assert any(words in one.quote for one in best)


def test_every_piece_of_evidence_is_a_whole_sentence_at_its_offsets(
    news: Archive, ask_about: Callable[..., Question]
) -> None:
    found = _best(news, ask_about("What happens to the ferry and the bridge?"))
    assert found
    for one in found:
        text = one.passage.article.text
        assert text[one.start : one.end] == one.quote
        assert one.quote.endswith(".")
        assert one.passage.chunk.start <= one.start < one.end <= one.passage.chunk.end
        assert 0 <= one.score <= 1
        assert 0 <= one.coverage <= 1


@pytest.mark.parametrize(
    ("sentence", "quotable"),
    [
        ("The board will decide in June.", True),
        ('"We were not asked," she said of the plan.', True),
        ("정부는 16일 협력을 재개하기로 했다고 밝혔다.", True),
        ("Ferry to stop in May", False),
        ("Read more.", False),
        ("© The Bay Post, all rights of this article.", False),
        ("See https://a.example/ferry for the whole story.", False),
        ("Hide Caption 3 of 40 Photos: the ferry leaves the quay.", False),
        ("The ferry leaves the quay on 3 May. Mira Olsen/Getty Images.", False),
        ("Why was the ferry to Gale Island stopped?", False),
        ("뱃길은 왜 끊겼을까?", False),
        ('"Why was it stopped?" she asked the board.', True),
        ("word " * 200 + "end.", False),
    ],
)
def test_headlines_captions_notices_links_and_questions_are_never_quoted(sentence: str, quotable: bool) -> None:
    assert is_quotable(sentence) is quotable


def test_no_passages_mean_no_evidence(news: Archive, ask_about: Callable[..., Question]) -> None:
    assert evidence.select(news, ask_about("Why?"), [], packaged_reader()).evidence == []


@pytest.mark.parametrize(
    ("sentence", "gives"),
    [("엔진이 낡았기 때문에 여객선이 멈췄다.", True), ("여객선이 월요일에 멈췄다.", False)],
)
def test_a_sentence_that_gives_a_reason_is_known(sentence: str, gives: bool) -> None:
    assert gives_a_reason(sentence) is gives
