"""Times that English questions count from the day they are asked: `two weeks ago`, `this month`, `on Monday`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from clippings.chain import periods
from clippings.chain.english_dates import counting_from
from clippings.chain.english_neighbours import NOT_PAST
from clippings.chain.periods import Period
from clippings.chain.time_expressions import TimeExpression, unless_to_come, within

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip
COUNT = rf"(\d{{1,3}}|{'|'.join(_COUNTS)})"


def ago(match: re.Match[str], today: date) -> TimeExpression | None:
    """`two weeks ago`: the days around that one; nothing where it is only compared with."""
    if re.search(r"\b(?:than|compared|from|was|were|over|back|until|only|just) $", match.string[: match.start()]):
        return None
    import dateparser

    found = dateparser.parse(match["ago"].replace("couple of", "2"), languages=["en"], settings=counting_from(today))
    if found is None:
        return None
    on, unit = found.date(), match["unit"]
    if unit.startswith("month"):
        return within(match.start(), match.end(), Period(on - timedelta(15), on + timedelta(15), "month"), True)
    if unit.startswith("week"):
        return within(match.start(), match.end(), Period(on - timedelta(3), on + timedelta(3), "week"), True)
    return within(match.start(), match.end(), periods.one_day(on), True)


def rolling(match: re.Match[str], today: date) -> TimeExpression | None:
    """`the past ten days`"""
    count = _COUNTS.get(match[1]) or int(match[1])
    unit = match["unit"]
    if unit == "hour":
        return within(match.start(), match.end(), periods.rolling(today, "day", -(-count // 24)), True)
    return within(match.start(), match.end(), periods.rolling(today, unit, count), True)


def meaning(period: Callable[[date], Period], is_limit: bool = True) -> Callable[[re.Match[str], date], TimeExpression]:
    """What reads a phrase that always means the same stretch."""

    def read(match: re.Match[str], today: date) -> TimeExpression:
        return within(match.start(), match.end(), period(today), is_limit)

    return read


def current(period: Callable[[date], Period]) -> Callable[[re.Match[str], date], TimeExpression | None]:
    """A stretch that is not over yet, unless the question may be about what is left of it."""
    return unless_to_come(period, NOT_PAST)


def weekday(match: re.Match[str], today: date) -> TimeExpression | None:
    """`on Monday`: the last one."""
    if NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.last_weekday(today, WEEKDAYS.index(match["name"])), True)


def today_or_yesterday(match: re.Match[str], today: date) -> TimeExpression | None:
    """Yesterday counts too: papers are made the evening before."""
    if NOT_PAST.search(match.string) or not re.search(r"\b(did|was|were|has|have|happened|\w+ed)\b", match.string):
        return None
    return within(match.start(), match.end(), Period(today - timedelta(days=1), today, "day"), True)
