"""MongoDB's Extended JSON, as mongoexport writes it: `{"$date": ...}`, `{"$oid": ...}`, `{"$numberLong": ...}`.

https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/
"""

from __future__ import annotations

from typing import Any

_NUMBERS = ("$numberLong", "$numberInt", "$numberDouble", "$numberDecimal")
_DEEPEST = 60


def plain(value: Any, depth: int = 0) -> Any:
    """The same value with dates as ISO text or milliseconds since 1970, numbers and ids as what they are."""
    if depth > _DEEPEST:
        return value
    if isinstance(value, dict):
        if len(value) == 1:
            [(name, inner)] = value.items()
            if name == "$date":
                return plain(inner, depth + 1)
            if name in {"$oid", "$uuid", "$symbol"}:
                return inner
            if name in _NUMBERS:
                return _number(inner)
        if any(isinstance(inner, dict | list) for inner in value.values()):
            return {name: plain(inner, depth + 1) for name, inner in value.items()}
        return value
    if isinstance(value, list) and any(isinstance(inner, dict | list) for inner in value):
        return [plain(inner, depth + 1) for inner in value]
    return value


def _number(written: Any) -> Any:
    try:
        return int(written) if isinstance(written, str) else written
    except ValueError:
        return written
