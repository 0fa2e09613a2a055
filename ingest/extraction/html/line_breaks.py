"""Lines that `<br>` ends: each its own, but for those that break off in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

_ENDS_SENTENCE = re.compile(r"[.!?:;…。！？؟।][\"'”’»」』)\]]*$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
_LONGEST_SUBHEAD = 30
"""Characters of a line in a script without capitals that ends no sentence and need not be a part of one."""
_END = 8
"""Characters in which a sentence's end stands, with quotation marks and brackets after it."""
_MOST_PIECES = 20
"""Of text in a subhead."""


def joined_lines(lines: Iterable[tuple[str, bool]]) -> str:
    """The lines, one under the other; those that only continue a sentence follow it on its line.

    Args:
        lines: Each with whether what follows it is certainly another line.
    """
    found: list[list[str]] = []
    firm = True
    for line, is_firm in lines:
        if firm or not found or not continues(found[-1][-1], line):
            found.append([line])
        else:
            found[-1] += (line,) if _UNSPACED.match(line) else (" ", line)
        firm = is_firm
    return "\n".join("".join(pieces) for pieces in found)


def continues(before: str, after: str) -> bool:
    """Whether a line goes on with the sentence of the line before it.

    It does when it begins with a small letter; where the script has no capitals, when the line before is too long for a
    subhead. A line that ends as sentences do is never continued.
    """
    if not before or not after or _ENDS_SENTENCE.search(before[-_END:]):
        return False
    if before[-1] in ",،、，–-":
        return True
    first = after[0]
    if first.islower():
        return True
    return first.isalpha() and first.upper() == first.lower() and len(before) > _LONGEST_SUBHEAD


def runs_into(element: Any) -> bool:
    """Whether bold words at the start of a block are a subhead that a sentence follows without a space.

    "<b>The vote</b>It was close." is read as two lines.
    """
    tail = element.tail or ""
    if not tail[:1].isupper() or element.getprevious() is not None or (element.getparent().text or "").strip():
        return False
    words = "".join(islice(element.itertext(), _MOST_PIECES))
    return " " in words.strip() and words[-1:].islower()
