"""Articles as rows of a table (CSV, TSV), under the names that JSON records have."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from clippings.core.types import Reject
from clippings.ingest.canonical_url import address
from clippings.ingest.numeric_dates import OrderEvidence
from clippings.ingest.record_fields import Names, fields_of, read_record
from clippings.ingest.sources.decoded_lines import Line, decoded_lines
from clippings.ingest.sources.links import FromRecord, Link, Unfetched
from clippings.ingest.sources.record_documents import RecordDocuments

_LARGEST_FIELD = 10_000_000
"""Characters of one field; the module's own limit of 131,072 is shorter than a long read."""
_LONGEST_LINE_BYTES = 2 * _LARGEST_FIELD
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?", re.IGNORECASE)
"""With which Excel is told how a table is separated."""
_LOOKED_AT_ROWS = 100
"""If none of so many dates is in figures, the others of the column are taken to be none either."""


def rows(content: BinaryIO, path: Path, names: Names, order: str = "") -> Iterator[FromRecord]:
    """One article a row; the first row names the columns. A row that is not one is a reject, and the rest go on.

    Args:
        content: The file.
        path: Its name, which may say how it is separated.
        names: Which columns hold the fields, before the usual names.
        order: In which order it writes days and months in figures; see `date_order`.
    """
    lines, reader = _reader(content, path)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        yield Reject(str(path), f"not a table: {error}")
        return
    if problem := no_column(header, names):
        column = _column_of_addresses(header)
        if column is None:
            yield Reject(str(path), problem)
            return
        yield from _addresses(chain([header], reader), column, path)
        return
    documents = RecordDocuments(path, names, order)
    while True:
        location = f"{path}:{reader.line_num + 1}"
        lines.problem = ""
        try:
            row = next(reader)
        except StopIteration:
            return
        except _TooLong as error:
            yield Reject(location, f"not a row, and nothing after it is read: {error}")
            return
        except csv.Error as error:
            yield Reject(location, f"not a row: {error}")
            continue
        if problem := lines.problem or misfit(row, header):
            yield Reject(location, problem)
        elif row:
            yield documents.document(dict(zip(header, row, strict=False)), location)


def date_order(content: BinaryIO, path: Path, names: Names) -> str:
    """In which order the column of the dates writes days and months, as far as it settles that: "MDY", "DMY" or ""."""
    _, reader = _reader(content, path)
    evidence = OrderEvidence()
    with contextlib.suppress(csv.Error, StopIteration):
        header = [name.strip() for name in next(reader, [])]
        column = date_column(header, names)
        if column is None:
            return ""
        for number, row in enumerate(reader):
            if evidence.is_settled or (number == _LOOKED_AT_ROWS and not evidence.has_figures):
                break
            evidence.add(row[column] if column < len(row) else "")
    return evidence.order


def date_column(header: Sequence[str], names: Names) -> int | None:
    """Which column tells when an article was published; None where none does."""
    path = read_record(dict.fromkeys(header, "2023-03-16"), names).paths.get("published_at")
    return next((at for at, name in enumerate(header) if path and name.casefold() == path.casefold()), None)


def no_column(header: Sequence[str], names: Names) -> str:
    """Why nothing of a table can be read, or "" when one of its columns is known to hold the text, or the addresses."""
    fields = fields_of(dict.fromkeys(header, "https://x.example"), names)
    if "text" in fields or "url" in fields:
        return ""
    columns = ", ".join(header[:20]) or "none"
    return (
        f"no column for the text; its columns are {columns}. "
        "Say in sources.yaml which one holds it: fields: {text: NAME_OF_THE_COLUMN}"
    )


def _column_of_addresses(first: Sequence[str]) -> int | None:
    """Which column of a table without a header holds the addresses; None where the first row has none.

    GDELT's files are so.
    """
    return next((at for at, cell in enumerate(first) if address(cell) and " " not in cell.strip()), None)


def _addresses(table: Iterable[Sequence[str]], column: int, path: Path) -> Iterator[FromRecord]:
    rows = enumerate(table, start=1)
    while True:
        try:
            number, row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Reject(str(path), f"not a row, and nothing after it is read: {error}")
            return
        location = f"{path}:{number}"
        url = address(row[column]) if column < len(row) else ""
        if url:
            told = f"it only names an address ({url}), without a text; clippings ingest fetches it"
            yield Unfetched(Link(url), Reject(location, told, kind="address"))
        elif any(cell.strip() for cell in row):
            yield Reject(location, "no address stands where the first row has one")


def _reader(content: BinaryIO, path: Path) -> tuple[_Lines, Any]:
    """The rows of a file, and the lines that they are read from."""
    csv.field_size_limit(_LARGEST_FIELD)
    decoded = decoded_lines(content, _LONGEST_LINE_BYTES)
    first = list(islice(decoded, 1))
    separator = _SEPARATOR_LINE.fullmatch(first[0].text.strip()) if first else None
    if separator:
        lines = _Lines(decoded)
        return lines, csv.reader(lines, delimiter=separator[1])
    lines = _Lines(chain(first, decoded))
    return lines, csv.reader(lines, _dialect("".join(line.text for line in first), path))


def misfit(row: Sequence[str], header: Sequence[str]) -> str:
    """Why nobody can tell which field of a row is in which column, or ""; empty ones at the end do not matter."""
    if not row or (_filled(header) <= len(row) and _filled(row) <= len(header)):
        return ""
    return (
        f"its fields ({len(row)}) are not as many as the columns ({len(header)}): "
        "put a field that holds separators or line breaks in quotes"
    )


def _filled(fields: Sequence[str]) -> int:
    """How many fields there are up to the last that is not empty."""
    return max((number for number, field in enumerate(fields, start=1) if field.strip()), default=0)


class _TooLong(csv.Error):
    pass


class _Lines:
    """The lines for the reader of a table; a row may have several.

    Raises:
        _TooLong: One has more bytes than any row.
    """

    def __init__(self, lines: Iterator[Line]) -> None:
        self.problem = ""
        """Of a line that was read since it was last emptied."""
        self._lines = self._split(lines)

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def _split(self, lines: Iterator[Line]) -> Iterator[str]:
        for line in lines:
            if not line.text:
                raise _TooLong(line.problem)
            self.problem = self.problem or line.problem
            yield from io.StringIO(line.text, newline="")  # some end lines with \r alone


def _dialect(first: str, path: Path) -> type[csv.Dialect] | str:
    if ".tsv" in path.name.lower():
        return csv.excel_tab
    dialects: tuple[tuple[str, type[csv.Dialect]], ...] = (
        (",", csv.excel), (";", _Semicolons), ("\t", csv.excel_tab), ("|", _Bars)
    )  # fmt: skip
    return max(dialects, key=lambda pair: first.count(pair[0]))[1]


class _Semicolons(csv.excel):
    """As spreadsheets write it where the comma is the decimal point."""

    delimiter = ";"


class _Bars(csv.excel):
    delimiter = "|"
