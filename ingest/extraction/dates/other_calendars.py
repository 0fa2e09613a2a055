"""Dates of the Persian calendar, of the Buddhist era, and by the years of Japan's emperors and of Taiwan's republic.

Papers of Iran, Afghanistan, Thailand, Japan and Taiwan print them so.
"""

from __future__ import annotations

import re
from datetime import date

_PERSIAN = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_AFGHAN = ("حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت")
_THAI = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
    "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_THAI_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_BUDDHIST_ERA = 543
_MONTHS = {name: number for names in (_PERSIAN, _AFGHAN, _THAI, _THAI_SHORT) for number, name in enumerate(names, 1)}
_FIGURES = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９", "0123456789" * 4)
_NAMES = "|".join(map(re.escape, sorted(_MONTHS, key=len, reverse=True)))
_DATE = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s?(?P<month>{_NAMES})\s?(?:พ\.ศ\.\s?|ماه\s|،\s?)?"
    r"(?P<year>1[34]\d\d|2[45]\d\d|(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?P<persian_year>1[34]\d\d)(?P<sign>[/\-])(?P<persian_month>\d{1,2})(?P=sign)(?P<persian_day>\d{1,2})(?!\d)"
)
_YEARS_BEFORE = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
_ERA_DATE = re.compile(rf"({'|'.join(_YEARS_BEFORE)})\s?(元|\d{{1,3}})\s?年\s?(\d{{1,2}})\s?月\s?(\d{{1,2}})\s?日")
_LETTERS = re.compile(r"[\u0600-\u06ff\u0e00-\u0e7f]|(?<!\d)1[34]\d\d[/-]|[治正和成國国][\d元\uff10-\uff19\s]{1,4}年")
"""Without one of these there is no such date."""


def as_gregorian(text: str) -> str:
    """The text with these dates in ISO 8601 ("2022-05-09"), and ASCII figures where it has one; else as it is."""
    if not _LETTERS.search(text):
        return text
    plain = text.translate(_FIGURES)
    if _ERA_DATE.search(plain):
        return _ERA_DATE.sub(_of_era, plain)
    return _DATE.sub(_iso, plain) if _DATE.search(plain) else text


def _of_era(found: re.Match[str]) -> str:
    year = _YEARS_BEFORE[found[1]] + (1 if found[2] == "元" else int(found[2]))
    try:
        return date(year, int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return found[0]


def _iso(found: re.Match[str]) -> str:
    try:
        if found["persian_year"]:
            day = _of_persian(*(int(found[f"persian_{part}"]) for part in ("year", "month", "day")))
            return day.isoformat()
        year, month, number = int(found["year"]), _MONTHS[found["month"]], int(found["day"])
        if year > 2400:
            return date(year - _BUDDHIST_ERA, month, number).isoformat()
        return (_of_persian(year, month, number) if year < 1500 else date(year, month, number)).isoformat()
    except ValueError:
        return found[0]


def _of_persian(year: int, month: int, day: int) -> date:
    """By the cycle of 33 years in which the leap years lie, which is right from 1799 to 2256.

    Raises:
        ValueError: There is no such day.
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        raise ValueError
    if (month, day) == (12, 30) and _days(year, 12, 30) == _days(year + 1, 1, 1):
        raise ValueError  # no leap year
    return date.fromordinal(_days(year, month, day) + _OFFSET)


def _days(year: int, month: int, day: int) -> int:
    year += 1595
    before = (month - 1) * 31 if month < 7 else 186 + (month - 7) * 30
    return 365 * year + year // 33 * 8 + (year % 33 + 3) // 4 + before + day


_OFFSET = date(2022, 5, 9).toordinal() - _days(1401, 2, 19)
