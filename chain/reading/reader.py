"""Reads the retrieved passages for a question: which sentences answer, which words of them, and whether any does."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from clippings.chain.reading.encoder import InputScores, ReaderEncoder, shared_encoder
from clippings.chain.reading.inputs import ReaderInput
from clippings.chain.text.correction_notes import corrects
from clippings.core.sentences import Span, sentences
from clippings.core.types import Chunk

_LONGEST_SPAN = 16
"""Tokens of a short answer at most."""

_MOST_INPUTS = 4
"""Of one chunk: what a longer one holds beyond them is not read."""

_KEPT = 500
"""Chunks that are not read again for the same question: those of the last fifty questions or so."""


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """The likeliest short answer of a sentence; `span` are its offsets into the article's text."""

    span: Span
    score: float
    """The sum of the scores of its first and its last token; comparable among the sentences of one question."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """One sentence of a chunk; `span` are its offsets into the article's text."""

    chunk: Chunk
    span: Span
    log_odds: float
    """That it answers; comparable among the sentences of one question."""
    _tokens: tuple[ReaderInput, InputScores, int] = field(repr=False, compare=False)
    """Of its input, with the sentence's place there: a short answer is looked for in few of the sentences read."""

    @property
    def short(self) -> ReadSpan:
        """The likeliest short answer within it."""
        return _best_span(*self._tokens)


@dataclass(frozen=True, slots=True)
class ReadChunk:
    """What the reader makes of one chunk."""

    chunk: Chunk
    log_odds: float
    """That the chunk answers the question."""
    sentences: tuple[ReadSentence, ...]

    @property
    def inputs(self) -> list[tuple[ReaderInput, InputScores]]:
        """What its sentences were read from, as often as there are sentences."""
        return [one._tokens[:2] for one in self.sentences]


class Reader:
    """Reads chunks with one encoder.

    Args:
        encoder: The model.
    """

    def __init__(self, encoder: ReaderEncoder) -> None:
        self._encoder = encoder
        self._kept: OrderedDict[tuple[str, Chunk], ReadChunk] = OrderedDict()
        self._keeping = threading.Lock()

    def kinds(self, question: str) -> dict[str, float]:
        """Of each kind of question, the probability that this is one: why, how, who, when, where, number, said, list,
        overview, timeline, compare, yesno, latest or who_is."""
        return self._encoder.kind_scores(question)

    def read(self, question: str, chunks: Sequence[Chunk]) -> list[ReadChunk]:
        """Read question and chunk together; what was read for this question lately is not read again.

        Args:
            question: What is asked, in English.
            chunks: Any chunks.

        Returns:
            One for each chunk, in the same order; a chunk without a sentence has none.
        """
        with self._keeping:
            found = {chunk: self._kept[question, chunk] for chunk in chunks if (question, chunk) in self._kept}
        unread = [chunk for chunk in chunks if chunk not in found]
        found.update((one.chunk, one) for one in self._read_together(question, unread))
        with self._keeping:
            for one in found.values():
                self._kept[question, one.chunk] = one
                self._kept.move_to_end((question, one.chunk))
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return [found[chunk] for chunk in chunks]

    def _read_together(self, question: str, chunks: Sequence[Chunk]) -> list[ReadChunk]:
        inputs: list[ReaderInput] = []
        of_chunk: list[tuple[list[Span], range]] = []
        for chunk in chunks:
            article = chunk.article
            spans = _worth_reading(chunk, sentences(article.text, article.language, Span(chunk.start, chunk.end)))
            built = self._encoder.inputs.build(question, article.title, article.dated, article.text, spans)
            of_chunk.append((spans, range(len(inputs), len(inputs) + len(built[:_MOST_INPUTS]))))
            inputs.extend(built[:_MOST_INPUTS])
        scores = self._encoder.score(inputs)
        return [
            _read(chunk, spans, [(inputs[at], scores[at]) for at in own])
            for chunk, (spans, own) in zip(chunks, of_chunk, strict=True)
        ]


def _worth_reading(chunk: Chunk, spans: Sequence[Span]) -> list[Span]:
    """Without notes of correction, which are never the answer: read beside what they put right, they draw the score."""
    text, headline = chunk.article.text, chunk.article.title
    return [one for one in spans if not corrects(text[one.start : one.end], headline)]


def packaged_reader() -> Reader:
    """The reader that ships with the package; its weights are loaded once a process.

    Raises:
        ReaderUnavailable: They are missing, damaged or of another version.
    """
    return Reader(shared_encoder())


def _read(chunk: Chunk, spans: Sequence[Span], scored: Sequence[tuple[ReaderInput, InputScores]]) -> ReadChunk:
    said = tuple(
        ReadSentence(chunk, spans[place], log_odds, (read, scores, place))
        for read, scores in scored
        for place, log_odds in sorted(scores.sentences.items())
    )
    return ReadChunk(chunk, max((scores.passage for _, scores in scored), default=-10.0), said)


def _best_span(read: ReaderInput, scores: InputScores, place: int) -> ReadSpan:
    """The tokens of a sentence whose first and last score the most together."""
    inside = np.flatnonzero(np.array(read.sentence_of) == place)
    starts, ends = scores.starts[inside], scores.ends[inside]
    totals = np.triu(starts[:, None] + ends[None])
    totals[np.tril_indices(len(inside), -1)] = -np.inf
    totals[np.triu_indices(len(inside), _LONGEST_SPAN)] = -np.inf
    first, last = np.unravel_index(int(totals.argmax()), totals.shape)
    span = Span(read.starts[inside[first]], read.ends[inside[last]])
    return ReadSpan(span, float(totals[first, last]))
