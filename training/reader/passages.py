"""A question and the passages to choose from, as the reader learns from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from clippings.core.sentences import Span

_LEAST_OVERLAP = 0.5


@dataclass
class PassageExample:
    """A stretch of text with its sentences; `gains` says of each how good an answer it is, 0 to 1."""

    title: str
    date: str
    text: str
    sentences: list[tuple[int, int]]
    gains: list[float]
    """-1 where a sentence neither answers nor is wrong to quote: nothing is learned from it."""
    is_same_article: bool
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Characters of `text` that are the short answer, where that is known."""


@dataclass
class Example:
    question: str
    kind: str
    held_out: bool
    passages: list[PassageExample]
    is_whole: bool = False
    """All sentences of all passages were judged, of other articles too."""
    language: str = "en"


def overlaps(span: Span, other: Sequence[int]) -> bool:
    """Whether two stretches, each a start and an end, share more than half of the shorter one."""
    shared = min(span.end, other[1]) - max(span.start, other[0])
    return shared > _LEAST_OVERLAP * min(span.end - span.start, other[1] - other[0])


def gain_of(span: Span, wanted: Sequence[int], rank: int) -> float:
    """How good an answer a sentence is that should be the one of this rank, 0 being the best."""
    return 1.0 / (1 + rank) ** 0.5 if overlaps(span, wanted) else 0.0
