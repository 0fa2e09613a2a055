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
    "content",
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
    "nodes",
    "@graph",
    "messages",
    "objects",
    "value",
)
_NO_ARTICLES = frozenset(
    {"WebSite", "WebPage", "Organization", "NewsMediaOrganization", "Person", "BreadcrumbList", "ImageObject",
     "VideoObject", "CollectionPage", "SearchAction", "ListItem"}
)  # fmt: skip
"""What schema.org describes beside an article."""
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
        for item in _rows_below_a_header(value, names) or value:
            yield from _records(item, names, envelope, depth + 1)
    elif not isinstance(value, Mapping) or depth >= _DEEPEST or _is_whole(value, names, envelope):
        yield Enclosed(value, envelope)
    elif depth and value.get("@type") in _NO_ARTICLES:
        return
    elif (inner := _wrapped(value, names)) is not None:
        yield Enclosed(inner, envelope or value)
    elif rows := _rows_of_a_table(value, names):
        yield from (Enclosed(row, {}) for row in rows)
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


def _is_whole(value: Mapping[str, Any], names: Names, envelope: Mapping[str, Any]) -> bool:
    """Whether an object is one article rather than a table whose columns are named as an article's fields."""
    return is_record(value, names, envelope) and not _has_columns(value)


def _has_columns(value: Mapping[str, Any]) -> bool:
    """Whether every value is an object with the numbers of rows, as pandas writes a table."""
    columns = list(value.values())
    return len(columns) > 1 and all(
        isinstance(column, Mapping) and "0" in column and column.keys() == columns[0].keys() for column in columns
    )


def _rows_of_a_table(value: Mapping[str, Any], names: Names) -> list[dict[str, Any]]:
    """The rows of a table that is written by its columns, or as names and rows apart; none where it is no table."""
    if _has_columns(value):
        rows = [{name: column[row] for name, column in value.items()} for row in next(iter(value.values()))]
    else:
        header, lists = value.get("columns"), value.get("data", value.get("rows", value.get("values")))
        rows = _named(header, lists) if isinstance(header, list) and isinstance(lists, list) else []
    return rows if any(is_record(row, names, {}) for row in rows[:_LOOKED_AT_ITEMS]) else []


def _rows_below_a_header(value: list[Any], names: Names) -> list[dict[str, Any]]:
    """The rows of a list of lists whose first list names the columns; none where it is no such list."""
    if len(value) < 2 or not all(isinstance(row, list) for row in value[:2]):
        return []
    rows = _named(value[0], value[1:])
    return rows if any(is_record(row, names, {}) for row in rows[:_LOOKED_AT_ITEMS]) else []


def _named(header: list[Any], rows: list[Any]) -> list[dict[str, Any]]:
    if not all(isinstance(name, str) for name in header):
        return []
    return [dict(zip(header, row, strict=False)) for row in rows if isinstance(row, list)]


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
    if _are_keyed(value, names):
        return list(value.values()), {}
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
                if _are_keyed(inner, names):
                    return list(inner.values()), around
                if _is_named_record(inner, names):
                    return [inner], around
            elif isinstance(inner, list):
                if _has_records(inner, names, around):
                    return inner, around
                if fallback is None and name in _LISTS and not _is_article_like(around):
                    fallback = inner, around
                waiting.extend((item, depth + 1) for item in inner[:2] if isinstance(item, Mapping))
    return fallback


def _are_keyed(value: Mapping[str, Any], names: Names) -> bool:
    """Whether an object holds records by their ids."""
    return (
        bool(value)
        and all(isinstance(item, Mapping) for item in value.values())
        and any(is_record(item, names, {}) for item in list(value.values())[:_LOOKED_AT_ITEMS])
    )


def _is_named_record(value: Mapping[str, Any], names: Names) -> bool:
    """Whether an object that stands alone in an answer is an article: it has a text, and a title or a date."""
    if not is_record(value, names, {}):
        return False
    fields = read_record(value, names).fields
    return "text" in fields and bool(fields.keys() & {"title", "published_at"})


def _has_records(items: list[Any], names: Names, around: Mapping[str, Any]) -> bool:
    return any(
        isinstance(item, Mapping) and (is_record(item, names, around) or _wrapped(item, names) is not None)
        for item in items[:_LOOKED_AT_ITEMS]
    )


def _is_article_like(value: Mapping[str, Any]) -> bool:
    """Whether an object has what an article has but a text, so that a list in it is not a list of articles."""
    return isinstance(value.get("title", value.get("headline")), str) and ("url" in value or "link" in value)
