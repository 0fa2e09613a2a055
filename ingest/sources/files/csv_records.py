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
from clippings.ingest.extraction.dates.numeric import OrderEvidence
from clippings.ingest.record_fields import Names, fields_of, read_record
from clippings.ingest.sources.files.decoded_lines import Line, decoded_lines
from clippings.ingest.sources.files.record_documents import RecordDocuments
from clippings.ingest.sources.web.links import FromRecord, Link, Unfetched

_LARGEST_FIELD = 10_000_000
"""Characters of one field; the module's own limit of 131,072 is shorter than a long read."""
_LONGEST_LINE_BYTES = 2 * _LARGEST_FIELD
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?", re.IGNORECASE)
"""With which Excel is told how a table is separated."""
_MOST_ROWS_ABOVE = 12
_FEWEST_KNOWN_COLUMNS = 2
"""For a row below the first to be the one that names the columns."""
_SAMPLED_CHARACTERS = 64_000
_DOUBLED = re.compile(r'[^,;\t|\r\n"]""[^,;\t|\r\n"]')
_ESCAPED = re.compile(r'\\"(?!")')
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
        header, passed = header_of(reader, names)
    except csv.Error as error:
        yield Reject(str(path), f"not a table: {error}")
        return
    if problem := no_column(header, names):
        column = _column_of_addresses(header)
        if column is None:
            yield Reject(str(path), problem)
            return
        yield from _addresses(chain([header], passed, reader), column, path)
        return
    documents = RecordDocuments(path, names, order)
    while True:
        location = f"{path}:{reader.line_num + 1}"
        lines.begin_row()
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
        for fields in _unescaped(lines.row, reader.dialect, header) or [row]:
            if problem := lines.problem or misfit(fields, header):
                yield Reject(location, problem)
            elif fields:
                yield documents.document(dict(zip(header, fields, strict=False)), location)


def date_order(content: BinaryIO, path: Path, names: Names) -> str:
    """In which order the column of the dates writes days and months, as far as it settles that: "MDY", "DMY" or ""."""
    _, reader = _reader(content, path)
    evidence = OrderEvidence()
    with contextlib.suppress(csv.Error, StopIteration):
        header, _ = header_of(reader, names)
        column = date_column(header, names)
        if column is None:
            return ""
        for number, row in enumerate(reader):
            if evidence.is_settled or (number == _LOOKED_AT_ROWS and not evidence.has_figures):
                break
            evidence.add(row[column] if column < len(row) else "")
    return evidence.order


def header_of(table: Iterable[Sequence[str]], names: Names) -> tuple[list[str], list[list[str]]]:
    """The row that names the columns, and the rows that were read after it.

    It is the first, unless that names none that is known and a row soon after it does: databases and newsrooms write
    what was searched for, and when, above a table.

    Args:
        table: Its rows from the first on; no more of them are taken than are looked at.
        names: Which columns hold the fields, before the usual names.
    """
    looked_at: list[list[str]] = []
    for row in islice(table, _MOST_ROWS_ABOVE + 1):
        header = [name.strip() for name in row]
        known = {name: "https://x.example" for name in header if name}
        if "text" in (fields := fields_of(known, names)) and (not looked_at or len(fields) >= _FEWEST_KNOWN_COLUMNS):
            return header, []
        looked_at.append(header)
        if len(looked_at) == 1 and not no_column(header, names):
            break
        if _column_of_addresses(header) is not None:
            break
    return (looked_at[0], looked_at[1:]) if looked_at else ([], [])


def _unescaped(written: str, dialect: Any, header: Sequence[str]) -> list[list[str]]:
    """The rows of a text in which quotes within quotes have a backslash before them, as MySQL and Hive write them;
    none where they are doubled, as they should be."""
    if not _ESCAPED.search(written):
        return []
    try:
        rows = list(csv.reader(io.StringIO(written, newline=""), dialect, escapechar="\\"))
    except csv.Error:
        return []
    return [] if any(misfit(row, header) for row in rows) else rows


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
    sample: list[Line] = []
    while sum(len(line.text) for line in sample) < _SAMPLED_CHARACTERS and (line := next(decoded, None)):
        sample.append(line)
    separator = _SEPARATOR_LINE.fullmatch(sample[0].text.strip()) if sample else None
    lines = _Lines(chain(sample[1:] if separator else sample, decoded))
    escapes = {"escapechar": "\\"} if _has_backslashes(sample) else {}
    if separator:
        return lines, csv.reader(lines, delimiter=separator[1], **escapes)  # type: ignore[arg-type]
    return lines, csv.reader(lines, _dialect(sample, path), **escapes)  # type: ignore[arg-type]


def _has_backslashes(sample: Sequence[Line]) -> bool:
    """Whether quotes within quotes have a backslash before them, as MySQL and Hive write them, and are not doubled."""
    text = "".join(line.text for line in sample)
    return bool(_ESCAPED.search(text)) and not _DOUBLED.search(text)


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
        """Of a line that was read since the row began."""
        self._row: list[str] | None = None
        self._lines = self._split(lines)

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def begin_row(self) -> None:
        """From here on, what is read is kept until the next row begins."""
        self.problem = ""
        self._row = []

    @property
    def row(self) -> str:
        """What was read since the row began, where it has a backslash before a quote; else nothing."""
        return "".join(self._row) if self._row and any('\\"' in line for line in self._row) else ""

    def _split(self, lines: Iterator[Line]) -> Iterator[str]:
        for line in lines:
            if not line.text:
                raise _TooLong(line.problem)
            self.problem = self.problem or line.problem
            for piece in io.StringIO(line.text, newline=""):  # some end lines with \r alone
                if self._row is not None:
                    self._row.append(piece)
                yield piece


def _dialect(sample: Sequence[Line], path: Path) -> type[csv.Dialect] | str:
    """How a table is separated, by its first line that has a separator."""
    if ".tsv" in path.name.lower():
        return csv.excel_tab
    dialects: tuple[tuple[str, type[csv.Dialect]], ...] = (
        (",", csv.excel), (";", _Semicolons), ("\t", csv.excel_tab), ("|", _Bars)
    )  # fmt: skip
    separators = [sign for sign, _ in dialects]
    lines = [line.text for line in sample[: _MOST_ROWS_ABOVE + 1] if any(sign in line.text for sign in separators)]
    return max(dialects, key=lambda pair: "".join(lines[:1]).count(pair[0]))[1]


class _Semicolons(csv.excel):
    """As spreadsheets write it where the comma is the decimal point."""

    delimiter = ";"


class _Bars(csv.excel):
    delimiter = "|"
