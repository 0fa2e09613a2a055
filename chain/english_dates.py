"""Days, months, seasons and years as English writes them: `16 March 2023`, `Q1 2023`, `the summer of 2021`."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from clippings.chain import periods
from clippings.chain.periods import Period

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_NUMBER_OF_MONTH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![:.,]\d)"
_YEAR = r"(?:(?:19|20)\d\d(?![\d%]|[.,:]\d|-\d\d\b)|['’]\d\d\b)"
_DAY_NUMBER, _MONTH_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:1[0-2]|0?[1-9])"
SEASON = "spring|summer|autumn|fall|winter"
_PART = r"(?:(?:early|late|mid)[ -])?"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

_FORMS = {
    "iso_day": rf"(?:19|20)\d\d(?:-{_MONTH_NUMBER}-|\.{_MONTH_NUMBER}\.|/{_MONTH_NUMBER}/){_DAY_NUMBER}\b",
    "numeric_day": rf"{_DAY_NUMBER}(?:/{_DAY_NUMBER}/|-{_DAY_NUMBER}-|\.{_MONTH_NUMBER}\.)(?:(?:19|20)\d\d|\d\d)\b",
    "day": rf"(?:the )?{_DAY} (?:of )?(?:{_MONTHS}),? {_YEAR}|(?:{_MONTHS}) {_DAY},? {_YEAR}",
    "month": rf"{_PART}(?:{_MONTHS})(?:,| of)? {_YEAR}",
    "day_of_month": (
        rf"(?:the )?{_DAY} (?:of )?(?:{_MONTHS})\b|(?:{_MONTHS}) {_DAY}|{_MONTH_NUMBER}/(?:1[3-9]|2\d|3[01])\b"
    ),
    "quarter": rf"(?:the )?(?:{'|'.join(_ORDINALS)}) quarter (?:of )?{_YEAR}|Q[1-4](?: of)? {_YEAR}|{_YEAR} Q[1-4]\b",
    "quarter_of_year": r"Q[1-4]\b",
    "half": rf"(?:the )?(?:first|second) half of {_YEAR}|H[12] {_YEAR}|{_YEAR} H[12]\b",
    "season": rf"(?:the )?{_PART}(?:{SEASON}) (?:of )?{_YEAR}",
    "decade": rf"(?:the )?{_PART}(?:19|20)\d0s\b",
    "year": rf"{_PART}{_YEAR}\b",
    "month_of_year": rf"{_PART}(?:{_MONTHS})\b(?: (?:last|this) year)?",
}
_BY_FORM = {form: re.compile(pattern) for form, pattern in _FORMS.items()}

DATE = "(?:" + "|".join(f"(?:{pattern})" for pattern in _FORMS.values()) + ")"
"""A pattern of any of them; months are told from verbs and names by what stands around it."""

MONTH, DAY, YEAR = f"(?:{_MONTHS})", _DAY, _YEAR

_MONTHS_A_YEAR = 12
_DATES_THAT_ARE_NAMES = {(1, 6), (9, 11), (10, 7), (7, 4), (12, 25)}
"""Without a year they name an event or a holiday, not a day of this one."""


def form_of(written: str) -> str:
    """Which of the forms this is; nothing where it is none."""
    return next((form for form, pattern in _BY_FORM.items() if pattern.fullmatch(written)), "")


def period_of(written: str, today: date) -> Period | None:
    """The days that a date means; without a year, the last such day or month that has begun.

    Returns:
        None where it means no day ("31 February"), or a day that is a name ("January 6").
    """
    form = form_of(written)
    year = _year(written, today)
    if form == "numeric_day":
        return periods.one_day(_numeric_day(written, today))
    if form == "iso_day":
        return periods.one_day(date(*map(int, re.split(r"[-./]", written))))
    if form in {"day", "day_of_month"}:
        on = _parsed(written, today)
        if on is None or (form == "day_of_month" and (on.month, on.day) in _DATES_THAT_ARE_NAMES):
            return None
        return periods.one_day(on)
    if form == "month":
        return periods.month(year, _month(written))
    if form == "month_of_year":
        if written.endswith("year"):
            return periods.month(today.year - ("last" in written), _month(written))
        return periods.last_month_named(today, _month(written))
    if form == "quarter":
        word = written.removeprefix("the ").split()[0]
        return periods.quarter(year, _ORDINALS.get(word) or int(written[written.index("Q") + 1]))
    if form == "quarter_of_year":
        return periods.last_quarter_named(today, int(written[1]))
    if form == "half":
        return periods.half(year, 1 if "first" in written or "H1" in written else 2)
    if form == "season":
        return periods.season(year, re.findall(SEASON, written)[0])
    if form == "decade":
        return periods.decade(year)
    return periods.year(year) if form == "year" else None


def is_ambiguous(written: str) -> bool:
    """Whether a date in numbers is another day to Americans than to the British: 3/5/2023."""
    parts = re.split("[/-]", written)
    return len(parts) == 3 and parts[0] != parts[1] and max(int(parts[0]), int(parts[1])) <= _MONTHS_A_YEAR


def _numeric_day(written: str, today: date) -> date:
    """3/15/2023 as in America unless it cannot be, 15.3.2023 as in Europe."""
    first, second, _ = map(int, re.split(r"[-/.]", written))
    is_american = "." not in written and first <= _MONTHS_A_YEAR
    on, number = (second, first) if is_american else (first, second)
    return date(_year(written, today), number, on)


def _year(written: str, today: date) -> int:
    """The last year that a date has, in two or four digits; 0 where there is none."""
    if found := re.findall(r"(?:19|20)\d\d", written):
        return int(found[-1])
    short = re.search(r"['’](\d\d)|[-/.](\d\d)$", written)
    return periods.full_year(int(short[1] or short[2]), today) if short else 0


def _month(written: str) -> int:
    (name,) = re.findall(_MONTHS, written)
    return _NUMBER_OF_MONTH.index(name[:3].lower()) + 1


def _parsed(written: str, today: date) -> date | None:
    """The day that dateparser reads; the last one where no year is given."""
    import dateparser

    order = "MDY" if "/" in written else "DMY"
    written = re.sub(r"['’]\d\d\b", lambda _: str(_year(written, today)), written)
    found = dateparser.parse(
        written.removeprefix("the "), languages=["en"], settings={**counting_from(today), "DATE_ORDER": order}
    )
    return found.date() if found else None


def counting_from(today: date) -> dict[str, Any]:
    """Settings of dateparser for dates without a year, and relative ones."""
    return {"RELATIVE_BASE": datetime.combine(today, time.min), "PREFER_DATES_FROM": "past"}
