"""Days, months, quarters, seasons and years as Korean writes them: `2023년 3월 16일`, `'23년 1분기`, `작년 여름`."""

from __future__ import annotations

import re
from datetime import date

from clippings.chain.temporal import periods
from clippings.chain.temporal.periods import Period

_DATES_THAT_ARE_NAMES = {(3, 1), (4, 16), (5, 18), (6, 25), (8, 15), (10, 29), (12, 3)}

SEASONS = {"봄": "spring", "여름": "summer", "가을": "autumn", "겨울": "winter"}

_YEAR = (
    r"(?:(?P<y{n}>(?:19|20)\d\d|['’‘]\d\d|\d\d(?=년\s*\d{{1,2}}월))년(?!대|형|생|산(?!업)|\s*만에)"
    r"|(?P<w{n}>작년|지난해|올해|재작년))"
)
_DATE = (
    r"(?:{y}\s*(?:(?P<m{n}>1[0-2]|0?[1-9])월(?:\s*(?P<d{n}>3[01]|[12]\d|0?[1-9])일(?:자)?)?|(?P<q{n}>[1-4])분기"
    r"|(?P<h{n}>상반기|하반기)|(?P<s{n}>봄|여름|가을|겨울))?"
    r"|(?P<M{n}>1[0-2]|0?[1-9])월(?:\s*(?P<D{n}>3[01]|[12]\d|0?[1-9])일(?:자)?)?"
    r"|(?P<iso{n}>(?:(?:19|20)\d\d|['’‘]\d\d)[-./]\s?\d{{1,2}}[-./]\s?\d{{1,2}}\.?))"
)


def year_pattern(n: str) -> str:
    """A pattern of a year: 2023년, '23년, 작년."""
    return _YEAR.format(n=n)


def date_pattern(n: str) -> str:
    """A pattern of a date, whose groups end in `n`."""
    return r"(?<![\d.,])" + _DATE.format(n=n, y=_YEAR.format(n=n))


def period_of(match: re.Match[str], n: str, today: date, year: int | None = None) -> Period | None:
    """The days that a date means; without a year, the last such day or month that has begun, or those of `year`."""
    named = {key: match[f"{key}{n}"] for key in ("y", "w", "m", "d", "q", "h", "s", "M", "D", "iso")}
    if named["iso"]:
        first, month, day = re.findall(r"\d+", named["iso"])
        return periods.one_day(date(_full_year(first, today), int(month), int(day)))
    if named["M"]:
        number, on = int(named["M"]), int(named["D"] or 0)
        if year:
            return periods.one_day(date(year, number, on)) if on else periods.month(year, number)
        if not on:
            return periods.last_month_named(today, number)
        if (number, on) in _DATES_THAT_ARE_NAMES:
            return None
        return periods.one_day(periods.last_day_named(today, number, on))
    of = year_of(named["y"], named["w"], today)
    if named["d"]:
        return periods.one_day(date(of, int(named["m"]), int(named["d"])))
    if named["m"]:
        return periods.month(of, int(named["m"]))
    if named["q"]:
        return periods.quarter(of, int(named["q"]))
    if named["h"]:
        return periods.half(of, 1 if named["h"] == "상반기" else 2)
    return periods.season(of, SEASONS[named["s"]]) if named["s"] else periods.year(of)


def year_of(written: str | None, word: str | None, today: date) -> int:
    """In two or four digits, or as a word: 작년; this one where there is neither."""
    if not written:
        return today.year - {"작년": 1, "지난해": 1, "재작년": 2}.get(word or "", 0)
    return _full_year(written.lstrip("'’‘"), today)


def _full_year(digits: str, today: date) -> int:
    return int(digits) if len(digits) == 4 else periods.full_year(int(digits), today)
