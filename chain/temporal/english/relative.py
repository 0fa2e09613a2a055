"""Times that English questions count from the day they are asked: `two weeks ago`, `this month`, `on Monday`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from clippings.chain.temporal import periods
from clippings.chain.temporal.english.context import NOT_PAST, OF_BUSINESS, PAST, SUPERLATIVE
from clippings.chain.temporal.english.dates import MONTH, period_of
from clippings.chain.temporal.expressions import TimeExpression, unless_to_come, within
from clippings.chain.temporal.periods import Period

WEEKDAY_ABBREVIATIONS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat)\b(?:\.|(?=[?,]|$| (?:morning|afternoon|evening|night)\b)))"
)
"""Short only where a name is unlikely: `on Tues.`, `on Fri?`."""

_COUNTS = {
    **{"a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "several": 3, "a": 1, "an": 1},
    **{"one": 1, "two": 2, "three": 3, "four": 4},
    **{"five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}
_VAGUE = {"a few", "few", "several", "a couple of", "couple of"}
WEEKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 0}
_SINCE: dict[str, Callable[[date], Period]] = {
    "yesterday": lambda today: periods.one_day(today - timedelta(days=1)),
    "last week": periods.last_week,
    "last weekend": periods.last_weekend,
    "the weekend": periods.last_weekend,
    "last month": lambda today: periods.calendar_month(today, 1),
    "last year": lambda today: periods.year(today.year - 1),
    "the start of the year": lambda today: periods.year(today.year),
    "the beginning of the year": lambda today: periods.year(today.year),
    "the start of the month": lambda today: periods.calendar_month(today, 0),
    "the beginning of the month": lambda today: periods.calendar_month(today, 0),
}
SINCE_WHAT = "|".join(_SINCE)
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
UNIT = r"(?P<unit>hour|day|week|fortnight|month|year|yr|decade)s?"


def ago(match: re.Match[str], today: date) -> TimeExpression | None:
    """`two weeks ago`: the days around that one; nothing where it is only compared with."""
    if re.search(r"\b(?:than|compared|from|was|were|over|back|until|only|just) $", match.string[: match.start()]):
        return None
    count, unit = _counted(match)
    if unit == "year":
        return within(match.start(), match.end(), periods.years_ago(today, count), False)
    on = today - relativedelta(**{f"{unit}s": count})
    if unit == "day":
        about = timedelta(days=2 if match["count"] in _VAGUE else 0)
        return within(match.start(), match.end(), Period(on - about, on + about, "day"), True)
    half = timedelta(days=3 if unit == "week" else 15)
    return within(match.start(), match.end(), Period(on - half, on + half, unit), True)


def _counted(match: re.Match[str]) -> tuple[int, str]:
    """How many of which unit, where the pattern has `COUNT` and a unit."""
    count, unit = _COUNTS.get(match["count"]) or int(match["count"]), match["unit"]
    many, of = {"fortnight": (2, "week"), "yr": (1, "year"), "decade": (10, "year")}.get(unit, (1, unit))
    return count * many, of


def rolling(match: re.Match[str], today: date) -> TimeExpression:
    """`the past ten days`"""
    count, unit = _counted(match)
    if unit == "hour":
        count, unit = -(-count // 24), "day"
    return within(match.start(), match.end(), periods.rolling(today, unit, count), unit != "year")


def rolling_one(match: re.Match[str], today: date) -> TimeExpression:
    """`the past month`, `the last decade`"""
    units = {"day": ("day", 1), "fortnight": ("week", 2), "month": ("month", 1), "year": ("year", 1)}
    unit, count = units.get(match["unit"], ("year", 10))
    return within(match.start(), match.end(), periods.rolling(today, unit, count), unit != "year")


def since(match: re.Match[str], today: date) -> TimeExpression | None:
    """`since Monday`, `since last week`"""
    if SUPERLATIVE.search(match.string[: match.start()]):
        return None
    if match["season"]:
        first = periods.last_season(today, match["season"]).first
    elif match["name"]:
        first = periods.last_weekday(today, weekday_number(match["name"])).first
    elif match["unit"]:
        count, unit = _counted(match)
        first = today - relativedelta(**{f"{unit}s": count})
    else:
        first = _SINCE[match["what"]](today).first
    return TimeExpression(match.start(), match.end(), first, None, True)


def season(match: re.Match[str], today: date) -> TimeExpression | None:
    """`last summer`, `this spring`"""
    if not match["current"]:
        return within(match.start(), match.end(), periods.last_season(today, match["season"]), False)
    if NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.season(today.year, match["season"]), False)


def seasons_ago(match: re.Match[str], today: date) -> TimeExpression:
    """`two summers ago`"""
    before = (_COUNTS.get(match["count"]) or int(match["count"])) - 1
    return within(match.start(), match.end(), periods.last_season(today, match["season"], before), False)


def week(match: re.Match[str], today: date) -> TimeExpression | None:
    """`the week of March 13`, `the week ending March 19`, `the weekend of March 18`"""
    found = period_of(match["date"], today)
    if found is None or found.unit != "day":
        return None
    period = periods.weekend_of(found.first) if match["end"] else periods.week_of(found.first)
    if match["side"] == "ending":
        period = Period(found.first - timedelta(days=6), found.first, "week")
    elif match["side"] != "of":
        period = Period(found.first, found.first + timedelta(days=6), "week")
    return within(match.start(), match.end(), period, True)


def month(match: re.Match[str], today: date) -> TimeExpression | None:
    """`last March`, which is over; `this March`, which has begun"""
    number = re.findall(MONTH, match.string[match.start("month") :])[0]
    named = period_of(number, today)
    if named is None or NOT_PAST.search(match.string):
        return None
    if not match["current"] and named.last >= today:
        named = periods.month(named.first.year - 1, named.first.month)
    if match["current"] and named.first.year != today.year:
        return None
    return within(match.start(), match.end(), named, True)


def half_of_month(match: re.Match[str], today: date) -> TimeExpression | None:
    """`the first half of March 2023`"""
    named = period_of(f"{match['month']}{match['year'] or ''}", today)
    if named is None or NOT_PAST.search(match.string):
        return None
    period = periods.half_of_month(named, 1 if match["number"].lower() == "first" else 2)
    return within(match.start(), match.end(), period, True) if period.first <= today else None


def weekend_of_month(match: re.Match[str], today: date) -> TimeExpression | None:
    """`the first weekend of March`"""
    named = period_of(f"{match['month']}{match['year'] or ''}", today)
    if named is None or NOT_PAST.search(match.string):
        return None
    period = periods.weekend_of_month(named, WEEKS[match["number"].lower()])
    return within(match.start(), match.end(), period, True) if period.first <= today else None


def last_quarter(match: re.Match[str], today: date) -> TimeExpression | None:
    """`last quarter`; `the last quarter` may be of a game"""
    if match["the"] and not OF_BUSINESS.search(match.string):
        return None
    return within(match.start(), match.end(), periods.last_quarter(today), False)


def week_of_month(match: re.Match[str], today: date) -> TimeExpression | None:
    """`the third week of March`, `the last week of March 2023`"""
    month = period_of(f"{match['month']}{match['year'] or ''}", today)
    if month is None or NOT_PAST.search(match.string):
        return None
    period = periods.week_of_month(month, WEEKS[match["number"]])
    return within(match.start(), match.end(), period, True) if period.first <= today else None


def meaning(period: Callable[[date], Period], is_limit: bool = True) -> Callable[[re.Match[str], date], TimeExpression]:
    """What reads a phrase that always means the same stretch."""

    def read(match: re.Match[str], today: date) -> TimeExpression:
        return within(match.start(), match.end(), period(today), is_limit)

    return read


def current(period: Callable[[date], Period]) -> Callable[[re.Match[str], date], TimeExpression | None]:
    """A stretch that is not over yet, unless the question may be about what is left of it."""
    return unless_to_come(period, NOT_PAST)


def weekday_number(name: str) -> int:
    """Monday is 0; also of a short name."""
    return WEEKDAY_ABBREVIATIONS.index(name[:3].lower())


def weekdays_range(match: re.Match[str], today: date) -> TimeExpression | None:
    """`between Monday and Wednesday`"""
    if NOT_PAST.search(match.string):
        return None
    first, last = weekday_number(match["name"]), weekday_number(match["last"])
    return within(match.start(), match.end(), periods.between_weekdays(today, first, last), True)


def weekdays_own(match: re.Match[str], today: date) -> TimeExpression | None:
    """`Tuesday's vote`, `Friday night`: likely the last one."""
    if NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.last_weekday(today, weekday_number(match["name"])), False)


def weekday_alone(match: re.Match[str], today: date) -> TimeExpression | None:
    """`Who resigned Monday?`"""
    is_said_when = re.search(r"(?:^|\s)[a-z]+ $", match.string[: match.start()])
    return weekday(match, today) if is_said_when and PAST.search(match.string) else None


def weekday(match: re.Match[str], today: date) -> TimeExpression | None:
    """`on Monday`: the last one."""
    if NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.last_weekday(today, weekday_number(match["name"])), True)


def today_or_yesterday(match: re.Match[str], today: date) -> TimeExpression | None:
    """Yesterday counts too: papers are made the evening before."""
    if NOT_PAST.search(match.string) or not re.search(r"\b(did|was|were|has|have|happened|\w+ed)\b", match.string):
        return None
    return within(match.start(), match.end(), Period(today - timedelta(days=1), today, "day"), True)
