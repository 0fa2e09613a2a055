"""Dotted paths into a record: `title.rendered`, `credits.by.name`, `bodies.0.value`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ENVELOPE = "^."
"""Begins a path into the object that encloses the list of records."""
_MOST_ITEMS = 10_000
_ABSENT = object()


def value_at(record: Mapping[str, Any], path: str) -> Any:
    """What stands at a path; None where nothing does.

    A name that itself has dots counts before the path. Names are known in small letters and capitals. Through a list,
    a path leads to the same place in each item, and the values come as a list.
    """
    value = _step(record, path)
    if value is not _ABSENT or "." not in path:
        return None if value is _ABSENT else value
    value = record
    for part in path.split("."):
        value = _step(value, part)
        if value is _ABSENT:
            return None
    return value


def exists(record: Mapping[str, Any], path: str) -> bool:
    """Whether a record has this path, whatever its value."""
    value: Any = record
    for part in path.split("."):
        value = _step(value, part, folded=False)
        if value is _ABSENT:
            return False
    return True


def _step(value: Any, part: str, folded: bool = True) -> Any:
    if isinstance(value, Mapping):
        if part in value:
            return value[part]
        if not folded:
            return _ABSENT
        wanted = part.casefold()
        return next((value[name] for name in value if isinstance(name, str) and name.casefold() == wanted), _ABSENT)
    if isinstance(value, list):
        if part.isdecimal():
            return value[int(part)] if int(part) < len(value) else _ABSENT
        stepped = [_step(item, part, folded) for item in value[:_MOST_ITEMS] if isinstance(item, Mapping | list)]
        values = [item for item in stepped if item is not _ABSENT]
        return values or _ABSENT
    return _ABSENT
