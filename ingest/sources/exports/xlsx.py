"""Spreadsheets (`.xlsx`): one article a row, the first row names the columns; by openpyxl, row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from clippings.core.types import Reject
from clippings.ingest.extraction.dates.numeric import OrderEvidence
from clippings.ingest.record_fields import Names
from clippings.ingest.sources.files import csv_records
from clippings.ingest.sources.files.epub import BROKEN
from clippings.ingest.sources.files.record_documents import RecordDocuments
from clippings.ingest.sources.web.links import FromRecord

_LARGEST_SHEET_BYTES = 1_000_000_000
_LARGEST_OTHER_BYTES = 200_000_000
"""Of the parts that are held in memory: the texts that cells share, mostly."""
_MOST_COLUMNS = 1_000
_LOOKED_AT_ROWS = 100
_BROKEN = (*BROKEN, OSError, TypeError, AttributeError, IndexError, SyntaxError, OverflowError)
"""What openpyxl raises for parts that are missing or not as they must be."""


def rows(file: BinaryIO, path: Path, names: Names) -> Iterator[FromRecord]:
    """The rows of all sheets that have a column for the text. A row that is no article is a reject.

    Args:
        file: The spreadsheet; it is read several times.
        path: Its name.
        names: Which columns hold the fields, before the usual names.
    """
    try:
        if problem := _too_large(file):
            yield Reject(str(path), problem)
            return
        yield from _rows(file, path, names)
    except _BROKEN as error:
        yield Reject(str(path), f"not a spreadsheet that can be read ({str(error)[:200]}); save it anew, or as CSV")


def _rows(file: BinaryIO, path: Path, names: Names) -> Iterator[FromRecord]:
    import openpyxl

    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        problems: list[str] = []
        has_read = False
        for sheet in book.worksheets:
            header, _ = csv_records.header_of((cells for cells in _cells(sheet) if any(cells)), names)
            if not header:
                continue
            if problem := csv_records.no_column(header, names):
                problems.append(f"sheet {sheet.title}: {problem}" if len(book.worksheets) > 1 else problem)
                continue
            has_read = True
            yield from _articles(sheet, header, path, names, len(book.worksheets) > 1)
        if not has_read:
            yield Reject(str(path), "; ".join(problems)[:1_000] or "an empty spreadsheet")
    finally:
        book.close()


def _articles(
    sheet: Any, header: Sequence[str], path: Path, names: Names, is_one_of_several: bool
) -> Iterator[FromRecord]:
    documents = RecordDocuments(path, names, _date_order(sheet, header, names))
    is_below = False
    for number, cells in enumerate(_cells(sheet), start=1):
        if not any(cells):
            continue
        if not is_below:
            is_below = list(cells) == list(header)
            continue
        place = f"{sheet.title}!{number}" if is_one_of_several else str(number)
        record = {name: value for name, value in zip(header, cells, strict=False) if name}
        yield documents.document(record, f"{path}:{place}")


def _date_order(sheet: Any, header: Sequence[str], names: Names) -> str:
    column = csv_records.date_column(header, names)
    evidence = OrderEvidence()
    if column is None:
        return ""
    for number, cells in enumerate(_cells(sheet)):
        if evidence.is_settled or (number == _LOOKED_AT_ROWS and not evidence.has_figures):
            break
        evidence.add(cells[column] if column < len(cells) else "")
    return evidence.order


def _cells(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS):
        yield [_text(value) for value in row]


def _text(value: Any) -> str:
    """What a cell shows. A day is stored as the midnight at which it begins."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _too_large(file: BinaryIO) -> str:
    """Why a spreadsheet is not opened: it would unpack to more than there should be in memory."""
    with zipfile.ZipFile(file) as package:
        for part in package.infolist():
            is_sheet = part.filename.startswith("xl/worksheets/")
            most = _LARGEST_SHEET_BYTES if is_sheet else _LARGEST_OTHER_BYTES
            if part.file_size > most:
                return f"{part.filename} is larger than {most // 1_000_000} MB when unpacked"
            if part.file_size > 50_000_000 and part.file_size > 300 * max(part.compress_size, 1):
                return f"{part.filename} unpacks to {part.file_size // max(part.compress_size, 1)} times its size"
    file.seek(0, io.SEEK_SET)
    return ""
