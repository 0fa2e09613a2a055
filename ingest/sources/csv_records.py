"""Articles as rows of a table (CSV, TSV), under the names that JSON records have."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from clippings.core.types import Reject
from clippings.ingest.raw_document import RawDocument
from clippings.ingest.sources import json_records
from clippings.ingest.sources.decoded_lines import Line, decoded_lines
from clippings.ingest.sources.record_addresses import RecordAddresses

_LARGEST_FIELD = 10_000_000
"""Characters of one field; the module's own limit of 131,072 is shorter than a long read."""
_LONGEST_LINE_BYTES = 2 * _LARGEST_FIELD


def rows(content: BinaryIO, path: Path, names: Mapping[str, tuple[str, ...]]) -> Iterator[RawDocument | Reject]:
    """One article a row; the first row names the columns. A row that is not one is a reject, and the rest go on."""
    csv.field_size_limit(_LARGEST_FIELD)
    found = decoded_lines(content, _LONGEST_LINE_BYTES)
    first = list(islice(found, 1))
    lines = _Lines(chain(first, found))
    reader = csv.reader(lines, _dialect("".join(line.text for line in first), path))
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        yield Reject(str(path), f"not a table: {error}")
        return
    if not any(json_records.fields_of(dict.fromkeys(header, "x"), names).get(field) for field in ("text",)):
        yield Reject(str(path), f"no column for the text; its columns are {', '.join(header[:20]) or 'none'}")
        return
    addresses = RecordAddresses(path)
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
        if problem := lines.problem or _misfit(row, header):
            yield Reject(location, problem)
        elif row:
            yield json_records.record(dict(zip(header, row, strict=False)), location, path, addresses, names)


def _misfit(row: list[str], header: list[str]) -> str:
    """Why nobody can tell which field of a row is in which column, or ""; empty ones at the end do not matter."""
    if not row or (_filled(header) <= len(row) and _filled(row) <= len(header)):
        return ""
    return (
        f"its fields ({len(row)}) are not as many as the columns ({len(header)}): "
        "put a field that holds separators or line breaks in quotes"
    )


def _filled(fields: list[str]) -> int:
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
    if first.count(";") > first.count(","):
        return _Semicolons
    return csv.excel_tab if first.count("\t") > first.count(",") else csv.excel


class _Semicolons(csv.excel):
    """As spreadsheets write it where the comma is the decimal point."""

    delimiter = ";"
