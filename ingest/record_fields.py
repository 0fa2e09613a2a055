"""The fields of an article in a record, whatever the tool that wrote it calls them and wherever it keeps them."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin

from clippings.ingest.extended_json import plain
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.dates.records import date_of, day_in_columns
from clippings.ingest.record_shapes.blocks import block_text
from clippings.ingest.record_shapes.names import folded
from clippings.ingest.record_shapes.paths import ENVELOPE, value_at
from clippings.ingest.record_shapes.shapes import Shape, shape_of, usual_names
from clippings.ingest.screening.missing_values import is_missing
from clippings.ingest.screening.publication_status import PublicationStatus, status_of

FIELDS = ("url", "title", "source", "published_at", "modified_at", "language", "authors", "text")
Names = Mapping[str, tuple[str, ...]]
"""Where a source keeps fields, by what its admin says: names or dotted paths, looked at before all others."""

_USUAL: Names = MappingProxyType({})
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
_NAMED = (
    "name",
    "title",
    "rendered",
    "processed",
    "main",
    "basic",
    "value",
    "text",
    "display_name",
    "fullName",
    "original",
    "node",
)
"""What an object that stands for a name calls it: an author, a source, a headline."""
_ESCAPED_BREAK = re.compile(r"(?:[.!?。…\"”’)]\s?(?:\\r)?\\n|\\n(?:\\r)?\\n)")
"""A line break that was written out as a backslash and a letter, where a paragraph ends."""
_FARTHEST = timedelta(hours=15)
_DRAFT_ID = "drafts."
"""Begins the ids of Sanity's drafts."""


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """What a record says."""

    fields: dict[str, Any]
    """Those of `FIELDS` that it fills."""
    paths: Mapping[str, str]
    """Where each of them stood."""
    shape: str
    """The name of its known shape; "" where it has none."""
    id: str
    """What the tool that wrote it knows it by; "" where it has no id."""
    status: PublicationStatus
    may_be_cut: bool
    """Whether the tool that wrote it cuts off texts."""


def fields_of(record: Mapping[str, Any], names: Names = _USUAL) -> dict[str, Any]:
    """The fields of an article that a record fills; see `read_record`."""
    return read_record(record, names).fields


def read_record(record: Mapping[str, Any], names: Names = _USUAL, envelope: Mapping[str, Any] = _NOTHING) -> ReadRecord:
    """Read a record of a known shape (`record_shapes/shapes.toml`) where that tool keeps things, and any other one by
    the names that archives use. `Title` and `TITLE` are `title`. A text may be a list of paragraphs, or blocks.

    Args:
        record: One article.
        names: Where to look first.
        envelope: The object that encloses the list in which the record stands, if any.
    """
    record = plain(record)
    shape = shape_of(record, envelope)
    usual = _usual_values(record)
    fields: dict[str, Any] = {}
    paths: dict[str, str] = {}
    for field in FIELDS:
        for path, value in _candidates(record, field, names, shape, envelope, usual):
            read = _READ[field](value)
            if read is None:
                continue
            if field == "source" and isinstance(read, str) and _WEB.fullmatch(read.strip()):
                fields.setdefault("url", read.strip())
                continue
            if shape and field in shape.utc:
                read = _with_offset(read, value_at(record, shape.utc[field]), path == shape.utc[field])
            fields[field], paths[field] = read, path
            break
    _put_address_right(fields, record, shape, envelope)
    ids = (value for _, value in _candidates(record, "id", _USUAL, shape, envelope, usual))
    own_id = next((str(value).strip() for value in ids if _is_id(value)), "")
    status_paths = shape.paths.get("status") if shape else None
    if status_paths is None:
        statuses = [value for _, _, value in usual.get("status", ())]
    else:
        statuses = [value_at(record, path) for path in status_paths]
    embargo = next((value for _, value in _candidates(record, "embargo", _USUAL, shape, envelope, usual)), None)
    if shape and shape.states:
        statuses = [shape.states.get(str(value), value) for value in statuses]
    if shape and shape.undated and _is_emptied(record, shape):
        statuses.append(shape.undated)
    if own_id.startswith(_DRAFT_ID):
        statuses.append("draft")
    flags = record if shape is None or shape.has_flags else _NOTHING
    if shape and (types := shape.paths.get("type")):
        flags = {**flags, "post_type": value_at(record, types[0])}
    status = status_of(flags, statuses, embargo, fields.get("published_at"))
    columns = ([value for _, _, value in usual.get(part, ())] for part in ("year", "month", "day"))
    if "published_at" not in fields and (day := day_in_columns(columns)):
        fields["published_at"] = day
    return ReadRecord(fields, paths, shape.name if shape else "", own_id, status, bool(shape and shape.cuts))


def _is_id(value: Any) -> bool:
    """An id is text or a number; `true`, a list or an object is none."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | int) and not isinstance(value, bool)


def _candidates(
    record: Mapping[str, Any],
    field: str,
    names: Names,
    shape: Shape | None,
    envelope: Mapping[str, Any],
    usual: Mapping[str, list[tuple[int, str, Any]]],
) -> Iterator[tuple[str, Any]]:
    """The values that may be a field's, the likeliest first, each with its path."""
    for path in (*names.get(field, ()), *(shape.paths.get(field, ()) if shape else ())):
        value = _at(record, envelope, path)
        if not is_missing(value):
            yield path, value
    for _, path, value in usual.get(field, ()):
        yield path, value


def _usual_values(record: Mapping[str, Any]) -> dict[str, list[tuple[int, str, Any]]]:
    """For each field what stands under its usual names, in their order; of `Title` and `title`, the one as listed."""
    known = usual_names()
    values: dict[str, list[tuple[int, str, Any]]] = {}
    for name, value in record.items():
        for field, place in known.get(folded(name), ()):
            if not is_missing(value):
                values.setdefault(field, []).append((place, name, value))
    for ordered in values.values():
        ordered.sort(key=itemgetter(0))
    return values


def _at(record: Mapping[str, Any], envelope: Mapping[str, Any], path: str) -> Any:
    return value_at(envelope, path[len(ENVELOPE) :]) if path.startswith(ENVELOPE) else value_at(record, path)


def _name(value: Any) -> Any:
    """One name, of an object that stands for it or of the first item of a list."""
    if isinstance(value, list):
        return next((name for name in map(_name, value) if name is not None), None)
    if isinstance(value, Mapping):
        named = {key.casefold(): inner for key, inner in value.items() if isinstance(key, str)}
        return next((name for key in _NAMED if (name := _name(named.get(key.casefold()))) is not None), None)
    if isinstance(value, bool) or is_missing(value):
        return None
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else None


def _address(value: Any) -> Any:
    if isinstance(value, Mapping):
        return next(
            (
                url
                for key in ("href", "url", "@id", "rendered", "canonical", "value")
                if (url := _address(value.get(key)))
            ),
            None,
        )
    if isinstance(value, list):
        return next((url for url in map(_address, value) if isinstance(url, str) and url), None)
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None


def _is_emptied(record: Mapping[str, Any], shape: Shape) -> bool:
    """Whether all places of this shape's date of publication that are named in `when` are there without a value."""
    named = [path for path in shape.when if "publish" in path.casefold()]
    return bool(named) and all(is_missing(value_at(record, path)) for path in named)


def _authors(value: Any) -> Any:
    if isinstance(value, list):
        names = [name for name in map(_name, value) if isinstance(name, str)]
        return [_BY.sub("", name, count=1) if _BY.match(name) else name for name in names] or None
    name = _name(value) if isinstance(value, str | Mapping) else None
    if isinstance(name, str) and ";" in name:
        return [one.strip() for one in name.split(";") if one.strip()] or None
    return name and (_BY.sub("", name, count=1) if _BY.match(name) else name)


def _text(value: Any) -> Any:
    if isinstance(value, str):
        is_escaped = "\\n" in value and "\n" not in value and _ESCAPED_BREAK.search(value)
        return value.replace("\\r", "").replace("\\n", "\n") if is_escaped else value
    if isinstance(value, list) and all(isinstance(paragraph, str) for paragraph in value):
        return "\n\n".join(value)
    if isinstance(value, list | Mapping):
        return block_text(value) or None
    return None


_READ = {
    "url": _address,
    "title": _name,
    "source": _name,
    "published_at": date_of,
    "modified_at": date_of,
    "language": _name,
    "authors": _authors,
    "text": _text,
}


def _with_offset(local: Any, utc: Any, is_utc: bool) -> Any:
    """A local time with its offset, where the same moment is also given in UTC."""
    if is_utc or not isinstance(local, str) or not isinstance(utc, str):
        return local
    here, there = dates.moment_of(local), dates.moment_of(utc)
    if here is None or there is None or here.utcoffset() or abs(here - there) >= _FARTHEST:
        return local
    minutes = round((here - there).total_seconds() / 60)
    return f"{here:%Y-%m-%dT%H:%M:%S}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _put_address_right(
    fields: dict[str, Any], record: Mapping[str, Any], shape: Shape | None, envelope: Mapping[str, Any]
) -> None:
    """A relative address is resolved where a site is named."""
    url = fields.get("url")
    if not (shape and shape.base and isinstance(url, str)) or _WEB.match(url):
        return
    for path in shape.base:
        base = _at(record, envelope, path)
        if isinstance(base, str) and _WEB.fullmatch(base):
            with contextlib.suppress(ValueError):  # brackets that are no IPv6 address
                fields["url"] = urljoin(base, url)
            return
