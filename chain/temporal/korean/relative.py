"""Times that Korean questions count from the day they are asked: `사흘 전`, `지난주부터`, `화요일에`, `3월 둘째 주`.

Each function takes the match of a rule of `korean_time` and the day of the question; None where no time is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from clippings.chain.temporal import periods
from clippings.chain.temporal.expressions import TimeExpression, unless_to_come, within
from clippings.chain.temporal.korean.dates import SEASONS, period_of, year_of
from clippings.chain.temporal.periods import Period

WEEKDAYS = "월화수목금토일"
_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "일주일": 7,
    "열흘": 10,
    "보름": 15,
}
_YEARS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10}
_COUNTS = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6}
WEEKS = {"첫째": 1, "첫": 1, "둘째": 2, "셋째": 3, "넷째": 4, "다섯째": 5, "마지막": 0}
SUPERLATIVE = re.compile(r"최고|최대|최저|최소|최초|최장|처음|가장|첫\s|만에|역대")
NOT_PAST = re.compile(r"예정|계획|할까|될까|을까|릴까|할\s*것|될\s*것|내년|다음\s*(?:주|달|해)|앞으로|전망")
"""A date in such a question may be still to come."""

_SINCE: dict[str, Callable[[date], Period]] = {
    "어제": lambda today: periods.one_day(today - timedelta(days=1)),
    "그제": lambda today: periods.one_day(today - timedelta(days=2)),
    "그저께": lambda today: periods.one_day(today - timedelta(days=2)),
    "지난주말": periods.last_weekend,
    "지난주": periods.last_week,
    "이번주": lambda today: periods.one_day(today - timedelta(days=today.weekday())),
    "지난달": lambda today: periods.calendar_month(today, 1),
    "이번달": lambda today: periods.calendar_month(today, 0),
}
SINCE_WHAT = "|".join(re.sub("(?<=[난번])", " ?", what) for what in _SINCE)
_FIRST_SYLLABLE, _FINALS, _SS = ord("가"), 28, 20
_PARTICLE_OF_A_SUBJECT = re.compile(r"(?:^|[은는이가을를도서,]|지금으로부터|불과|바로|약)\s*$")

NUMBER = rf"(?:(?P<days>{'|'.join(_DAYS)})|(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s*(?P<unit>일|주일|주|개월|달))"
YEARS_AGO = rf"(?:(?P<years>\d{{1,2}})(?:여\s?)?|(?P<in_words>[{''.join(_YEARS)}])\s?)년"


def ago(match: re.Match[str], today: date) -> TimeExpression | None:
    """`사흘 전`, but not `선거 사흘 전`"""
    if not _PARTICLE_OF_A_SUBJECT.search(match.string[: match.start()]):
        return None
    if years := match["years"] or match["in_words"]:
        count = _YEARS.get(years) or int(years)
        return within(match.start(), match.end(), periods.years_ago(today, count), False)
    count, unit = _counted(match)
    on = today - relativedelta(**{f"{unit}s": count})
    if unit == "day":
        return within(match.start(), match.end(), periods.one_day(on), True)
    half = timedelta(days=3 if unit == "week" else 15)
    return within(match.start(), match.end(), Period(on - half, on + half, unit), True)


def rolling(match: re.Match[str], today: date) -> TimeExpression | None:
    count, unit = _counted(match)
    return within(match.start(), match.end(), periods.rolling(today, unit, count), True)


def _counted(match: re.Match[str]) -> tuple[int, str]:
    if match["days"]:
        return _DAYS[match["days"]], "day"
    unit = {"일": "day", "주": "week", "개": "month", "달": "month"}[match["unit"][0]]
    return _COUNTS.get(match["count"]) or int(match["count"]), unit


def weekday(match: re.Match[str], today: date) -> TimeExpression | None:
    if NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.last_weekday(today, WEEKDAYS.index(match["name"])), True)


def week_of_month(match: re.Match[str], today: date) -> TimeExpression | None:
    """`3월 둘째 주`"""
    number = int(match["month"])
    if match["y1"] or match["w1"]:
        month = periods.month(year_of(match["y1"], match["w1"], today), number)
    else:
        month = periods.last_month_named(today, number)
    period = periods.week_of_month(month, WEEKS.get(match["week"]) or int(match["nth"] or 0))
    if period.first > today or NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), period, True)


def week_of_day(match: re.Match[str], today: date) -> TimeExpression | None:
    """`3월 13일이 있는 주에`"""
    period = period_of(match, "1", today)
    if period is None or period.unit != "day" or NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.week_of(period.first), True)


def since_what(match: re.Match[str], today: date) -> TimeExpression | None:
    """`어제부터`, `지난주 이후`"""
    if SUPERLATIVE.search(match.string):
        return None
    return TimeExpression(match.start(), match.end(), _SINCE[match["what"].replace(" ", "")](today).first, None, True)


def weekday_alone(match: re.Match[str], today: date) -> TimeExpression | None:
    """`화요일에`, where something is asked that is over: a habit has no past."""
    is_said_when = _PARTICLE_OF_A_SUBJECT.search(match.string[: match.start()])
    return weekday(match, today) if is_said_when and tells_the_past(match.string) else None


def weekend_alone(match: re.Match[str], today: date) -> TimeExpression | None:
    """`주말에`, where something is asked that is over."""
    return (
        within(match.start(), match.end(), periods.last_weekend(today), True) if tells_the_past(match.string) else None
    )


def since_weekday(match: re.Match[str], today: date) -> TimeExpression:
    first = periods.last_weekday(today, WEEKDAYS.index(match["name"])).first
    return TimeExpression(match.start(), match.end(), first, None, True)


def season(match: re.Match[str], today: date) -> TimeExpression:
    return within(match.start(), match.end(), periods.last_season(today, SEASONS[match["season"]]), False)


def quarter(match: re.Match[str], today: date) -> TimeExpression | None:
    """`3분기`: the last that has begun."""
    if NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.last_quarter_named(today, int(match["quarter"])), False)


def meaning(period: Callable[[date], Period]) -> Callable[[re.Match[str], date], TimeExpression | None]:
    return unless_to_come(period, NOT_PAST)


def tells_the_past(text: str) -> bool:
    """Whether a syllable ends in the ㅆ of the past tense."""
    return any(
        (ord(one) - _FIRST_SYLLABLE) % _FINALS == _SS for one in text if "가" <= one <= "힣" and one not in "있겠"
    )
