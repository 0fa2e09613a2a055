"""Whether words stand in a text, whatever its capitals and spaces."""

from __future__ import annotations

import re


def holds(text: str, part: str) -> bool:
    """Whether `part` stands in `text`. A number is not found within a longer one: 100 is not in 1,100 or 100.5."""
    plain, wanted = plain_text(text), plain_text(part)
    if not wanted:
        return False
    before = r"(?<!\d)(?<!\d[.,])" if wanted[0].isdigit() else ""
    after = r"(?![.,]?\d)" if wanted[-1].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, plain) is not None


def plain_text(text: str) -> str:
    """Lower case, with single spaces."""
    return " ".join(text.split()).casefold()
