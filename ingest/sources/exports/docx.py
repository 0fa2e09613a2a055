"""Word documents (`.docx`): their paragraphs as plain text, tables row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from clippings.ingest.sources.files.epub import BROKEN
from clippings.ingest.sources.safe_xml import local_name, outermost

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
    """Paragraphs and the rows of tables, in order."""
    for element in outermost(io.BytesIO(content), _BLOCKS.__contains__):
        yield _row(element) if local_name(element) == "tr" else _words(element)


def _row(row: Any) -> str:
    cells = (" ".join(_words(cell).split()) for cell in row if local_name(cell) == "tc")
    return " | ".join(cell for cell in cells if cell)


def _words(element: Any) -> str:
    pieces = []
    for part in element.iter():
        name = local_name(part)
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
