"""The text of the article in a page: by trafilatura, on markup put right, less what it left in, and what it lost."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from clippings.ingest.extraction.html import boilerplate, standfirst
from clippings.ingest.extraction.html import dom_cleanup as furniture
from clippings.ingest.extraction.html import recovered_paragraphs as lost_paragraphs
from clippings.ingest.extraction.scripts.live_updates import with_updates
from clippings.ingest.stand_ins import StandIns

_SHORT_CHARACTERS = 400
_WORTH_ITS_NOISE = 1.3
"""What is found without care for precision has the header of the article and the like in it."""
_SHORTEST_ALONE = 80
_MUCH_MORE = 2
_VERY_MUCH_MORE = 5
"""Then it counts even where the page shows something else, such as a notice."""
_START_CHARACTERS = 40


def body(tree: Any, headlines: Sequence[str], told: str = "", updates: Sequence[str] = ()) -> str:
    """Paragraphs, one a line; "" when the page has no article.

    Args:
        tree: Of the page; it stays as it is.
        headlines: The page's own forms of its headline.
        told: The text that its linked data or its scripts give, if any: taken where the page itself shows much less.
        updates: The lines of a live blog, as linked data gives them.
    """
    right = copy.deepcopy(tree)
    signs = StandIns.for_page(right)
    signs.put_joiners(right)
    furniture.put_right(right, signs)
    text = _trafilatura(right, favor_precision=True)
    if len(text) < _SHORT_CHARACTERS:
        more = _trafilatura(right)
        text = more if len(more) > _WORTH_ITS_NOISE * len(text) else text
    lines = lost_paragraphs.in_page_order(lost_paragraphs.restored(_lines(text), right), right)
    if _says_more(told, lines):
        lines = _lines(told)
    lines = boilerplate.without_boilerplate(signs.lines(lines), headlines)
    lines = signs.lines(standfirst.with_standfirst(lines, right))
    return "\n".join(with_updates(signs.restored("\n".join(lines)).split("\n") if lines else [], updates))


def _says_more(told: str, lines: Sequence[str]) -> bool:
    """Whether the linked data has the article and the page only its beginning, or nothing (scripts would draw it)."""
    found = "".join(lines)
    if len(told) >= max(_SHORTEST_ALONE, _VERY_MUCH_MORE * len(found)):
        return True
    if len(told) < max(_SHORT_CHARACTERS, _MUCH_MORE * len(found)):
        return False
    whole = " ".join(told.split())
    inside = sum(len(line) for line in lines if line[:_START_CHARACTERS] in whole)
    return inside >= len(found) / 2


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _trafilatura(tree: Any, favor_precision: bool = False) -> str:
    import trafilatura

    return (
        trafilatura.extract(
            copy.deepcopy(tree), include_comments=False, include_tables=False, favor_precision=favor_precision
        )
        or ""
    )
