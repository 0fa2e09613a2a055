"""A question that takes for granted what the archive tells otherwise: of another name, number, year or month.

"When did Sweden join NATO?" is answered by nothing, but without "Sweden" by "Finland joined NATO on 4 April 2023".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clippings.chain.reading.names import names_of_question, without_possessive
from clippings.chain.reading.reader import Reader
from clippings.core.types import Chunk, Evidence

_LOOKED_AT = 4
"""Chunks of the best sentences that are read again."""

_MOST_WORDS = 3
"""Words that are left out in turn, so that it takes no longer than reading did."""

_LEAST_LOG_ODDS, _LEAST_GAIN = 0.5, 1.5
"""Of the best sentence without the word, and how much more than with it."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d+)*(?!\d)")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b", re.IGNORECASE
)
_KINDS = (_YEAR, _NUMBER, _MONTH)
_NAME = re.compile(r"(?<=\w )[A-ZÀ-ÖØ-Þ][\w’'-]+")


@dataclass(frozen=True, slots=True)
class ToldOtherwise:
    """The word of the question that the archive contradicts, and the sentence that does."""

    word: str
    evidence: Evidence


def find_contradiction(question: str, evidence: Sequence[Evidence], reader: Reader) -> ToldOtherwise | None:
    """The one word of a question without which the archive would answer it.

    Args:
        question: As it was searched, in English; nothing answers it as it is.
        evidence: Best first.
        reader: Reads the chunks of the best sentences again, once for each name, number, year and month.
    """
    chunks = _chunks(evidence)
    best: tuple[float, ToldOtherwise] | None = None
    as_asked = _best(reader, question, chunks)[0]
    for word in _particulars(question, evidence)[:_MOST_WORDS]:
        without = re.sub(rf"\b{re.escape(word)}(?:['’]s)?\b", "", question, flags=re.IGNORECASE)
        log_odds, place = _best(reader, " ".join(without.split()), chunks)
        if log_odds < max(_LEAST_LOG_ODDS, as_asked + _LEAST_GAIN) or (best and log_odds <= best[0]):
            continue
        sentence = next((one for one in evidence if (one.passage.chunk.id, one.start) == place), None)
        if sentence is not None and _differs(word, question, sentence):
            best = log_odds, ToldOtherwise(word, sentence)
    return best[1] if best else None


def _chunks(evidence: Sequence[Evidence]) -> list[Chunk]:
    return list({one.passage.chunk.id: one.passage.chunk for one in evidence}.values())[:_LOOKED_AT]


def _differs(word: str, question: str, one: Evidence) -> bool:
    """Whether a sentence, its headline and its day lack a word of the question, and the sentence has another of its
    kind instead."""
    article = one.passage.article
    day = article.dated.strftime("%B %Y") if article.dated else ""
    if word.casefold() in f"{article.title} {one.quote} {day}".casefold():
        return False
    kind = next((pattern for pattern in _KINDS if pattern.fullmatch(word)), _NAME)
    return any(other.casefold() not in question.casefold() for other in kind.findall(one.quote))


def _particulars(question: str, evidence: Sequence[Evidence]) -> list[str]:
    """Names, numbers, years and months of the question."""
    named = names_of_question(question, evidence)
    words = [
        word for word in re.findall(r"[^\W\d_][\w’'-]*[^\W_]", question) if without_possessive(word).casefold() in named
    ]
    words += [word for kind in _KINDS for word in kind.findall(question)]
    return list(dict.fromkeys(map(without_possessive, words)))


def _best(reader: Reader, question: str, chunks: Sequence[Chunk]) -> tuple[float, tuple[int, int]]:
    """The log-odds of the likeliest sentence, and its chunk and where it starts."""
    said = [sentence for read in reader.read(question, chunks) for sentence in read.sentences]
    if not said:
        return -10.0, (0, 0)
    likeliest = max(said, key=lambda sentence: sentence.log_odds)
    return likeliest.log_odds, (likeliest.chunk.id, likeliest.span.start)
