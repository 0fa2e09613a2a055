"""The packaged reader finds the sentence that answers, tells a near miss from it, and takes anything it is given."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from clippings.chain.reading.encoder import InputScores, ReaderEncoder
from clippings.chain.reading.inputs import ReaderInput
from clippings.chain.reading.reader import ReadChunk, Reader, packaged_reader
from clippings.core.types import Article, Chunk
from tests.chain.conftest import BRIDGE, FERRY, HARVEST


@pytest.fixture(scope="module")
def reader() -> Reader:
    return packaged_reader()


def _chunk(text: str, number: int = 1, title: str = "A headline") -> Chunk:
    article = Article(number, f"https://x.example/{number}", title, "X", datetime(2023, 3, 16, tzinfo=UTC), "en", text)
    return Chunk(number, article, 0, 0, len(text))


def _best(read: ReadChunk) -> str:
    best = max(read.sentences, key=lambda one: one.log_odds)
    return read.chunk.article.text[best.span.start : best.span.end]


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("why is the night boat being scrapped", FERRY, "engines no longer meet"),
        ("how many people take the ferry every week?", FERRY, "1,200 commuters"),
        ("what will replace the ferry", FERRY, "bus over the new bridge"),
        ("what did Mira Olsen say about it?", FERRY, "called the end"),
        ("how expensive was the bridge?", BRIDGE, "310 million"),
        ("who blamed the soft ground for the delay?", BRIDGE, "Engineers"),
        ("how far have apple prices risen?", HARVEST, "a fifth"),
    ],
)
def test_the_likeliest_sentence_is_the_one_that_answers(reader: Reader, question: str, text: str, told: str) -> None:
    (read,) = reader.read(question, [_chunk(text)])
    assert told in _best(read)


def test_the_passage_that_answers_is_likelier_than_the_others(reader: Reader) -> None:
    chunks = [_chunk(text, number) for number, text in enumerate((FERRY, BRIDGE, HARVEST), start=1)]
    read = reader.read("How much did the Sorrel bridge cost?", chunks)
    assert max(read, key=lambda one: one.log_odds).chunk.id == 2
    assert [one.chunk for one in read] == chunks


def test_a_near_miss_is_less_likely_than_a_question_that_is_answered(reader: Reader) -> None:
    (answered,) = reader.read("How much did the Sorrel bridge cost?", [_chunk(BRIDGE)])
    (missed,) = reader.read("Who was the architect of the Sorrel bridge?", [_chunk(BRIDGE)])
    assert max(one.log_odds for one in missed.sentences) < max(one.log_odds for one in answered.sentences)


def test_a_passage_reads_the_same_alone_and_among_others(reader: Reader) -> None:
    question, chunks = "Why does the ferry stop?", [_chunk(FERRY), _chunk(HARVEST * 3, 2), _chunk(BRIDGE, 3)]
    together = reader.read(question, chunks)
    alone = [reader.read(question, [one])[0] for one in chunks]
    for one, other in zip(together, alone, strict=True):
        assert one.log_odds == pytest.approx(other.log_odds, abs=0.5)  # int8: ranges of activations are the batch's


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("why? " * 400, FERRY),
        ("why?", "word " * 6_000),
        ("why?", "He said so. " * 3_000),
        ("", FERRY),
        ("why?", ""),
        ("למה?", "הספינה תפסיק. " * 50),
        ("why?", "…" * 300),
        ("why?", "\u2060" * 1_500),
    ],
)
def test_anything_is_read_in_bounded_time_with_exact_offsets(reader: Reader, question: str, text: str) -> None:
    started = time.perf_counter()
    (read,) = reader.read(question, [_chunk(text, title="")])
    assert time.perf_counter() - started < 5
    for one in read.sentences:
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert text[one.span.start : one.span.end].strip() == text[one.span.start : one.span.end]
        assert one.span.start <= one.short.span.start < one.short.span.end <= one.span.end


def test_nothing_to_read_is_nothing_read(reader: Reader) -> None:
    assert reader.read("Why?", []) == []


class _CountingEncoder(ReaderEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.inputs_scored = 0

    def score(self, inputs: Sequence[ReaderInput]) -> list[InputScores]:
        self.inputs_scored += len(inputs)
        return super().score(inputs)


def test_a_chunk_is_read_once_for_a_question() -> None:
    encoder = _CountingEncoder()
    reader = Reader(encoder)
    ferry, bridge = _chunk(FERRY, 1), _chunk(BRIDGE, 2)
    first = reader.read("What did the bridge cost?", [ferry])
    both = reader.read("What did the bridge cost?", [bridge, ferry])
    assert both[1] == first[0]
    assert encoder.inputs_scored == 2
    reader.read("Who said so?", [ferry])
    assert encoder.inputs_scored == 3


def test_a_chunk_of_the_same_number_in_another_archive_is_another() -> None:
    reader = packaged_reader()
    (ferry,) = reader.read("What did the bridge cost?", [_chunk(FERRY)])
    (bridge,) = reader.read("What did the bridge cost?", [_chunk(BRIDGE)])
    assert _best(ferry) != _best(bridge)


def test_a_note_of_correction_is_not_read(reader: Reader) -> None:
    told = "Three deckhands were hurt in a fire on the Alder ferry on Friday, the board said."
    note = "Correction: An earlier version of this article said that 13 deckhands were hurt."
    (read,) = reader.read("How many deckhands were hurt in the fire on the Alder ferry?", [_chunk(f"{told} {note}")])
    assert [read.chunk.article.text[one.span.start : one.span.end] for one in read.sentences] == [told]
