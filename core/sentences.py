"""Sentences as spans of a text, so that every quote keeps its offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

import sentencex

_CLOCK = re.compile(r"\b[ap]\.m\.$")
_AFTER_CLOCK = re.compile(r"(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|local|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_INITIAL, _NEXT_INITIAL = re.compile(r"(?<![A-Za-z])[A-Z]\.$"), re.compile(r"[A-Z]\.")


class Span(NamedTuple):
    """Half-open character offsets: `text[start:end]`."""

    start: int
    end: int


def lines(text: str) -> list[Span]:
    """Every line that holds something, without the white space around it."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        span = _trimmed(line, at)
        if span:
            spans.append(span)
        at += len(line)
    return spans


def sentences(text: str, language: str, within: Span | None = None) -> list[Span]:
    """The sentences of `text[within]`, in order, never across a line break.

    Args:
        text: Any text.
        language: ISO 639-1 code; unknown ones are split by the general rules.
        within: Only this stretch; everything when None. Offsets always count from the start of `text`.
    """
    stretch = within or Span(0, len(text))
    found: list[Span] = []
    for line in lines(text[stretch.start : stretch.end]):
        start, end = stretch.start + line.start, stretch.start + line.end
        at = start
        for piece in sentencex.segment(language, text[start:end]):
            if text.startswith(piece, at):
                span = _trimmed(piece, at)
                if span and at > start and found and _goes_on(text, found[-1], span):
                    found[-1] = Span(found[-1].start, span.end)
                elif span:
                    found.append(span)
                at += len(piece)
            else:  # the splitter altered a character: keep the rest of the line whole rather than lose offsets
                break
        rest = _trimmed(text[at:end], at)
        if rest:
            found.append(rest)
    return found


def _goes_on(text: str, before: Span, after: Span) -> bool:
    """Whether the splitter took an abbreviation for an end: "ex-U.|S. Marine", "1 p.m.|ET"."""
    if before.end == after.start:
        return bool(_INITIAL.search(text, before.start, before.end) and _NEXT_INITIAL.match(text, after.start))
    return bool(_CLOCK.search(text, before.start, before.end) and _AFTER_CLOCK.match(text, after.start))


def _trimmed(piece: str, at: int) -> Span | None:
    """Where a piece that starts at this offset holds something, without the white space around it."""
    stripped = piece.strip()
    if not stripped:
        return None
    start = at if stripped[0] == piece[0] else at + len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))
