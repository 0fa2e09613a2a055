"""Whether an answer's quotes bear on the question, and whether they answer it, as the reader judges afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clippings.chain.reading.reader import ReadChunk, Reader
from clippings.core.types import Citation

BEARS_LOG_ODDS = 0.71
"""Of the likeliest sentence of a quote."""

ANSWERS_LOG_ODDS = -1.04
"""Of the likeliest chunk that is quoted. Both are where 140 answers that a person labelled are told apart best
(`benchmarks/live_judgement.py`, which also says how well)."""

_UNREAD = -10.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the reader thinks of one answer."""

    bears: tuple[bool, ...]
    """For each quote, whether it tells something of what was asked."""
    answers: bool
    """Whether they answer the question."""


@dataclass(frozen=True, slots=True)
class QuoteScores:
    """What a judgement is made of."""

    quotes: tuple[float, ...]
    """For each quote, the log-odds of its likeliest sentence."""
    passage: float
    """The log-odds of the likeliest chunk that is quoted."""


def judge(question: str, citations: Sequence[Citation], reader: Reader) -> Judgement:
    """Judge the quotes of an answer.

    Args:
        question: As it was asked, in English and on its own.
        citations: At least one.
        reader: What was read for this question lately is not read again.
    """
    scores = quote_scores(question, citations, reader)
    return Judgement(tuple(log_odds > BEARS_LOG_ODDS for log_odds in scores.quotes), scores.passage > ANSWERS_LOG_ODDS)


def quote_scores(question: str, citations: Sequence[Citation], reader: Reader) -> QuoteScores:
    """The reader's log-odds for each quote, and for the best of their chunks."""
    chunks = list({one.passage.chunk.id: one.passage.chunk for one in citations}.values())
    read = {one.chunk.id: one for one in reader.read(question, chunks)}
    quotes = tuple(_log_odds(citation, read[citation.passage.chunk.id]) for citation in citations)
    return QuoteScores(quotes, max((one.log_odds for one in read.values()), default=_UNREAD))


def _log_odds(citation: Citation, read: ReadChunk) -> float:
    inside = (
        said.log_odds for said in read.sentences if said.span.start < citation.end and said.span.end > citation.start
    )
    return max(inside, default=_UNREAD)
