"""The names in a text, those that have a short form in full as well: "the US" is the United States."""

from __future__ import annotations

import re

from clippings.chain.text.names import names_in

_SHORT = (
    (re.compile(r"\bU\.?S\.?(?:A\.?)?(?![\w.])|\bAmericans?\b"), ("United", "States", "US", "U.S", "America")),
    (re.compile(r"\bU\.?K\.?(?![\w.])|\bBritish\b|\bBritain\b"), ("United", "Kingdom", "UK", "Britain")),
    (re.compile(r"\bUnited States\b"), ("US", "U.S", "America")),
    (re.compile(r"\bUnited Kingdom\b"), ("UK", "Britain")),
    (re.compile(r"\bE\.?U\.?(?![\w.])"), ("European", "Union")),
    (re.compile(r"\bEuropean Union\b"), ("EU",)),
    (re.compile(r"\bU\.?N\.?(?![\w.])"), ("United", "Nations")),
    (re.compile(r"\bUnited Nations\b"), ("UN",)),
    (re.compile(r"\bFed\b"), ("Federal", "Reserve")),
)


def names_of(text: str) -> set[str]:
    """The words with a capital, and those that a short form among them stands for."""
    found = names_in(text)
    for short, spelled in _SHORT:
        if short.search(text):
            found.update(spelled)
    return found
