"""Signs that stand in for what an extractor would drop or run together, while it works on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clippings.ingest.extraction.html.line_breaks import joined_lines

_POOL = "⸎⸙⸛⸟⸐⸑⸖⁜⁘⁙⁛⸭⸫⸪"
"""Printable, rarely written, and no letters."""
_JOINERS = ("\u200c", "\u200d")
"""They make words in Persian and Indic scripts, and some signs of emoji."""


@dataclass(frozen=True, slots=True)
class StandIns:
    """One sign each, none of which the page has."""

    line_break: str
    bar: str
    """Between the cells of a row."""
    joiners: tuple[str, str]

    @classmethod
    def for_page(cls, tree: Any) -> StandIns:
        """Signs that a page's text does not have."""
        text = tree.text_content()
        free = [sign for sign in _POOL if sign not in text] or list(_POOL)
        signs = (free * 4)[:4]
        return cls(signs[0], signs[1], (signs[2], signs[3]))

    def put_joiners(self, tree: Any) -> None:
        """Replace the zero-width joiners in a tree's text."""
        whole = tree.text_content()
        if not any(joiner in whole for joiner in _JOINERS):
            return
        for element in tree.iter():
            element.text = self._replaced(element.text)
            element.tail = self._replaced(element.tail)

    def _replaced(self, text: str | None) -> str | None:
        if text and any(joiner in text for joiner in _JOINERS):
            for joiner, sign in zip(_JOINERS, self.joiners, strict=True):
                text = text.replace(joiner, sign)
        return text

    def lines(self, texts: Sequence[str]) -> list[str]:
        """Lines split where the page breaks them, but for those that only break off in the middle of a sentence."""
        found: list[tuple[str, bool]] = []
        breaks = 0
        for text in texts:
            for number, piece in enumerate(text.split(self.line_break)):
                breaks = breaks + 1 if number else 2 * (not text.startswith(self.line_break))
                line = " ".join(piece.split())
                if not line:
                    continue
                if found:
                    found[-1] = (found[-1][0], breaks != 1)
                found.append((line, True))
                breaks = 0
        return joined_lines(found).split("\n") if found else []

    def restored(self, text: str) -> str:
        """The text with the characters that the signs stood in for."""
        for joiner, sign in zip(_JOINERS, self.joiners, strict=True):
            text = text.replace(sign, joiner)
        return text.replace(self.bar, "|")
