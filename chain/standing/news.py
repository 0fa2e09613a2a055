"""What one new article says to a followed question."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from clippings.chain.evidence import selection as evidence
from clippings.chain.evidence.features import is_quotable
from clippings.chain.generation import extractive
from clippings.chain.models.logistic import log_odds_of, probability_of
from clippings.chain.reading.reader import ReadChunk, Reader
from clippings.chain.standing.comparison import News
from clippings.core.languages import of_question
from clippings.core.types import Chunk, Evidence, Passage, Question
from clippings.vectorstore.archive import Archive

_LEAST_READ = -1.5
"""Log-odds of the likeliest sentence below which the article is not looked at any further."""
_READ_FIRST, _LEAST_READ_FIRST = 2, -2.5
"""Of the chunks that are read first: of 86 pairs that are news four are lost by it, two by what all chunks say."""
_LEAST_CHANCE = 1e-3
_FALLS_OFF = 0.02


def news_of(
    archive: Archive, question: str, chunks: Sequence[Chunk], at: datetime, reader: Reader | None
) -> News | None:
    """What an article says to a question; None where it says nothing.

    Args:
        archive: That the chunks are of.
        question: On its own.
        chunks: Of the article, those that share most with the question first.
        at: Now.
        reader: Reads question and chunks together; without one, and in other languages than its own, sentences are
            chosen by words.
    """
    article = chunks[0].article
    passages = [Passage(chunk, rank, 1.0 - _FALLS_OFF * rank) for rank, chunk in enumerate(chunks, start=1)]
    asked = Question(question, at)
    if reader is None or article.language != evidence.READS or of_question(question) != evidence.READS:
        found = evidence.select(archive, asked, passages).evidence
        if not found:
            return None
        read = log_odds_of(found[0].score, _LEAST_CHANCE)
        return News(article, found, read, read)
    for chunk in chunks[:_READ_FIRST]:  # one at a time: most articles end here
        if _likeliest(reader.read(question, [chunk])) >= _LEAST_READ_FIRST:
            break
    else:
        return None
    readings = reader.read(question, chunks)
    read = _likeliest(readings)
    found = _quotable(passages, readings)
    if read < _LEAST_READ or not found:
        return None
    return News(article, found, read, max(one.log_odds for one in readings), _short_of(found[0], readings))


def _quotable(passages: Sequence[Passage], readings: Sequence[ReadChunk]) -> list[Evidence]:
    """The sentences that can be quoted, the likeliest first; each once, though chunks overlap."""
    found: dict[int, tuple[float, Evidence]] = {}
    for passage, reading in zip(passages, readings, strict=True):
        for said in reading.sentences:
            text = passage.article.text[said.span.start : said.span.end]
            known = found.get(said.span.start)
            if is_quotable(text, passage.article.title) and (known is None or known[0] < said.log_odds):
                score = probability_of(said.log_odds)
                one = Evidence(passage, said.span.start, said.span.end, score, None, 0.0)
                found[said.span.start] = (said.log_odds, one)
    return [one for _, one in sorted(found.values(), key=lambda pair: (-pair[0], pair[1].start))]


def quotes_of(news: News) -> list[Evidence]:
    """The sentences of an article to show, as an answer would."""
    return extractive.choose(news.evidence).shown


def _likeliest(readings: Sequence[ReadChunk]) -> float:
    """The log-odds of the likeliest sentence."""
    return max((said.log_odds for one in readings for said in one.sentences), default=-math.inf)


def _short_of(one: Evidence, readings: Sequence[ReadChunk]) -> str:
    """The likeliest short answer within a sentence."""
    for said in (said for reading in readings for said in reading.sentences):
        if said.span.start < one.end and said.span.end > one.start:
            short = said.short.span
            return one.passage.article.text[short.start : short.end]
    return ""
