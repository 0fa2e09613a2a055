"""Found wide, shown narrow: the runs of whole sentences of a chunk that may be shown for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clippings.core.sentences import Span

LONGEST_CHARACTERS = 400
"""A reader's glance. On the questions of 2022, 250 to 550 characters find about as much (docs/decisions/023)."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences `first` to `last` (included) of a chunk; `span` are their offsets into the article's text."""

    first: int
    last: int
    span: Span


def windows(spans: Sequence[Span], longest: int = LONGEST_CHARACTERS) -> list[Window]:
    """The longest run of sentences from each sentence on that fits; none that only lacks the start of another.

    A sentence that is longer than the limit is a window of its own: sentences are never cut.
    """
    found: list[Window] = []
    last = -1
    for first in range(len(spans)):
        reach = max(last, first)
        while reach + 1 < len(spans) and spans[reach + 1].end - spans[first].start <= longest:
            reach += 1
        if reach > last:
            found.append(Window(first, reach, Span(spans[first].start, spans[reach].end)))
            last = reach
    return found
