"""What `training.reader.observe` keeps of a question for `training.reader.weigh`."""

from __future__ import annotations

from dataclasses import dataclass

from clippings.chain.reading.reader import ReadChunk
from clippings.core.sentences import Span
from clippings.core.types import Passage, Question

UNANSWERABLE = "unanswerable"
"""The kind of a question that nothing answers."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence that could be quoted."""

    passage: Passage
    span: Span
    coverage: float
    row: dict[str, float]
    is_right: bool
    is_own: bool
    """Of the article that the question was written about."""


@dataclass(frozen=True, slots=True)
class Observed:
    question: Question
    kind: str
    sentences: list[Seen]
    read: dict[int, ReadChunk]
    is_whole: bool = False
    """Every sentence was judged, whatever article it is of."""
