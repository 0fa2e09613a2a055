"""Dates as records hold them: text, numbers, days of a spreadsheet, objects and lists of parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000
_FIRST_DAY_OF_SPREADSHEETS = datetime(1899, 12, 30)  # noqa: DTZ001 (without a zone, as the cell)
_FLAGS = frozenset({"true", "false", "yes", "no", "y", "n", "t", "f", "0", "1"})
"""`published: yes` is no date."""
_SECONDS = ("seconds", "_seconds", "sec", "epochSecond")
"""Of Firestore's, protobuf's and Java's moments."""
_INSIDE = ("date", "iso", "datetime", "value", "rendered", "raw")
"""Of PHP's, Parse's, BigQuery's and other moments."""
_ZONE = re.compile(r"[+-]\d\d:?\d\d")
_FIRST_YEAR, _LAST_YEAR = 1600, 2100
_FEWEST_PARTS, _MOST_PARTS = 3, 7


def date_of(value: Any) -> Any:
    """What `dates.parse` can read of a date, or None where a value is none.

    Args:
        value: As it stands in the record.
    """
    if isinstance(value, Mapping):
        return _of_object(value)
    if isinstance(value, list):
        return _of_parts(value) or next((moment for moment in map(date_of, value) if moment is not None), None)
    if isinstance(value, str):
        return None if value.strip().casefold() in _FLAGS else _day_of_a_spreadsheet(value)
    is_written = isinstance(value, int | float | date) and not isinstance(value, bool)
    return _day_of_a_spreadsheet(value) if is_written else None


def day_in_columns(columns: Iterable[Sequence[Any]]) -> str:
    """The day whose year, month and day stand in columns of their own; "" where one of them is missing.

    Args:
        columns: The values under the names of the year, of the month and of the day.
    """
    parts = []
    for number, values in enumerate(columns):
        written = (str(value).strip().removesuffix(".0") for value in values)
        part = next((value for value in written if value.isdecimal()), "")
        parts.append(part.zfill(2 if number else 4))
    return "-".join(parts) if all(part.strip("0") for part in parts) else ""


def _of_object(value: Mapping[str, Any]) -> Any:
    for name in _SECONDS:
        if isinstance(value.get(name), int | str) and not isinstance(value[name], bool):
            return str(value[name])
    inner = next((found for name in _INSIDE if (found := value.get(name)) is not None), None)
    if not isinstance(inner, str | int):
        return None
    zone = value.get("timezone")
    return f"{inner}{zone}" if isinstance(zone, str) and _ZONE.fullmatch(zone) else date_of(inner)


def _of_parts(value: Sequence[Any]) -> str:
    """Java's list of year, month, day and perhaps hour, minute and second; "" for any other list."""
    is_parts = _FEWEST_PARTS <= len(value) <= _MOST_PARTS and all(type(part) is int for part in value)
    if not is_parts or not _FIRST_YEAR <= value[0] <= _LAST_YEAR:
        return ""
    day = "-".join(f"{part:02}" for part in value[:3])
    clock = ":".join(f"{part:02}" for part in value[3:6])
    return f"{day}T{clock}" if len(value) > _FEWEST_PARTS + 1 else day


def _day_of_a_spreadsheet(value: Any) -> Any:
    """The moment that a cell holds as days since 1899 (44663.25), from 1954 to 2064; else the value."""
    if not isinstance(value, str | int | float) or not _SERIAL.fullmatch(str(value).strip()):
        return value
    days = float(value)
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        return value
    return (_FIRST_DAY_OF_SPREADSHEETS + timedelta(seconds=round(days * 86_400))).isoformat()
