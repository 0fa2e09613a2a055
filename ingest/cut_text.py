"""Texts that an API cut off: they end in a count of what is missing, or in a word of a plan that has the rest."""

from __future__ import annotations

import re

_CUT = re.compile(
    r"(?P<mark>[\[(]\s*\+\s?\d{1,9}\s?(?:chars?|characters?|words?)\s*[\])]"
    r"|\[\s*(?:truncated|content truncated|text truncated)\s*\]|\(truncated\)"
    r"|only available in (?:paid|professional|corporate|premium) plans?)\s*$",
    re.IGNORECASE,
)
_LONGEST_END = 200


def cut_mark(text: str) -> str:
    """How a text says that it is only a beginning ("[+2219 chars]"); "" where it says nothing of that kind."""
    found = _CUT.search(text[-_LONGEST_END:])
    return found["mark"] if found else ""
