"""Lines such as `Date: 2023-03-17` at the top of a text, in the languages whose names for them are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.ingest.record_shapes.names import folded
from clippings.ingest.record_shapes.shapes import usual_names

_LINE = re.compile(
    r"(?:[-*]\s+)?(?:\*\*|__)?(?P<name>[^\W\d_][^\n:：*]{0,30}?)(?:\*\*|__)?\s*(?:::|:|：)(?:\*\*|__)?"
    r"(?:\s+(?P<value>\S.*))?"
)
_FEWEST_KNOWN = 2
"""One line with a colon may be a headline ("Reporter: I was threatened")."""
_MOST_LINES = 40


def block_at(lines: Sequence[str], at: int) -> tuple[dict[str, str], int]:
    """The names and values in the block of lines that begins at a line, and the number of the line after it.

    Nothing where one of its lines names nothing, or too few of the names are those of an article's parts.
    """
    named: dict[str, str] = {}
    end = at
    while end < len(lines) and (line := lines[end].strip()):
        found = _LINE.fullmatch(line)
        if found is None or end - at >= _MOST_LINES:
            return {}, at
        if found["value"]:
            named.setdefault(found["name"].strip(), found["value"].strip())
        end += 1
    known = usual_names()
    is_known = sum(any(field != "text" for field, _ in known.get(folded(name), ())) for name in named)
    return (named, end) if is_known >= _FEWEST_KNOWN else ({}, at)
