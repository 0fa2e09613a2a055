"""Moments of publication, as sources write them. Unknown is None, never a guess."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from clippings.core import languages
from clippings.ingest import clock
from clippings.ingest.extraction.dates import numeric as numeric_dates
from clippings.ingest.extraction.dates import other_calendars
from clippings.ingest.extraction.dates import programs as programs_dates

_RFC_2822 = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?\d{1,2}\s[A-Za-z]{3,9}\s\d{2,4}\s\d{1,2}:\d\d(?::\d\d)?\s"
    r"(?:[+-]\d{4}|UTC?|GMT|Z|[ECMP][SD]T)"
)
_WEEK_ONLY = re.compile(r"\d{4}-?W\d\d(?!-?\d)", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"\b\d{1,2}[:.h]\d\d(?::\d\d)?\b")
_AROUND_A_DATE = re.compile(r"^[^\W\d_]{2,12}\.?,\s|\s[+-]\d{4}$")
_ZONES = frozenset(
    "UT UTC GMT Z EST EDT CST CDT MST MDT PST PDT AKST AKDT HST WET WEST CET CEST EET EEST SAST CAT EAT WAT PKT WIB"
    " WITA WIT HKT SGT KST JST AWST ACST ACDT AEST AEDT NZST NZDT".split()
)
"""RFC 822's, and those that mean one offset in the whole world; IST may be India's, Israel's or Ireland's."""
_CLOCK_AT_THE_END = re.compile(r"[T\s,]\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?!\d).{0,30}$")
"""A time of day that there is not (24:00, 25:61), or with words after it: the day stands before it."""
_ZONE_AT_THE_END = re.compile(r"\s\(?(?:[A-Z]{2,5}|[A-Z]\w+/\w+)\)?$")
_BY_SCRIPT = {"ko": ("ko",), "ja": ("ja",), "zh": ("zh", "ja")}
_WRITTEN = re.compile(
    r"(?:19|20)\d\d\s?[-./년年]\s?\d{1,2}\s?[-./월月]\s?\d{1,2}(?:\s?[日일.])?"
    r"|\d{1,2}(?:st|nd|rd|th|\.|º)?\s(?:de\s|d')?[^\W\d_]{3,12}\.?,?\s(?:de\s|del\s)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
    r"|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"
)
_MOST_OF_A_DATE = 0.8
_LARGEST_NUMBER = 1e19
_LONGEST_TEXT = 200
UNSTATED = timezone(timedelta(0), "unstated")
"""Of moments that were written without a timezone; counts as UTC until the zone of their source is known."""
_TWITTER = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d\d:\d\d:\d\d [+-]\d{4} \d{4}")
_PLACEHOLDER = re.compile(r"(?:1970|1900)-01-01[T ]00:00(?::00(?:\.0+)?)?(?:Z|\s?UTC|[+-]00:?00)?", re.IGNORECASE)
"""The first moment of a computer's clock, to the second, stands for "none"."""
_LAST_DAYS = re.compile(r"\b(?:29|30|31)\b")
_UNDECIDED = "day or month may come first, which language: en-US or en-GB in sources.yaml settles"
_NORWEGIAN = re.compile(r"^no\b")
"""As it is declared; dateparser knows its two written forms."""
_FUTURE_ALLOWED = timedelta(days=2)
_FIRST_NEWSPAPER = datetime(1605, 1, 1, tzinfo=UTC)
"""Earlier dates are placeholders, such as the 0001-01-01 that stands for "none" in many databases."""


def parse(value: object, now: datetime | None = None, language: str = "", order: str = "") -> datetime | None:
    """A moment from ISO 8601, RFC 2822, a date object, a number (20230316, an epoch), or a date in words; else None.

    It keeps the timezone that was given, so that its date is the source's own; without one it is `UNSTATED`. Where
    several zones have the abbreviation that was given (IST), only the day is taken.
    Figures that could be day and month either way (05/10/2018) count only where `language` (an ISO code, perhaps with a
    region: "en-US") or `order` says which comes first; English alone does not.

    A date without a day is not enough, and neither is one in the future or from before newspapers: all are unknown.
    """
    newest = (now or clock.now()) + _FUTURE_ALLOWED
    moment = moment_of(value, language, order)
    return moment if moment is not None and _FIRST_NEWSPAPER <= moment.astimezone(UTC) <= newest else None


def moment_of(value: object, language: str = "", order: str = "") -> datetime | None:
    """The same for any moment, also one to come.

    Args:
        value: As a source wrote it.
        language: An ISO code, perhaps with a region.
        order: "DMY" or "MDY" where it is known in which order the source writes figures; it wins over the language.
    """
    try:
        moment = _read(value, language, order)
        if moment is not None:
            moment.astimezone(UTC)
    except OverflowError:  # the first or last day of the calendar, in another zone
        return None
    return moment


def on_the_clock_of(moment: datetime, zone: tzinfo) -> datetime:
    """A moment as the clock of its source told it.

    What was written without a timezone is of this clock, what was written in UTC is the same moment there, and what was
    written with another offset stays as it is. So does a day alone: it is the same day everywhere.
    """
    if moment.utcoffset() or moment.time() == time.min:
        return moment
    is_local = moment.tzname() == UNSTATED.tzname(None)
    there = moment.replace(tzinfo=zone) if is_local else moment.astimezone(zone)
    return there.replace(tzinfo=timezone(there.utcoffset() or timedelta(0)))


def why_unknown(value: object, language: str = "", order: str = "") -> str:
    """Why `parse` gave no moment: none is named, it cannot be read, its order is open, or it cannot be true.

    One of a few sentences, so that a run can count by it.
    """
    if value is None or value == "":
        return "none is named"
    moment = moment_of(value, language, order)
    if moment is None:
        if isinstance(value, str) and _PLACEHOLDER.fullmatch(value.strip()):
            return "it is a placeholder"
        if _is_on_no_calendar(value, language, order):
            return "there is no such day"
        figures = numeric_dates.find(value.strip()) if isinstance(value, str) else None
        is_open = figures and all(numeric_dates.day_of(figures, language, one) for one in ("DMY", "MDY"))
        return _UNDECIDED if is_open else "it cannot be read"
    return "it lies in the future" if moment.year > _FIRST_NEWSPAPER.year else "it is a placeholder"


def _is_on_no_calendar(value: object, language: str, order: str) -> bool:
    """Whether a date is one that there never was: with an earlier day of its month it would be one."""
    text = str(value).strip()
    if numeric_dates.is_on_no_calendar(text):
        return True
    return bool(_LAST_DAYS.search(text)) and moment_of(_LAST_DAYS.sub("28", text, count=1), language, order) is not None


def written_in(text: str) -> set[str]:
    """The dates with day, month and year that stand in a line, in words or figures, as they are written."""
    return {match.group() for match in _WRITTEN.finditer(other_calendars.as_gregorian(text))}


def _read(value: object, language: str, order: str) -> datetime | None:
    if isinstance(value, datetime):
        return _aware(value)
    if isinstance(value, date):
        return _midnight(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _LARGEST_NUMBER:
        value = str(value)
    return _of_text(value.strip(), language, order) if isinstance(value, str) else None


def _of_text(text: str, language: str, order: str) -> datetime | None:
    language = _NORWEGIAN.sub("nb", language.lower().replace("_", "-"))
    if not text or len(text) > _LONGEST_TEXT or _WEEK_ONLY.match(text) or _PLACEHOLDER.fullmatch(text):
        return None
    text = other_calendars.as_gregorian(programs_dates.plain(text))
    if numeric_dates.is_on_no_calendar(text):
        return None
    if numeric_dates.is_number(text):
        number = numeric_dates.of_number(text)
        return number and _aware(number)
    figures = numeric_dates.find(text)
    if figures is None:
        return _in_known_order(text, language)
    day = numeric_dates.day_of(figures, language, order)
    if day is None:
        return None
    moment = _in_known_order(f"{figures['before']}{day}{text[figures.end() :]}", language)
    return _midnight(day) if moment is None and not figures["before"] else moment


def _in_known_order(text: str, language: str) -> datetime | None:
    """From a text in which it is plain which is the day and which the month."""
    if _TWITTER.fullmatch(text):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y")
    for read in (datetime.fromisoformat, *((parsedate_to_datetime,) if _RFC_2822.fullmatch(text) else ())):
        try:
            return _aware(read(text))
        except (ValueError, TypeError, IndexError):
            continue
    moment = _in_words(text, language)
    if moment is None and (zone := _ZONE_AT_THE_END.search(text)):
        without = _in_words(text[: zone.start()], language)
        moment = without and _midnight(without.date())
    if moment is None and (clock_time := _CLOCK_AT_THE_END.search(text)) and clock_time.start():
        without = _in_known_order(text[: clock_time.start()], language)
        moment = without and _midnight(without.date())
    return moment


def _in_words(text: str, language: str) -> datetime | None:
    """A date in words, in the given language, those of its script or English; in others only if it has a date's form.

    Loading all of dateparser's languages takes seconds, so that is not done for whatever stands in a page's markup.
    """
    import dateparser
    from dateparser.data.languages_info import language_order

    rules = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    by_script = _BY_SCRIPT.get(languages.of_question(text), ())
    wanted = (language.partition("-")[0], *by_script, "en")
    first = [code for code in dict.fromkeys(wanted) if code in language_order]
    found = dateparser.parse(text, languages=first, settings=rules)
    rest = _AROUND_A_DATE.sub("", _TIME_OF_DAY.sub("", text))
    if found is None and any(len(written) >= _MOST_OF_A_DATE * len(rest) for written in written_in(text)):
        found = dateparser.parse(text, settings=rules)
    return _in_its_zone(found) if found else None


def _in_its_zone(found: datetime) -> datetime:
    """With the offset that dateparser read; the day alone where the name of the zone may mean another one as well."""
    offset, name = found.utcoffset(), found.tzname() or ""
    if offset is None:
        return _aware(found)
    if name.isalpha() and name not in _ZONES:
        return _midnight(found.date())
    return found.replace(tzinfo=timezone(offset))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UNSTATED) if moment.tzinfo is None else moment
