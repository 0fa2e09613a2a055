"""Times in Korean questions: `지난주`, `2023년 3월에`, `5월 3일부터 10일까지`, `2022년 대선 이후`.

Particles tell what a date is for: with 에 it says when, with 부터 or 까지 it bounds, without one it may
belong to a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from clippings.chain.temporal import periods
from clippings.chain.temporal.expressions import TimeExpression, within
from clippings.chain.temporal.korean import relative
from clippings.chain.temporal.korean.dates import date_pattern, period_of, year_pattern
from clippings.chain.temporal.korean.relative import (
    NOT_PAST,
    NUMBER,
    SINCE_WHAT,
    SUPERLATIVE,
    WEEKDAYS,
    WEEKS,
    YEARS_AGO,
    meaning,
    tells_the_past,
)
from clippings.chain.temporal.periods import Period

_STARTED = re.compile(r"^\s*(?:에|부터)?\s*(?:시작|태어|출범|설립|창립|개봉|열린|발생한|일어난|있었던|체결)")
"""Such a date belongs to something that the question is about, not to what is asked."""

_OLDEST_WITHOUT_YEAR = timedelta(days=183)

_Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], TimeExpression | None]]


def expressions(text: str, today: date) -> Iterator[TimeExpression]:
    """Every time named, in the order of the rules; words that one rule has used are gone for the next."""
    for pattern, read in _RULES:
        for match in pattern.finditer(text):
            text = text[: match.start()] + "\0" * (match.end() - match.start()) + text[match.end() :]
            try:
                found = read(match, today)
            except (ValueError, OverflowError):  # no such day, or beyond all calendars
                continue
            if found is not None:
                yield found


def _range(match: re.Match[str], today: date) -> TimeExpression | None:
    """`2022년 5월 3일부터 10일까지`: what the second date leaves out, the first has."""
    first = period_of(match, "1", today)
    if first is None:
        return None
    if match["day"]:
        last = periods.one_day(first.first.replace(day=int(match["day"])))
    else:
        read = period_of(match, "2", today, first.first.year if match["y1"] else None)
        if read is None:
            return None
        last = read
    if first.first > last.last:
        return None
    is_limit = {first.unit, last.unit} <= {"day", "month"} and not NOT_PAST.search(match.string)
    return TimeExpression(match.start(), match.end(), first.first, last.last, is_limit, last.lag)


def _since(match: re.Match[str], today: date) -> TimeExpression | None:
    period = period_of(match, "1", today)
    if period is None or SUPERLATIVE.search(match.string):
        return None
    return TimeExpression(match.end() if match["event"] else match.start(), match.end(), period.first, None, True)


def _until(match: re.Match[str], today: date) -> TimeExpression | None:
    period = period_of(match, "1", today)
    if period is None or SUPERLATIVE.search(match.string) or NOT_PAST.search(match.string):
        return None
    last = period.last
    if match["word"] != "까지" and not match["event"]:
        last = period.first - timedelta(days=1)
    start = match.end() if match["event"] else match.start()
    return TimeExpression(start, match.end(), None, last, True) if last <= today else None


def _dated(match: re.Match[str], today: date) -> TimeExpression | None:
    period = period_of(match, "1", today)
    if period is None:
        return None
    if period.first > today and not (period.unit in {"day", "month"} and tells_the_past(match.string)):
        return None
    said_when = bool(match["when"]) or period.unit == "day"
    plain = (
        period.unit in {"day", "month"}
        and said_when
        and not NOT_PAST.search(match.string)
        and not _STARTED.search(match.string[match.end() :])
    )
    if match["M1"] and not (plain and today - period.last <= _OLDEST_WITHOUT_YEAR):
        return None
    return within(match.start(), match.end(), period, plain)


def _decade(match: re.Match[str], _today: date) -> TimeExpression | None:
    return within(match.start(), match.end(), periods.decade(int(match["decade"])), False)


_END = r"(?![가-힣])"
_ASKS = r"(?:무슨|누가|누구|무엇|뭐|뭘|어디서|어디에서|왜|어떻게|얼마나)"
"""Right after a month without a particle: it says when."""

_PARTICLES = r"(?:에는|에도|에|의|은|는|엔|,)?"
_EVENT = r"(?P<event>(?:\s+[가-힣A-Za-z0-9·]+){0,3}?)"

_RULES: tuple[_Rule, ...] = (
    (
        re.compile(
            rf"{date_pattern('1')}\s*(?:부터|에서|~|–|-|와|과)\s*(?:{date_pattern('2')}|(?P<day>3[01]|[12]\d|0?[1-9])일)\s*(?:까지|사이(?:에)?)?"
        ),
        _range,
    ),
    (
        re.compile(
            rf"(?:{year_pattern('1')}\s*)?(?P<month>1[0-2]|0?[1-9])월\s*"
            rf"(?:(?P<week>{'|'.join(WEEKS)})\s*주|(?P<nth>[1-5])(?:\s?주차|째\s?주)){_PARTICLES}{_END}"
        ),
        relative.week_of_month,
    ),
    (
        re.compile(
            rf"{date_pattern('1')}(?:이\s*(?:있는|낀|들어\s?있는|포함된|속한)\s*주|\s*주(?:간)?(?=에)){_PARTICLES}{_END}"
        ),
        relative.week_of_day,
    ),
    (re.compile(rf"(?P<what>{SINCE_WHAT})\s*(?:부터|이후)(?:로|에)?{_END}"), relative.since_what),
    (re.compile(rf"(?:지난\s*)?(?P<name>[{WEEKDAYS}])요일\s*(?:부터|이후){_END}"), relative.since_weekday),
    (re.compile(rf"{date_pattern('1')}{_EVENT}\s*(?P<word>부터|이후|이래)(?:로|에|의)?"), _since),
    (re.compile(rf"{date_pattern('1')}{_EVENT}\s*(?P<word>까지|이전)(?:에|의)?"), _until),
    (
        re.compile(
            rf"{date_pattern('1')}(?P<when>\s*(?:초|중순|말|한\s*달|중)?(?:에는|에도|에서|에|엔|간)(?![가-힣])|\s+(?={_ASKS}))?"
        ),
        _dated,
    ),
    (re.compile(r"(?<!\d)(?P<decade>(?:19|20)\d0)년대"), _decade),
    (re.compile(rf"(?:{NUMBER}|{YEARS_AGO})\s*전(?:에|의|에는)?{_END}"), relative.ago),
    (re.compile(rf"(?:최근|지난)\s*{NUMBER}(?:\s*(?:간|동안|사이))?(?:에|의)?{_END}"), relative.rolling),
    (
        re.compile(rf"(?:그저께|그제){_PARTICLES}{_END}"),
        meaning(lambda today: periods.one_day(today - timedelta(days=2))),
    ),
    (
        re.compile(rf"(?:어젯밤|간밤|지난밤){_PARTICLES}{_END}"),
        meaning(lambda today: periods.rolling(today, "day", 1)),
    ),
    (
        re.compile(rf"엊그제{_PARTICLES}{_END}"),
        meaning(lambda today: Period(today - timedelta(days=3), today, "day")),
    ),
    (
        re.compile(rf"어제{_PARTICLES}{_END}"),
        meaning(lambda today: periods.one_day(today - timedelta(days=1))),
    ),
    (
        re.compile(rf"오늘{_PARTICLES}{_END}"),
        meaning(lambda today: Period(today - timedelta(days=1), today, "day")),
    ),
    (re.compile(rf"(?:지난|저번)\s*(?:주말){_PARTICLES}{_END}"), meaning(periods.last_weekend)),
    (re.compile(rf"(?:지난|저번)\s*(?:주\s*)?(?P<name>[{WEEKDAYS}])요일{_PARTICLES}{_END}"), relative.weekday),
    (
        re.compile(r"(?:지난|저번)\s*(?P<season>봄|여름|가을|겨울)(?:철)?(?:에는|에도|에|의|은|는|엔)?(?![가-힣])"),
        relative.season,
    ),
    (re.compile(r"(?<![\d가-힣])(?P<quarter>[1-4])분기"), relative.quarter),
    (
        re.compile(rf"(?<![가-힣])(?:지지난|저저번)\s*주{_PARTICLES}{_END}"),
        meaning(periods.week_before_last),
    ),
    (
        re.compile(rf"(?<![가-힣])(?:지지난|저저번)\s*달{_PARTICLES}{_END}"),
        meaning(lambda today: periods.calendar_month(today, 2)),
    ),
    (
        re.compile(rf"(?:(?:지난|직전)\s*분기|(?<![가-힣])전\s?분기){_PARTICLES}(?![가-힣])"),
        lambda match, today: within(match.start(), match.end(), periods.last_quarter(today), False),
    ),
    (re.compile(rf"(?:이번|금)\s*주\s*(?P<name>[{WEEKDAYS}])요일{_PARTICLES}{_END}"), relative.weekday),
    (re.compile(rf"(?<![가-힣] )(?<![가-힣])주말(?:에|에는|엔|간|동안){_END}"), relative.weekend_alone),
    (re.compile(rf"(?<![가-힣])(?P<name>[{WEEKDAYS}])요일(?:에|에는|엔|날에?){_END}"), relative.weekday_alone),
    (re.compile(rf"(?:지난|저번)\s*주{_PARTICLES}{_END}"), meaning(periods.last_week)),
    (re.compile(rf"(?:이번\s*주|금주){_PARTICLES}{_END}"), meaning(periods.this_week)),
    (
        re.compile(rf"(?:지난|저번)\s*달{_PARTICLES}{_END}"),
        meaning(lambda today: periods.calendar_month(today, 1)),
    ),
    (
        re.compile(rf"(?:이번\s*달|이달){_PARTICLES}{_END}"),
        meaning(lambda today: periods.calendar_month(today, 0)),
    ),
)
