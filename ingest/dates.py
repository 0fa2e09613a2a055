"""Moments of publication, as sources write them. Unknown is None, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from clippings.ingest import clock

_FIGURES = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:1[6-9]|20)\d\d)(?!\d)")
_WRITTEN = re.compile(
    r"(?:19|20)\d\d\s?[-./년年]\s?\d{1,2}\s?[-./월月]\s?\d{1,2}(?:\s?[日일.])?"
    r"|\d{1,2}(?:st|nd|rd|th|\.|º)?\s(?:de\s|d')?[^\W\d_]{3,12}\.?,?\s(?:de\s|del\s)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
    r"|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"
)
_MOST_OF_A_DATE = 0.8
_FUTURE_ALLOWED = timedelta(days=2)
_FIRST_NEWSPAPER = datetime(1605, 1, 1, tzinfo=UTC)
"""Earlier dates are placeholders, such as the 0001-01-01 that stands for "none" in many databases."""


def parse(value: object, now: datetime | None = None, language: str = "") -> datetime | None:
    """A moment from ISO 8601, RFC 2822, a date object, or a date in words; None when it is none of them.

    It keeps the timezone that was given, so that its date is the source's own; without one it is taken to be UTC.
    Figures that could be day and month either way (05/10/2018) count only where `language` (an ISO code, perhaps with a
    region: "en-US") says which comes first; English alone does not.

    A date without a day is not enough, and neither is one in the future or from before newspapers: all are unknown.
    """
    newest = (now or clock.now()) + _FUTURE_ALLOWED
    try:
        moment = _read(value, language)
        return moment if moment is not None and _FIRST_NEWSPAPER <= moment.astimezone(UTC) <= newest else None
    except OverflowError:  # the first or last day of the calendar, in another zone
        return None


def written_in(text: str) -> set[str]:
    """The dates with day, month and year that stand in a line, in words or figures, as they are written."""
    return {match.group() for match in _WRITTEN.finditer(text)}


def _read(value: object, language: str) -> datetime | None:
    if isinstance(value, datetime):
        return _aware(value)
    if isinstance(value, date):
        return datetime.combine(value, time.min, UTC)
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    if figures := _FIGURES.match(text):
        return _of_figures(int(figures[1]), int(figures[2]), int(figures[3]), language)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _aware(read(text))
        except (ValueError, TypeError, IndexError):
            continue
    return _in_words(text, language)


def _of_figures(first: int, second: int, year: int, language: str) -> datetime | None:
    """From figures with the year last: whichever of the others can only be the day, else as the language has it."""
    code = language.lower().replace("_", "-")
    if first > 12 or first == second:
        day, month = first, second
    elif second > 12 or code == "en-us":
        day, month = second, first
    elif code and code != "en":
        day, month = first, second
    else:
        return None
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _in_words(text: str, language: str) -> datetime | None:
    """A date in words, in the given language or English; in any other only where the words have the form of a date.

    Loading all of dateparser's languages takes seconds, so that is not done for whatever stands in a page's markup.
    """
    import dateparser
    from dateparser.data.languages_info import language_order

    rules = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": True,
    }
    first = [code for code in dict.fromkeys((language[:2].lower(), "en")) if code in language_order]
    found = dateparser.parse(text, languages=first, settings=rules)
    if found is None and any(len(written) >= _MOST_OF_A_DATE * len(text) for written in written_in(text)):
        found = dateparser.parse(text, settings=rules)
    return _aware(found) if found else None


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
