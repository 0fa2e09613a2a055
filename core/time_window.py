"""Stretches of time: dates as people give them, as moments in UTC, and as a reader is told of them."""

from __future__ import annotations

import contextlib
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from clippings.core.errors import WrongUsage

REPORTED_WITHIN = timedelta(days=60)
"""What happened at a time is still told so long after it: the figures of a year come in the next."""


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """From one moment to another, ends included; None leaves an end open."""

    since: datetime | None = None
    until: datetime | None = None

    def __contains__(self, moment: datetime) -> bool:
        return (self.since is None or self.since <= moment) and (self.until is None or moment <= self.until)

    @property
    def middle(self) -> datetime | None:
        """Halfway, where both ends are known."""
        return self.since + (self.until - self.since) / 2 if self.since and self.until else None

    @property
    def width(self) -> timedelta | None:
        """From end to end, where both are known."""
        return self.until - self.since if self.since and self.until else None

    def reported(self) -> TimeWindow:
        """When articles tell of it."""
        return TimeWindow(self.since, self.until and self.until + REPORTED_WITHIN)


FARTHEST_AHEAD, FARTHEST_BEHIND = timedelta(hours=14), timedelta(hours=12)
"""The clocks of the world, compared with UTC."""


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; a moment without a timezone is taken to be UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def first_moment(on: date) -> datetime:
    return datetime.combine(on, time.min, UTC)


def last_moment(on: date) -> datetime:
    return datetime.combine(on, time.max, UTC)


def names_a_day(limit: datetime) -> bool:
    """Whether a limit is the start or the end of a day: then it is the day of the paper that counts, wherever it is
    printed; any other limit is a moment. Midnight with an offset of its own is a moment."""
    return not limit.utcoffset() and limit.time() in {time.min, time.max}


def start_of(text: str, option: str = "since") -> datetime:
    """The first moment of an ISO date (`2023-03-16`), or the moment of an ISO date and time, by its own clock.

    Raises:
        WrongUsage: The text is neither; the message names `option`.
    """
    return _parse(text, option, time.min)


def end_of(text: str, option: str = "until") -> datetime:
    """The last moment of an ISO date, so that a limit includes its own day. See `start_of`."""
    return _parse(text, option, time.max)


def check_window(
    since: datetime | None, until: datetime | None, today: datetime, names: tuple[str, str] = ("since", "until")
) -> None:
    """Refuse a window that nothing can lie in.

    Args:
        since, until: Its ends.
        today: The moment from which the question is asked; nothing published later is seen.
        names: What the two limits are called where they were given.

    Raises:
        WrongUsage: It ends before it starts, or starts after `today`; the message has both dates.
    """
    if since and until and since > until:
        raise WrongUsage(
            f"The window ends before it starts: {names[0]} {day(since)}, {names[1]} {day(until)}.",
            "Swap the two dates.",
        )
    still_here = today if not since or not names_a_day(since) else today + FARTHEST_AHEAD  # it begins in the east
    if since and since > still_here:
        raise WrongUsage(
            f"{names[0]}: {day(since)} is still to come; the question is asked as of {day(today)}.",
            "Give an earlier date, or leave it out.",
        )


def _parse(text: str, option: str, at: time) -> datetime:
    text = text.strip()
    try:
        with contextlib.suppress(ValueError):
            return datetime.combine(date.fromisoformat(text), at, UTC)
        moment = datetime.fromisoformat(text)
        utc(moment)
        return moment.replace(tzinfo=moment.tzinfo or UTC)
    except (ValueError, OverflowError):
        raise WrongUsage(
            f"{option}: {text!r} is not a date.", "Write it as 2023-03-16 or 2023-03-16T09:30:00+09:00."
        ) from None


def day(moment: datetime | None) -> str:
    """The date for a reader (`16 March 2023`), or `date unknown`."""
    return f"{moment.day} {moment:%B %Y}" if moment else "date unknown"


def korean_day(moment: datetime | None) -> str:
    """The date for a Korean reader (`2023년 3월 16일`)."""
    return f"{moment.year}년 {moment.month}월 {moment.day}일" if moment else "날짜 미상"


def day_in(moment: datetime | None, language: str) -> str:
    """The date for a reader of a language: Korean, or English for all others."""
    return korean_day(moment) if language == "ko" else day(moment)


def days(window: TimeWindow, language: str = "en") -> str:
    """A window for a reader, as short as it can be said: `6–12 March 2023`, `March 2023`, `from 6 March 2023`.

    Args:
        window: Its days count, not its hours.
        language: An ISO 639 code; all but Korean are told in English.

    Returns:
        Nothing where the window is open at both ends.
    """
    korean = language == "ko"
    since, until = window.since, window.until
    if since is None or until is None:
        if since:
            return f"{korean_day(since)}부터" if korean else f"from {day(since)}"
        if until:
            return f"{korean_day(until)}까지" if korean else f"up to {day(until)}"
        return ""
    return _korean_days(since.date(), until.date()) if korean else _english_days(since.date(), until.date())


def _english_days(since: date, until: date) -> str:
    if whole := _whole(since, until):
        return {"year": f"{since.year}", "years": f"{since.year}–{until.year}", "month": f"{since:%B %Y}"}[whole]
    last = f"{until.day} {until:%B %Y}"
    if since == until:
        return last
    if since.year != until.year:
        return f"{since.day} {since:%B %Y} – {last}"
    return f"{since.day}–{last}" if since.month == until.month else f"{since.day} {since:%B} – {last}"


def _korean_days(since: date, until: date) -> str:
    if whole := _whole(since, until):
        year = f"{since.year}년"
        return {"year": year, "years": f"{since.year}~{until.year}년", "month": f"{year} {since.month}월"}[whole]
    first = f"{since.year}년 {since.month}월 {since.day}일"
    if since == until:
        return first
    if since.year != until.year:
        return f"{first} ~ {until.year}년 {until.month}월 {until.day}일"
    if since.month != until.month:
        return f"{first} ~ {until.month}월 {until.day}일"
    return f"{since.year}년 {since.month}월 {since.day}~{until.day}일"


def _whole(since: date, until: date) -> str:
    """Whether these are whole years, or one whole month."""
    if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
        return "year" if since.year == until.year else "years"
    one_month = (since.year, since.month, since.day) == (until.year, until.month, 1)
    return "month" if one_month and until.day == monthrange(until.year, until.month)[1] else ""


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 for JSON: the date alone where no time of day is known."""
    if moment is None:
        return None
    return moment.date().isoformat() if moment.timetz() == time.min.replace(tzinfo=UTC) else moment.isoformat()


def iso_day(moment: datetime | None) -> str | None:
    """The day alone in ISO 8601, for JSON."""
    return moment.date().isoformat() if moment else None
