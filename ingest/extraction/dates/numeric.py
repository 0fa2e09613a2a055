"""Dates in figures alone: `16.03.2023`, `03/16/23`, `20230316`, and seconds or milliseconds since 1970."""

from __future__ import annotations

import functools
import re
from datetime import UTC, date, datetime

_NUMBER = re.compile(r"[1-9]\d*(?:\.\d+)?")
_COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_EPOCHS = {9: 1, 10: 1, 12: 1e3, 13: 1e3, 15: 1e6, 16: 1e6, 18: 1e9, 19: 1e9}
"""Parts of a second that an epoch counts, by its digits, from 1973 on: shorter numbers are rather days or nonsense."""
_WRONG_DAY = re.compile(r"(?P<year>\d{4})\s?(?P<sign>[-/.])\s?(?P<month>\d{1,2})\s?(?P=sign)\s?(?P<day>\d{1,2})(?!\d)")

_MONTHS, _DAYS = 12, 31
_LONGEST_WRITTEN = 60

_FIGURES = re.compile(
    r"(?P<before>\D*(?:\d{1,2}[:.]\d\d(?::\d\d)?\D+)?)"
    r"(?P<one>\d{1,2})(?P<sign>\s?[/.\-]\s?|\s)(?P<two>\d{1,2})(?P=sign)(?P<year>(?:1[6-9]|20)\d\d|\d\d)(?!\d)"
)


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def of_number(text: str) -> datetime | None:
    """A day, perhaps with a time of day, whose digits stand together and name no timezone; else an epoch; else None."""
    whole, _, fraction = text.partition(".")
    if len(whole) in _COMPACT and not fraction.strip("0"):
        try:
            return datetime.strptime(whole, _COMPACT[len(whole)])  # noqa: DTZ007 (it names no timezone)
        except ValueError:
            pass
    parts = _EPOCHS.get(len(whole))
    return datetime.fromtimestamp(float(text) / parts, UTC) if parts else None


def is_on_no_calendar(text: str) -> bool:
    """Whether a date with the year first is one that there never was ("2023-02-30", "2023-13-01", "20230230")."""
    compact = re.fullmatch(r"((?:1[6-9]|20)\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?", text)
    found = _WRONG_DAY.match(text)
    year, month, day = found.group("year", "month", "day") if found else compact.groups() if compact else ("", "", "")
    if not year:
        return False
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return True
    return False


def find(text: str) -> re.Match[str] | None:
    """Figures with the year last, or of two digits, as the first date of a text; an hour may stand before them."""
    return _FIGURES.match(text)


def day_of(figures: re.Match[str], language: str, order: str = "") -> date | None:
    """Their day in the order of the language, else the only one that they are in any order; None where there are more.

    Args:
        figures: As `find` found them.
        language: An ISO code in small letters, perhaps with a region ("en-us"), or "".
        order: The order in which their source writes them, where it is known ("DMY", "MDY").
    """
    written = " ".join(figures.group("one", "two", "year"))
    if order and (day := _read(written, order)):
        return day
    own = _order(language)
    is_short = len(figures["year"]) == 2
    if own and (is_short or own != "YMD") and (day := _read(written, own)):
        return day
    orders = ("DMY", "MDY", "YMD") if is_short and not language.startswith("en") else ("DMY", "MDY")
    days = {day for order in orders if (day := _read(written, order))}
    return days.pop() if len(days) == 1 else None


class OrderEvidence:
    """What the dates of one column, or of one file, say together about the order in which they are written.

    A 25 in the second place settles it: month, day, year. Where dates contradict each other, nothing is settled.
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self.has_figures = False
        """Whether any of them is of the kind for which the order matters."""

    def add(self, value: object) -> None:
        """Take one more date into account, as it is written."""
        figures = find(value.strip()) if isinstance(value, str) and len(value) <= _LONGEST_WRITTEN else None
        if figures is None:
            return
        self.has_figures = True
        one, two, year = int(figures["one"]), int(figures["two"]), figures["year"]
        if one <= _MONTHS < two <= _DAYS:
            self._seen.add("MDY")
        elif two <= _MONTHS < one <= _DAYS and (len(year) == 4 or int(year) > _DAYS):  # else the year may stand first
            self._seen.add("DMY")

    @property
    def order(self) -> str:
        """ "DMY" or "MDY"; "" where nothing settles it."""
        return next(iter(self._seen)) if len(self._seen) == 1 else ""

    @property
    def is_settled(self) -> bool:
        """Whether further dates cannot change anything: there is evidence for both orders."""
        return len(self._seen) > 1


def _read(written: str, order: str) -> date | None:
    parts = {"D": "%d", "M": "%m", "Y": "%y" if len(written.split()[-1]) == 2 else "%Y"}
    try:
        return datetime.strptime(written, " ".join(parts[part] for part in order)).replace(tzinfo=UTC).date()
    except ValueError:
        return None


@functools.cache
def _order(language: str) -> str:
    """In which a language writes day, month and year; "" for English alone and what dateparser does not know."""
    from dateparser.languages import default_loader

    code, _, region = language.partition("-")
    for name in (f"{code}-{region.upper()}", code):
        if name == "en":
            break
        try:
            return default_loader.get_locale(name).info.get("date_order") or ""
        except ValueError:
            continue
    return ""
