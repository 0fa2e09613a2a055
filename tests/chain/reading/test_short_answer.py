"""The words that the reader marks, and when they stand in bold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from clippings.chain.query.question_type import FACTS, classify
from clippings.chain.reading.reader import Reader, packaged_reader
from clippings.chain.reading.short_answer import ShortAnswer, likeliest_words, mark_short_answer
from clippings.core.sentences import Span, sentences
from clippings.core.types import Article, Chunk, Evidence, Passage
from tests.chain.conftest import BRIDGE, FERRY, HARVEST


@pytest.fixture(scope="module")
def reader() -> Reader:
    return packaged_reader()


def _read(reader: Reader, question: str, texts: Sequence[str]) -> tuple[list[Evidence], dict[int, object]]:
    chunks = []
    for number, text in enumerate(texts, start=1):
        day = datetime(2023, 3, 16, tzinfo=UTC)
        article = Article(number, f"https://x.example/{number}", "A headline", "X", day, "en", text)
        chunks.append(Chunk(number, article, 0, 0, len(text)))
    read = {one.chunk.id: one for one in reader.read(question, chunks)}
    found = [
        Evidence(Passage(chunk, 1, 1.0), span.start, span.end, 0.95, None, 0.5)
        for chunk in chunks
        for span in sentences(chunk.article.text, "en", Span(0, len(chunk.article.text)))
    ]
    order = {(one.chunk.id, said.span.start): said.log_odds for one in read.values() for said in one.sentences}
    found.sort(key=lambda one: -order[one.passage.chunk.id, one.start])
    return found, read  # type: ignore[return-value]


def _few_words(reader: Reader, question: str) -> float:
    return sum(classify(question, "en", reader)[one] for one in FACTS)


def _words(reader: Reader, question: str, *texts: str) -> str:
    found, read = _read(reader, question, texts)
    best = likeliest_words(question, found, read, _few_words(reader, question), 0.9)  # type: ignore[arg-type]
    return best[0].text if best else ""


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("How much did the Sorrel bridge cost?", BRIDGE, "310 million"),
        ("who chairs the harbour board", FERRY, "Mira Olsen"),
        ("When will the night ferry stop?", FERRY, "1 May"),
        ("how many commuters use the ferry", FERRY, "1,200"),
        ("where do apple growers expect their smallest harvest?", HARVEST, "Lund valley"),
        ("To how much were bus fares raised?", "The board raised bus fares from 1.50 to 1.80 dollars.", "1.80"),
    ],
)
def test_the_likeliest_words_are_what_was_asked_for(reader: Reader, question: str, text: str, words: str) -> None:
    assert words in _words(reader, question, text)


def _mark(reader: Reader, question: str, text: str, likely: float) -> ShortAnswer | None:
    found, read = _read(reader, question, [text, f"{text} It was a Monday."])
    return mark_short_answer(question, found, read, _few_words(reader, question), likely)  # type: ignore[arg-type]


def test_marked_words_stand_where_they_are_said_to_and_never_where_a_reason_is_asked_for(reader: Reader) -> None:
    marked = _mark(reader, "How much did the Sorrel bridge cost?", BRIDGE, 0.99)
    assert marked is not None
    assert marked.evidence.passage.article.text[marked.start : marked.end] == marked.text
    assert marked.evidence.start <= marked.start < marked.end <= marked.evidence.end
    assert _mark(reader, "Why did the night ferry stop?", FERRY, 0.99) is None
