"""The days, months and years that a sentence names, and whether two sentences can mean the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clippings.chain.temporal.english.dates import MONTH_ABBREVIATIONS
from clippings.chain.temporal.english.relative import WEEKDAY_ABBREVIATIONS

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|"
    r"Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_KOREAN_WEEKDAYS = "월화수목금토일"
_YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d)"

_NAMED = re.compile(
    rf"""
    (?<![\w-])(?:
      (?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d)
    | (?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<month_second>{_MONTH})(?![a-z])
        (?:,?\ (?P<year_third>{_YEAR}))?
    | (?P<month_first>{_MONTH})\ (?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%]|,\d|\.\d)
        (?:,?\ (?P<year_last>{_YEAR}))?
    | (?P<month_of>{_MONTH}),?\ (?P<year_of>{_YEAR})
    | (?P<month>(?:January|February|April|June|July|August|September|October|November|December)\b
        |(?:March|May)\b(?!['’-]))
    | (?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b
    | (?P<korean_year>(?:19|20)\d\d)년(?:\ ?(?P<korean_month_of>\d{{1,2}})월)?(?:\ ?(?P<korean_day_of>\d{{1,2}})일)?
    | (?P<korean_month>\d{{1,2}})월(?:\ ?(?P<korean_day>\d{{1,2}})일)?
    | (?P<korean_date>\d{{1,2}})일(?!간|째|\ ?동안|\ ?만에|\ ?뒤|\ ?후|\ ?전)
    | (?P<korean_weekday>[{_KOREAN_WEEKDAYS}])요일
    | (?P<year>(?<![$€£¥.,]){_YEAR}(?![\d%]|s\b))
    )
    """,
    re.VERBOSE,
)
_ALSO_VERBS = {"March", "May"}
_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|from|by|to|and|or|last|this|next|early|late|mid|before|after|during|between|through|for"
    r"|every|each|previous|following),?[ -]$|\b(?:January|February|March|April|June|July|August|September|October"
    r"|November|December),? $",
    re.IGNORECASE,
)
_JOINS = re.compile(r",? \(?(?:the )?")
"""Between a weekday and the date that it belongs to."""


@dataclass(frozen=True, slots=True)
class Day:
    """As much of a date as is named; weekdays count from Monday, 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def is_like(self, other: Day) -> bool:
        """Whether both name a part of the same kind, so that one can stand in the other's place."""
        return any(
            mine is not None and theirs is not None
            for mine, theirs in (
                (self.day, other.day),
                (self.weekday, other.weekday),
                (self.month, other.month),
                (self.year, other.year),
            )
        )

    def is_met_by(self, other: Day) -> bool:
        """Whether the other has every part that this one names, and the same."""
        return all(
            mine is None or mine == theirs
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
                (self.weekday, other.weekday),
            )
        )


def days_in(text: str) -> Iterator[tuple[Day, int, int]]:
    """Each day, month or year that a text names, with its offsets."""
    weekday: tuple[Day, int, int] | None = None
    for match in _NAMED.finditer(text):
        found = _day({name: value for name, value in match.groupdict().items() if value})
        is_a_verb = match["month"] in _ALSO_VERBS and not _BEFORE_A_MONTH.search(text, 0, match.start())
        if is_a_verb or (found.day or 1) > 31 or (found.month or 1) > 12:
            continue
        start = match.start()
        if weekday is not None:
            if found.day and _JOINS.fullmatch(text, weekday[2], start):
                found, start = replace(found, weekday=weekday[0].weekday), weekday[1]
            else:
                yield weekday
        weekday = (found, start, match.end()) if found.weekday is not None and not found.day else None
        if weekday is None:
            yield found, start, match.end()
    if weekday is not None:
        yield weekday


def _day(named: dict[str, str]) -> Day:
    def number(*names: str) -> int | None:
        return next((int(named[name]) for name in names if name in named), None)

    month = number("iso_month", "korean_month_of", "korean_month")
    for name in ("month_second", "month_first", "month_of", "month"):
        if name in named:
            month = MONTH_ABBREVIATIONS.index(named[name][:3].lower()) + 1
    weekday = None
    if "weekday" in named:
        weekday = WEEKDAY_ABBREVIATIONS.index(named["weekday"][:3].lower())
    if "korean_weekday" in named:
        weekday = _KOREAN_WEEKDAYS.index(named["korean_weekday"])
    return Day(
        number("iso_year", "year_third", "year_last", "year_of", "korean_year", "year"),
        month,
        number("iso_day", "day_first", "day_second", "korean_day_of", "korean_day", "korean_date"),
        weekday,
    )


def completed(named: Day, published: date | None) -> list[Day]:
    """A day with the parts that its article leaves to the reader; several where two can be meant.

    Args:
        named: As its sentence names it.
        published: The day of the paper: "Thursday" is the last one before it, or the next.
    """
    if named.year and named.month and named.day:
        return [_as_named(named, _whole(named.year, named.month, named.day))]
    if published is None:
        return [named]
    if named.weekday is not None and named.day is None:
        back = (published.weekday() - named.weekday) % 7
        return [_of(published - timedelta(days=back)), _of(published + timedelta(days=7 - back))]
    if named.day and not named.month:
        return [
            found
            for month in (published, published.replace(day=1) - timedelta(days=1))
            if (found := _whole(month.year, month.month, named.day))
        ]
    if named.month and not named.year:
        years = (published.year - 1, published.year, published.year + 1)
        near = min(years, key=lambda year: abs(date(year, named.month or 1, min(named.day or 15, 28)) - published))
        if named.day:
            return [_as_named(named, _whole(near, named.month, named.day))]
        return [Day(near, named.month)]
    return [named]


def _as_named(named: Day, whole: Day | None) -> Day:
    """A date with its weekday; with the one that stands beside it, even if that is wrong."""
    if whole is None:
        return named
    return replace(whole, weekday=whole.weekday if named.weekday is None else named.weekday)


def of_the_paper(published: date | None) -> list[Day]:
    """The days that an article which names none is about: its own and the one before."""
    return [_of(published), _of(published - timedelta(days=1))] if published else []


def _of(one: date) -> Day:
    return Day(one.year, one.month, one.day, one.weekday())


def _whole(year: int, month: int, day: int) -> Day | None:
    try:
        return _of(date(year, month, day))
    except ValueError:
        return None
