"""Moments of publication, as sources write them. Unknown is None, never a guess."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from clippings.core.time_window import utc

_FUTURE_ALLOWED = timedelta(days=2)
_FIRST_NEWSPAPER = datetime(1605, 1, 1, tzinfo=UTC)
"""Earlier dates are placeholders, such as the 0001-01-01 that stands for "none" in many databases."""


def parse(value: object, now: datetime | None = None) -> datetime | None:
    """A moment in UTC from ISO 8601, RFC 2822, a date object, or a date in words; None when it is none of them.

    A date without a day is not enough, and neither is one in the future or from before newspapers: all are unknown.
    """
    try:
        moment = _read(value)
    except OverflowError:  # the first or last day of the calendar, in another zone
        return None
    newest = (now or datetime.now(UTC)) + _FUTURE_ALLOWED
    return moment if moment is not None and _FIRST_NEWSPAPER <= moment <= newest else None


def _read(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, date):
        return datetime.combine(value, time.min, UTC)
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return utc(read(text))
        except (ValueError, TypeError, IndexError):
            continue
    return _in_words(text)


def _in_words(text: str) -> datetime | None:
    import dateparser

    found = dateparser.parse(
        text,
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": True,
        },
    )
    return utc(found) if found else None
