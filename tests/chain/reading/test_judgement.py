"""Quotes that answer are told from quotes that do not, and sentences beside a quote do not count for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clippings.chain.reading.judgement import judge, quote_scores
from clippings.chain.reading.reader import Reader, packaged_reader
from clippings.core.types import Article, Chunk, Citation, Passage

TEXT = (
    "The Marlow bridge cost 14 million crowns to rebuild. "
    "It was raining when the minister arrived. "
    "Ferry owners said that they would miss the trade."
)
ARTICLE = Article(
    1, "https://a.example/b", "Marlow bridge rebuilt", "Post", datetime(2024, 1, 2, tzinfo=UTC), "en", TEXT
)
ASKED = "How much did it cost to rebuild the Marlow bridge?"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return packaged_reader()


def _citation(number: int, quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(number, Passage(Chunk(1, ARTICLE, 0, 0, len(TEXT)), 1, 0.9), quote, start, start + len(quote))


COST = _citation(1, "The Marlow bridge cost 14 million crowns to rebuild.")
RAIN = _citation(2, "It was raining when the minister arrived.")


def test_a_quote_bears_on_what_it_tells(reader: Reader) -> None:
    judged = judge(ASKED, [COST, RAIN], reader)
    assert judged.bears == (True, False)
    assert judged.answers


def test_a_question_about_something_else_is_not_answered(reader: Reader) -> None:
    judged = judge("How many calories does an avocado have?", [COST, RAIN], reader)
    assert judged.bears == (False, False)
    assert not judged.answers


def test_each_quote_has_the_log_odds_of_its_own_sentences(reader: Reader) -> None:
    alone = quote_scores(ASKED, [RAIN], reader)
    both = quote_scores(ASKED, [COST, RAIN], reader)
    assert alone.quotes == both.quotes[1:]
    assert both.quotes[0] > both.quotes[1]
