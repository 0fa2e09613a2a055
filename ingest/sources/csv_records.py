"""Articles as rows of a table (CSV, TSV), under the names that JSON records have."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from clippings.core.types import Reject
from clippings.ingest.charset import decode
from clippings.ingest.raw_document import RawDocument
from clippings.ingest.sources import json_records
from clippings.ingest.sources.record_addresses import RecordAddresses

_SAMPLE_BYTES = 64_000
_LARGEST_FIELD = 10_000_000
"""Characters of one field; the module's own limit of 131,072 is shorter than a long read."""
_LONGEST_LINE = 2 * _LARGEST_FIELD


def rows(content: BinaryIO, path: Path, names: Mapping[str, tuple[str, ...]]) -> Iterator[RawDocument | Reject]:
    """One article a row; the first row names the columns. A row that is not one is a reject, and the rest go on."""
    csv.field_size_limit(_LARGEST_FIELD)
    buffered = io.BufferedReader(content, _SAMPLE_BYTES)  # type: ignore[type-var]
    sample = buffered.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES]
    text = io.TextIOWrapper(buffered, _encoding(sample), errors="replace", newline="")
    reader = csv.reader(_bounded_lines(text), _dialect(sample, path))
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
        if row:
            yield json_records.record(dict(zip(header, row, strict=False)), location, path, addresses, names)


class _TooLong(csv.Error):
    pass


def _bounded_lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines, of which none may fill the memory.

    Raises:
        _TooLong: One has more characters than any row.
    """
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise _TooLong(f"a line of more than {_LONGEST_LINE:,} characters")
        yield line


def _encoding(sample: bytes) -> str:
    """UTF-8 and UTF-16 as they show themselves; else what charset-normalizer makes of the sample."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for cut in range(4):  # the sample may end within a character
        try:
            sample[: len(sample) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8-sig"
    decoded = decode(sample)
    fits = (name for name in ("cp949", "cp932", "gb18030", "cp1250") if _reads_as(sample, name, decoded))
    return next(fits, "cp1252")


def _reads_as(sample: bytes, name: str, expected: str) -> bool:
    return sample.decode(name, "replace")[:2_000] == expected[:2_000]


def _dialect(sample: bytes, path: Path) -> type[csv.Dialect] | str:
    if ".tsv" in path.name.lower():
        return csv.excel_tab
    first = sample.split(b"\n", 1)[0]
    if first.count(b";") > first.count(b","):
        return _Semicolons
    return csv.excel_tab if first.count(b"\t") > first.count(b",") else csv.excel


class _Semicolons(csv.excel):
    """As spreadsheets write it where the comma is the decimal point."""

    delimiter = ";"
