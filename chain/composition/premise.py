"""A question that takes for granted what the archive tells otherwise: of another name, number, year, month or day.

"When did Sweden join NATO?" is answered by nothing, but without "Sweden" by "Finland joined NATO on 4 April 2023". And
"Why did Sony recall the car?" is answered by an article that has no word of Sony, and likelier with "Toyota" instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.chain.composition.particulars import (
    Kind,
    Particular,
    folded_words,
    is_told,
    others_of_its_kind,
    particulars,
)
from clippings.chain.reading.reader import Reader
from clippings.core.types import Article, Chunk, Citation, Evidence

_LOOKED_AT = 4
"""Chunks of the best sentences that are read again."""

_MOST_PARTICULARS = 3
"""That are left out or exchanged in turn, so that it takes no longer than reading did."""

_MOST_OTHERS = 4
"""Of its kind, that are put in the place of one."""

_LEAST_LOG_ODDS, _LEAST_GAIN = 0.5, 1.5
"""Of the best sentence without the word, and how much more than with it, where nothing answers."""

_LEAST_GAIN_OF_ANOTHER = 0.3
"""How much likelier an answer that is given becomes with another name in the question. Of countries, states, times and
counts a list or a shape says what is of their kind; anything may have a name (docs/decisions/090)."""


@dataclass(frozen=True, slots=True)
class ToldOtherwise:
    """The word of the question that the archive contradicts, and the sentence that does."""

    word: str
    evidence: Evidence


def find_contradiction(question: str, evidence: Sequence[Evidence], reader: Reader) -> ToldOtherwise | None:
    """The one particular of a question without which the archive would answer it.

    Args:
        question: As it was searched, in English; nothing answers it as it is.
        evidence: Best first.
        reader: Reads the chunks of the best sentences again, once for each particular.
    """
    chunks = _chunks(evidence)
    best: tuple[float, ToldOtherwise] | None = None
    as_asked = _best(reader, question, chunks)[0]
    for one in particulars(question, _words(evidence))[:_MOST_PARTICULARS]:
        log_odds, place = _best(reader, _with(question, one, ""), chunks)
        if log_odds < max(_LEAST_LOG_ODDS, as_asked + _LEAST_GAIN) or (best and log_odds <= best[0]):
            continue
        sentence = next((one for one in evidence if (one.passage.chunk.id, one.start) == place), None)
        if sentence is not None and _differs(one, question, sentence):
            best = log_odds, ToldOtherwise(one.text, sentence)
    return best[1] if best else None


def contradicted_by_its_answer(question: str, answer: Sequence[Citation], reader: Reader) -> str:
    """The particular of a question that the article which answers it does not have, nor any quote, and in whose place
    they have another of its kind; empty without one.

    Args:
        question: As it was searched, in English.
        answer: The quotes that are shown, the best first.
        reader: Reads the chunks of the quotes again; only where a name is lacking.
    """
    if not answer:
        return ""
    near = " . ".join(f"{_heading(one.passage.article)} . {one.quote}" for one in answer)
    told = f"{near} . {answer[0].passage.article.source} . {answer[0].passage.article.text}"
    lacking = [one for one in particulars(question, folded_words(told)) if not is_told(one, told)]
    chunks = _chunks(answer)
    for one in lacking[:_MOST_PARTICULARS]:
        others = others_of_its_kind(one, near, question)[:_MOST_OTHERS]
        if others and (one.kind != "name" or _gain(question, one, others, chunks, reader) >= _LEAST_GAIN_OF_ANOTHER):
            return one.text
    return ""


def _gain(question: str, one: Particular, others: Sequence[str], chunks: Sequence[Chunk], reader: Reader) -> float:
    """How much likelier an answer becomes at best with another name in the question."""
    as_asked = _best(reader, question, chunks)[0]
    return max(_best(reader, _with(question, one, other), chunks)[0] for other in others) - as_asked


def _heading(article: Article) -> str:
    day = article.dated.strftime("%A %d %B %Y") if article.dated else ""
    return f"{article.title} . {day}"


def _with(question: str, one: Particular, other: str) -> str:
    """A question with something in place of a particular."""
    ending = "" if other else "(?:['’]s)?"
    return " ".join(re.sub(rf"\b{re.escape(one.text)}(?!\w){ending}", lambda _: other, question).split())


def _words(evidence: Sequence[Evidence]) -> set[str]:
    return {word for article in {one.passage.article for one in evidence} for word in folded_words(article.text)}


def _chunks(quotes: Sequence[Evidence] | Sequence[Citation]) -> list[Chunk]:
    return list({one.passage.chunk.id: one.passage.chunk for one in quotes}.values())[:_LOOKED_AT]


def _differs(one: Particular, question: str, sentence: Evidence) -> bool:
    """Whether a sentence, its headline and its day lack a particular, and the sentence has another of its kind; in a
    country's place any name, because without the country the sentence answers."""
    near = f"{_heading(sentence.passage.article)} . {sentence.quote}"
    kind: Kind = "name" if one.kind in ("country", "state") else one.kind
    return not is_told(one, near) and bool(others_of_its_kind(replace(one, kind=kind), sentence.quote, question))


def _best(reader: Reader, question: str, chunks: Sequence[Chunk]) -> tuple[float, tuple[int, int]]:
    """The log-odds of the likeliest sentence, and its chunk and where it starts."""
    said = [sentence for read in reader.read(question, chunks) for sentence in read.sentences]
    if not said:
        return -10.0, (0, 0)
    likeliest = max(said, key=lambda sentence: sentence.log_odds)
    return likeliest.log_odds, (likeliest.chunk.id, likeliest.span.start)
