"""Word documents (`.docx`): their paragraphs as plain text, tables row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from clippings.ingest.sources.epub import BROKEN

_LARGEST_PART_BYTES = 50_000_000
_DOCUMENT = "word/document.xml"
_BLOCKS = frozenset({"p", "tr"})


class NoDocument(Exception):
    """It cannot be read; the text is the reason."""


def text_of(file: BinaryIO) -> str:
    """The paragraphs of a document with empty lines between them, as a plain text file would have them.

    Raises:
        NoDocument: It is none, is locked, or unpacks to more than 50 MB.
    """
    try:
        with zipfile.ZipFile(file) as package, package.open(_part_name(package)) as part:
            content = part.read(_LARGEST_PART_BYTES + 1)
        if len(content) > _LARGEST_PART_BYTES:
            raise NoDocument(f"its text is larger than {_LARGEST_PART_BYTES // 1_000_000} MB when unpacked")
        return "\n\n".join(paragraph for paragraph in _paragraphs(content) if paragraph)
    except BROKEN as error:
        raise NoDocument(f"not a Word document that can be read: {error}") from None


def _part_name(package: zipfile.ZipFile) -> str:
    """Where the text stands: Office itself always calls it the same, other programs need not."""
    names = package.namelist()
    if _DOCUMENT in names:
        return _DOCUMENT
    return next((name for name in names if name.startswith("word/document") and name.endswith(".xml")), _DOCUMENT)


def _paragraphs(content: bytes) -> Iterator[str]:
    """Paragraphs and the rows of tables, in order; no more than one of them is in memory as elements."""
    elements = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    depth = 0
    for event, element in elements:
        if _name(element) not in _BLOCKS:
            continue
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 0:
            yield _row(element) if _name(element) == "tr" else _words(element)
            element.clear()


def _row(row: Any) -> str:
    cells = (" ".join(_words(cell).split()) for cell in row if _name(cell) == "tc")
    return " | ".join(cell for cell in cells if cell)


def _words(element: Any) -> str:
    pieces = []
    for part in element.iter():
        name = _name(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "tab":
            pieces.append(" ")
        elif name in {"br", "cr"}:
            pieces.append("\n")
        elif name == "p" and pieces:
            pieces.append(" ")
        elif name == "noBreakHyphen":
            pieces.append("-")
    return "".join(pieces).strip()


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
