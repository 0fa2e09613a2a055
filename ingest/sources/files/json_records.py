"""Articles as JSON objects: one in a file, a list of them, or one a line, also within an API's answer or a dump."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from clippings.core.types import Reject
from clippings.ingest.extraction.dates.numeric import OrderEvidence
from clippings.ingest.extraction.encoding.charset import codec_of
from clippings.ingest.record_fields import Names, read_record
from clippings.ingest.sources.files.decoded_lines import decoded_lines
from clippings.ingest.sources.files.record_documents import RecordDocuments
from clippings.ingest.sources.files.record_envelopes import Enclosed, records_in
from clippings.ingest.sources.web.links import FromRecord

_LONGEST_LINE_BYTES = 20_000_000
_BRACKET = object()
_BEGINS = re.compile(r"[\s,\[\]]*")
"""What may stand before the next record."""
_USUAL: Names = MappingProxyType({})
_LOOKED_AT_RECORDS = 50
"""If none of so many dates is in figures, the others of the file are taken to be none either."""


def lines(content: BinaryIO, path: Path, names: Names = _USUAL, order: str = "") -> Iterator[FromRecord]:
    """One article a line, or an answer of an API with several; what is none is a reject, and the rest go on.

    Args:
        content: The file.
        path: Its name.
        names: Where its records keep fields, before the usual places.
        order: In which order it writes days and months in figures; see `date_order`.
    """
    documents = RecordDocuments(path, names, order)
    for number, (line, problem) in enumerate(decoded_lines(content, _LONGEST_LINE_BYTES), start=1):
        location = f"{path}:{number}"
        if problem:
            yield Reject(location, problem)
        elif line.strip():
            try:
                value = _of_line(line)
            except (ValueError, RecursionError) as error:
                yield Reject(location, _no_json(line, error))
                continue
            if value is _BRACKET:
                continue
            if not isinstance(value, dict):
                yield documents.document(value, location)
                continue
            for at, enclosed in enumerate(records_in(value, names), start=1):
                place = location if at == 1 else f"{location}#{at}"
                yield documents.document(enclosed.record, place, enclosed.envelope)


def document(content: bytes, path: Path, names: Names = _USUAL) -> Iterator[FromRecord]:
    """One article, or a list of them, wherever in the document it stands."""
    problem = ""
    try:
        text = content.decode(codec_of(content)).removeprefix("\ufeff")
        value = json.loads(text)
    except UnicodeDecodeError as error:
        yield Reject(str(path), f"not JSON: {error}")
        return
    except (ValueError, RecursionError) as error:
        value, problem = _values_in(text)
        if not value:
            yield Reject(str(path), _no_json(text, error))
            return
    enclosed = list(records_in(value, names))
    order = order_of(enclosed, names)
    if len(enclosed) == 1 and enclosed[0].record is value:
        yield RecordDocuments(path, names, order, is_only=True).document(value, str(path))
        return
    documents = RecordDocuments(path, names, order)
    for number, (record, envelope) in enumerate(enclosed, start=1):
        yield documents.document(record, f"{path}#{number}", envelope)
    if problem:
        yield Reject(f"{path}#{len(enclosed) + 1}", problem)


def is_one_document(content: BinaryIO) -> bool:
    """Whether a file that is named like records in lines has records over several lines, as `jq .` prints them."""
    first = content.readline(_LONGEST_LINE_BYTES).strip().removeprefix(codecs.BOM_UTF8)
    second = content.readline(_LONGEST_LINE_BYTES).strip()
    if first not in {b"{", b"["} or not second:
        return False
    try:
        return not isinstance(_of_line(second.decode("utf-8", "replace")), dict)
    except (ValueError, RecursionError):
        return True


def _of_line(line: str) -> Any:
    """The value of a line, also where the lines are those of a list; `_BRACKET` for a line of its own brackets."""
    try:
        return json.loads(line)
    except ValueError:
        bare = line.strip().removeprefix("[").removesuffix("]").strip().removesuffix(",")
        if not bare:
            return _BRACKET
        if len(bare) == len(line.strip()):
            raise
        return json.loads(bare)


def _values_in(text: str) -> tuple[list[Any], str]:
    """The values that stand one after the other, or in a list that is broken, and why not all of the text is JSON.

    So are several answers of an API in one file, a list with a comma too many, and a file that breaks off.
    """
    values: list[Any] = []
    decoder = json.JSONDecoder()
    at = 0
    while (found := _BEGINS.match(text, at)) and found.end() < len(text):
        at = found.end()
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            return values, f"not JSON from here on: {error}"
        values.append(value)
    return values, ""


def _no_json(text: str, error: Exception) -> str:
    is_python = text.lstrip(" [\t\r\n").startswith(("{'", '{"')) and "{'" in text[:50]
    return "not JSON but a Python dict: write it with json.dumps" if is_python else f"not JSON: {error}"


def is_lines(content: BinaryIO) -> bool:
    """Whether a file that is named like one document is one record a line, as mongoexport and crawlers write it."""
    first = content.readline(_LONGEST_LINE_BYTES).strip()
    second = content.readline(_LONGEST_LINE_BYTES).strip()
    if not (first.startswith(b"{") and first.endswith(b"}") and second.startswith(b"{")):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def date_order(content: BinaryIO, names: Names = _USUAL) -> str:
    """In which order the lines of a file write days and months, as far as they settle it: "MDY", "DMY" or ""."""

    def enclosed() -> Iterator[Enclosed]:
        for line, _ in decoded_lines(content, _LONGEST_LINE_BYTES):
            try:
                value = _of_line(line) if line.strip() else None
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                yield from records_in(value, names)

    return order_of(enclosed(), names)


def order_of(records: Iterable[Enclosed], names: Names) -> str:
    """The same for records that were read already."""
    evidence = OrderEvidence()
    for number, (record, envelope) in enumerate(records):
        if evidence.is_settled or (number == _LOOKED_AT_RECORDS and not evidence.has_figures):
            break
        if isinstance(record, Mapping):
            evidence.add(read_record(record, names, envelope).fields.get("published_at"))
    return evidence.order
