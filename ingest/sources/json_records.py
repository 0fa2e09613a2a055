"""Articles as JSON objects: one in a file, a list of them, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from clippings.core.types import Reject
from clippings.ingest.canonical_url import address
from clippings.ingest.charset import codec_of
from clippings.ingest.raw_document import RawDocument
from clippings.ingest.sources.decoded_lines import decoded_lines
from clippings.ingest.sources.record_addresses import RecordAddresses, id_of

_NAMES = {
    "url": ("url", "link", "canonical_url", "permalink"),
    "title": ("title", "headline"),
    "source": ("source", "publisher", "site", "site_name", "outlet"),
    "published_at": ("published_at", "published", "date", "datePublished", "date_published", "pubDate"),
    "modified_at": ("modified_at", "modified", "updated", "dateModified", "date_modified"),
    "language": ("language", "lang"),
    "authors": ("authors", "author", "byline"),
    "text": ("text", "body", "content", "articleBody", "maintext"),
}
"""The fields of an article, and the names under which archives keep them; the first that is filled counts."""


FIELDS = tuple(_NAMES)
_LONGEST_LINE_BYTES = 20_000_000
_USUAL: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def lines(
    content: BinaryIO, path: Path, names: Mapping[str, tuple[str, ...]] = _USUAL
) -> Iterator[RawDocument | Reject]:
    """One article a line; a line that is not one is a reject, and the rest go on."""
    addresses = RecordAddresses(path)
    for number, (line, problem) in enumerate(decoded_lines(content, _LONGEST_LINE_BYTES), start=1):
        location = f"{path}:{number}"
        if problem:
            yield Reject(location, problem)
        elif line.strip():
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Reject(location, f"not JSON: {error}")
                continue
            yield record(found, location, path, addresses, names)


def document(
    content: bytes, path: Path, names: Mapping[str, tuple[str, ...]] = _USUAL
) -> Iterator[RawDocument | Reject]:
    """One article, or a list of them, or an object with such a list under `articles` or `items`."""
    try:
        found = json.loads(content.decode(codec_of(content)))
    except (ValueError, RecursionError) as error:
        yield Reject(str(path), f"not JSON: {error}")
        return
    if isinstance(found, dict):
        found = next((found[key] for key in ("articles", "items") if isinstance(found.get(key), list)), found)
    if isinstance(found, list):
        addresses = RecordAddresses(path)
        for number, item in enumerate(found, start=1):
            yield record(item, f"{path}#{number}", path, addresses, names)
    else:
        yield record(found, str(path), path, RecordAddresses(path, is_only=True), names)


def fields_of(record: Mapping[str, Any], names: Mapping[str, tuple[str, ...]] = _USUAL) -> dict[str, Any]:
    """The fields of an article from a record that may name them otherwise; `names` are looked at first.

    `Title` and `TITLE` are `title`. A text may be a list of paragraphs.
    """
    folded: dict[str, Any] = {}
    for name, value in record.items():
        if value:
            folded.setdefault(name.casefold(), value)
    found = {}
    for field, usual in _NAMES.items():
        told = (record.get(name) or folded.get(name.casefold()) for name in (*names.get(field, ()), *usual))
        value = next(filter(None, told), None)
        if value is not None:
            found[field] = [_named(item) for item in value] if isinstance(value, list) else _named(value)
    text = found.get("text")
    if isinstance(text, list) and all(isinstance(paragraph, str) for paragraph in text):
        found["text"] = "\n\n".join(text)
    return found


def _named(value: object) -> object:
    """A source or an author may be an object with a name, as in schema.org and in NewsAPI's files."""
    return value["name"] if isinstance(value, dict) and isinstance(value.get("name"), str) else value


def record(
    found: object,
    location: str,
    path: Path,
    addresses: RecordAddresses,
    names: Mapping[str, tuple[str, ...]] = _USUAL,
) -> RawDocument | Reject:
    """An article from one record of a file, or why it is none."""
    if not isinstance(found, dict):
        return Reject(location, f"not an article: a JSON object was expected, not {type(found).__name__}")
    fields = fields_of(found, names)
    return RawDocument(
        location=location,
        kind="record",
        fields=fields,
        fallback_url=address(fields.get("url")) or addresses.of(found, fields),
        fallback_source=path.absolute().parent.name,
        identity=id_of(found) if address(fields.get("url")) else "",
    )
