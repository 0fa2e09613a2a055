"""Dates as people give them on a command line, as moments in UTC."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time

from clippings.core.errors import WrongUsage


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; a moment without a timezone is taken to be UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def start_of(text: str, option: str = "since") -> datetime:
    """The first moment of an ISO date (`2023-03-16`), or the moment of an ISO date and time.

    Raises:
        WrongUsage: The text is neither; the message names `option`.
    """
    return _parse(text, option, time.min)


def end_of(text: str, option: str = "until") -> datetime:
    """The last moment of an ISO date, so that a limit includes its own day. See `start_of`."""
    return _parse(text, option, time.max)


def _parse(text: str, option: str, at: time) -> datetime:
    text = text.strip()
    try:
        with contextlib.suppress(ValueError):
            return datetime.combine(date.fromisoformat(text), at, UTC)
        return utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise WrongUsage(
            f"{option}: {text!r} is not a date.", "Write it as 2023-03-16 or 2023-03-16T09:30:00+09:00."
        ) from None


def day(moment: datetime | None) -> str:
    """The date for a reader (`16 March 2023`), or `date unknown`."""
    return f"{moment.day} {moment:%B %Y}" if moment else "date unknown"


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 for JSON: the date alone where no time of day is known."""
    if moment is None:
        return None
    return moment.date().isoformat() if moment.timetz() == time.min.replace(tzinfo=UTC) else moment.isoformat()
