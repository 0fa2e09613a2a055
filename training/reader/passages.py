"""A question and the passages to choose from, as the reader learns from them."""

from __future__ import annotations

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


def gain_of(span: Span, wanted: list[int], rank: int) -> float:
    shared = min(span.end, wanted[1]) - max(span.start, wanted[0])
    shorter = min(span.end - span.start, wanted[1] - wanted[0])
    return 1.0 / (1 + rank) ** 0.5 if shared > _LEAST_OVERLAP * shorter else 0.0
