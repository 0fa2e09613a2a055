"""Tables of data as lines that can be quoted: "Smith | 4,312 votes"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from clippings.ingest.extraction.html.markup import BLOCKS, is_unseen

_LARGEST_CELL = 160
_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup", "col", "caption"})
_MANY_PARAGRAPHS = 2


def is_data(table: Any) -> bool:
    """Whether a table holds data: short cells without paragraphs, lists or tables of their own. Others are layout."""
    if table.find(".//table") is not None:
        return False
    for element in table.iter():
        if element.tag in _PARTS:
            if _is_filled(element.text) and element.tag != "caption":
                return False  # text that stands between the cells of a broken table
        elif element.tag in {"td", "th"}:
            if len(cell_text(element)) > _LARGEST_CELL or len(element.findall(".//p")) >= _MANY_PARAGRAPHS:
                return False
            if element.find(".//ul") is not None or element.find(".//ol") is not None:
                return False
        elif element.getparent().tag in _PARTS and element.getparent().tag != "caption":
            return False  # something else between the cells
        if element.tag in _PARTS | {"td", "th"} and element is not table and _is_filled(element.tail):
            return False
    return True


def rows(table: Any, bar: str = "|") -> Iterator[str]:
    """The table's caption and its rows, the filled cells of a row with bars between."""
    for element in table.iter("caption", "tr"):
        cells = [element] if element.tag == "caption" else element.iterchildren("td", "th")
        row = f" {bar} ".join(filter(None, map(cell_text, cells)))
        if row:
            yield row


def cell_text(cell: Any) -> str:
    """What a reader sees of a cell, on one line."""
    pieces: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if event == "start" and is_unseen(element):
            walk.skip_subtree()
        elif event == "start":
            pieces += (" " if element.tag in BLOCKS or element.tag == "br" else "", element.text or "")
        if event == "end" and element is not cell:
            pieces += (" " if element.tag in BLOCKS else "", element.tail or "")
    return " ".join("".join(pieces).split())


def _is_filled(text: str | None) -> bool:
    return bool(text and text.strip())
