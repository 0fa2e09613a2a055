"""The records in a JSON document, however deep: an answer of an API, a dump of a search engine, a list, or just one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from clippings.ingest.record_fields import Names, read_record
from clippings.ingest.record_shapes.shapes import shape_of

_WRAPPERS = (
    "_source",
    "doc",
    "node",
    "article",
    "post",
    "story",
    "record",
    "document",
    "fields",
    "attributes",
    "item",
    "data",
)
"""Under these names stands the record itself, beside what a database or an API notes about it."""
_ASIDE = frozenset(
    {"comments", "replies", "included", "related", "recommended", "tags", "categories", "media", "images",
     "attachments", "authors", "links", "sections", "highlights", "facets", "aggregations"}
)  # fmt: skip
"""Lists that stand beside the articles of an answer, or within one."""
_LISTS = (
    "articles",
    "items",
    "results",
    "posts",
    "data",
    "hits",
    "docs",
    "entries",
    "stories",
    "records",
    "rows",
    "content_elements",
    "edges",
)
_OBVIOUS = ("text", "body", "content")
"""Where most records have their text."""
_DEEPEST = 6
_MOST_LOOKED_AT = 5_000
_LOOKED_AT_ITEMS = 20


class Enclosed(NamedTuple):
    """A record, or what stands in the place of one, and the object around its list."""

    record: Any
    envelope: Mapping[str, Any]


def records_in(value: Any, names: Names) -> Iterator[Enclosed]:
    """The records of a document, in its order. What cannot be told to be an article comes as it is.

    Args:
        value: A JSON value.
        names: Where the admin says that records keep their fields.
    """
    yield from _records(value, names, {}, 0)


def _records(value: Any, names: Names, envelope: Mapping[str, Any], depth: int) -> Iterator[Enclosed]:
    if isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            yield from _records(item, names, envelope, depth + 1)
    elif not isinstance(value, Mapping) or depth >= _DEEPEST or is_record(value, names, envelope):
        yield Enclosed(value, envelope)
    elif (inner := _wrapped(value, names)) is not None:
        yield Enclosed(inner, envelope or value)
    elif (enclosed := _list_in(value, names)) is not None:
        items, around = enclosed
        for item in items:
            yield from _records(item, names, around, depth + 1)
    else:
        yield Enclosed(value, envelope)


def is_record(value: Mapping[str, Any], names: Names, envelope: Mapping[str, Any]) -> bool:
    """Whether an object is one article: it has a known shape, or a text under one of the usual names."""
    if any(isinstance(value.get(name), str) and value[name] for name in _OBVIOUS):
        return True
    if shape_of(value, envelope) is not None:
        return True
    read = read_record(value, names, envelope)
    path = read.paths.get("text", "")
    if not path:
        return False
    text = value.get(path)
    return not isinstance(text, Mapping | list) or bool(read.fields.keys() & {"title", "published_at"})


def _wrapped(value: Mapping[str, Any], names: Names) -> Mapping[str, Any] | None:
    """The record that an object wraps, with the id that only the wrapper has."""
    for name in _WRAPPERS:
        inner = value.get(name)
        if isinstance(inner, Mapping) and is_record(inner, names, {}):
            own = {key: value[key] for key in ("_id", "id") if key in value and key not in inner}
            return {**own, **inner}
    return None


def _list_in(value: Mapping[str, Any], names: Names) -> tuple[list[Any], Mapping[str, Any]] | None:
    """The list of records that is nearest to the top, and the object in which it stands; None when there is none."""
    waiting: deque[tuple[Mapping[str, Any], int]] = deque([(value, 0)])
    looked_at = 0
    fallback: tuple[list[Any], Mapping[str, Any]] | None = None
    while waiting and looked_at < _MOST_LOOKED_AT:
        around, depth = waiting.popleft()
        for name in sorted(around, key=lambda key: key not in _LISTS):
            inner = around[name]
            looked_at += 1
            if str(name).casefold() in _ASIDE or depth >= _DEEPEST:
                continue
            if isinstance(inner, Mapping):
                waiting.append((inner, depth + 1))
                if (
                    inner
                    and all(isinstance(item, Mapping) for item in inner.values())
                    and any(is_record(item, names, {}) for item in list(inner.values())[:_LOOKED_AT_ITEMS])
                ):
                    return list(inner.values()), around  # by their ids
            elif isinstance(inner, list):
                if _has_records(inner, names, around):
                    return inner, around
                if fallback is None and name in _LISTS and not _is_article_like(around):
                    fallback = inner, around
                waiting.extend((item, depth + 1) for item in inner[:2] if isinstance(item, Mapping))
    return fallback


def _has_records(items: list[Any], names: Names, around: Mapping[str, Any]) -> bool:
    return any(
        isinstance(item, Mapping) and (is_record(item, names, around) or _wrapped(item, names) is not None)
        for item in items[:_LOOKED_AT_ITEMS]
    )


def _is_article_like(value: Mapping[str, Any]) -> bool:
    """Whether an object has what an article has but a text, so that a list in it is not a list of articles."""
    return isinstance(value.get("title", value.get("headline")), str) and ("url" in value or "link" in value)
