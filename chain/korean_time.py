"""Times in Korean questions: `지난주`, `2023년 3월에`, `5월 3일부터 10일까지`, `2022년 대선 이후`.

Particles tell what a date is for: with 에 it says when, with 부터 or 까지 it bounds, without one it may
belong to a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from clippings.chain import periods
from clippings.chain.korean_dates import SEASONS, date_pattern, period_of, year_of, year_pattern
from clippings.chain.periods import Period
from clippings.chain.time_expressions import TimeExpression, unless_to_come, within

_WEEKDAYS = "월화수목금토일"
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
_WEEKS = {"첫째": 1, "첫": 1, "둘째": 2, "셋째": 3, "넷째": 4, "다섯째": 5, "마지막": 0}


_SUPERLATIVE = re.compile(r"최고|최대|최저|최소|최초|최장|처음|가장|첫\s|만에|역대")
_NOT_PAST = re.compile(r"예정|계획|할까|될까|을까|릴까|할\s*것|될\s*것|내년|다음\s*(?:주|달|해)|앞으로|전망")
"""A date in such a question may be still to come."""

_STARTED = re.compile(r"^\s*(?:에|부터)?\s*(?:시작|태어|출범|설립|창립|개봉|열린|발생한|일어난|있었던|체결)")
"""Such a date belongs to something that the question is about, not to what is asked."""

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
_SINCE_WHAT = "|".join(re.sub("(?<=[난번])", " ?", what) for what in _SINCE)
_FIRST_SYLLABLE, _FINALS, _SS = ord("가"), 28, 20
_OLDEST_WITHOUT_YEAR = timedelta(days=183)
_PARTICLE_OF_A_SUBJECT = re.compile(r"(?:^|[은는이가을를도서,]|지금으로부터|불과|바로|약)\s*$")

_Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], TimeExpression | None]]


def expressions(text: str, today: date) -> Iterator[TimeExpression]:
    """Every time named, in the order of the rules; words that one rule has used are gone for the next."""
    for pattern, meaning in _RULES:
        for match in pattern.finditer(text):
            text = text[: match.start()] + "\0" * (match.end() - match.start()) + text[match.end() :]
            try:
                found = meaning(match, today)
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
    is_limit = {first.unit, last.unit} <= {"day", "month"} and not _NOT_PAST.search(match.string)
    return TimeExpression(match.start(), match.end(), first.first, last.last, is_limit, last.lag)


def _since(match: re.Match[str], today: date) -> TimeExpression | None:
    period = period_of(match, "1", today)
    if period is None or _SUPERLATIVE.search(match.string):
        return None
    return TimeExpression(match.end() if match["event"] else match.start(), match.end(), period.first, None, True)


def _until(match: re.Match[str], today: date) -> TimeExpression | None:
    period = period_of(match, "1", today)
    if period is None or _SUPERLATIVE.search(match.string) or _NOT_PAST.search(match.string):
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
    if period.first > today and not (period.unit in {"day", "month"} and _tells_the_past(match.string)):
        return None
    said_when = bool(match["when"]) or period.unit == "day"
    plain = (
        period.unit in {"day", "month"}
        and said_when
        and not _NOT_PAST.search(match.string)
        and not _STARTED.search(match.string[match.end() :])
    )
    if match["M1"] and not (plain and today - period.last <= _OLDEST_WITHOUT_YEAR):
        return None
    return within(match.start(), match.end(), period, plain)


def _decade(match: re.Match[str], _today: date) -> TimeExpression | None:
    return within(match.start(), match.end(), periods.decade(int(match["decade"])), False)


def _ago(match: re.Match[str], today: date) -> TimeExpression | None:
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


def _rolling(match: re.Match[str], today: date) -> TimeExpression | None:
    count, unit = _counted(match)
    return within(match.start(), match.end(), periods.rolling(today, unit, count), True)


def _counted(match: re.Match[str]) -> tuple[int, str]:
    if match["days"]:
        return _DAYS[match["days"]], "day"
    unit = {"일": "day", "주": "week", "개": "month", "달": "month"}[match["unit"][0]]
    return _COUNTS.get(match["count"]) or int(match["count"]), unit


def _weekday(match: re.Match[str], today: date) -> TimeExpression | None:
    if _NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.last_weekday(today, _WEEKDAYS.index(match["name"])), True)


def _week_of_month(match: re.Match[str], today: date) -> TimeExpression | None:
    """`3월 둘째 주`"""
    number = int(match["month"])
    if match["y1"] or match["w1"]:
        month = periods.month(year_of(match["y1"], match["w1"], today), number)
    else:
        month = periods.last_month_named(today, number)
    period = periods.week_of_month(month, _WEEKS.get(match["week"]) or int(match["nth"] or 0))
    if period.first > today or _NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), period, True)


def _week_of_day(match: re.Match[str], today: date) -> TimeExpression | None:
    """`3월 13일이 있는 주에`"""
    period = period_of(match, "1", today)
    if period is None or period.unit != "day" or _NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.week_of(period.first), True)


def _since_what(match: re.Match[str], today: date) -> TimeExpression | None:
    """`어제부터`, `지난주 이후`"""
    if _SUPERLATIVE.search(match.string):
        return None
    return TimeExpression(match.start(), match.end(), _SINCE[match["what"].replace(" ", "")](today).first, None, True)


def _weekday_alone(match: re.Match[str], today: date) -> TimeExpression | None:
    """`화요일에`, where something is asked that is over: a habit has no past."""
    is_said_when = _PARTICLE_OF_A_SUBJECT.search(match.string[: match.start()])
    return _weekday(match, today) if is_said_when and _tells_the_past(match.string) else None


def _tells_the_past(text: str) -> bool:
    """Whether a syllable ends in the ㅆ of the past tense."""
    return any(
        (ord(one) - _FIRST_SYLLABLE) % _FINALS == _SS for one in text if "가" <= one <= "힣" and one not in "있겠"
    )


def _since_weekday(match: re.Match[str], today: date) -> TimeExpression:
    first = periods.last_weekday(today, _WEEKDAYS.index(match["name"])).first
    return TimeExpression(match.start(), match.end(), first, None, True)


def _season(match: re.Match[str], today: date) -> TimeExpression:
    return within(match.start(), match.end(), periods.last_season(today, SEASONS[match["season"]]), False)


def _quarter(match: re.Match[str], today: date) -> TimeExpression | None:
    """`3분기`: the last that has begun."""
    if _NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.last_quarter_named(today, int(match["quarter"])), False)


def _meaning(period: Callable[[date], Period]) -> Callable[[re.Match[str], date], TimeExpression | None]:
    return unless_to_come(period, _NOT_PAST)


_NUMBER = rf"(?:(?P<days>{'|'.join(_DAYS)})|(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s*(?P<unit>일|주일|주|개월|달))"
_YEARS_AGO = rf"(?:(?P<years>\d{{1,2}})|(?P<in_words>[{''.join(_YEARS)}])\s?)년"
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
            rf"(?:(?P<week>{'|'.join(_WEEKS)})\s*주|(?P<nth>[1-5])(?:\s?주차|째\s?주)){_PARTICLES}{_END}"
        ),
        _week_of_month,
    ),
    (
        re.compile(
            rf"{date_pattern('1')}(?:이\s*(?:있는|낀|들어\s?있는|포함된|속한)\s*주|\s*주(?:간)?(?=에)){_PARTICLES}{_END}"
        ),
        _week_of_day,
    ),
    (re.compile(rf"(?P<what>{_SINCE_WHAT})\s*(?:부터|이후)(?:로|에)?{_END}"), _since_what),
    (re.compile(rf"(?:지난\s*)?(?P<name>[{_WEEKDAYS}])요일\s*(?:부터|이후){_END}"), _since_weekday),
    (re.compile(rf"{date_pattern('1')}{_EVENT}\s*(?P<word>부터|이후|이래)(?:로|에|의)?"), _since),
    (re.compile(rf"{date_pattern('1')}{_EVENT}\s*(?P<word>까지|이전)(?:에|의)?"), _until),
    (
        re.compile(
            rf"{date_pattern('1')}(?P<when>\s*(?:초|중순|말|한\s*달|중)?(?:에는|에도|에서|에|엔|간)(?![가-힣])|\s+(?={_ASKS}))?"
        ),
        _dated,
    ),
    (re.compile(r"(?<!\d)(?P<decade>(?:19|20)\d0)년대"), _decade),
    (
        re.compile(
            rf"(?:{_NUMBER}|(?:(?P<years>\d{{1,2}})|(?P<in_words>[{''.join(_YEARS)}])\s?)년)\s*전(?:에|의|에는)?{_END}"
        ),
        _ago,
    ),
    (re.compile(rf"(?:최근|지난)\s*{_NUMBER}(?:\s*(?:간|동안|사이))?(?:에|의)?{_END}"), _rolling),
    (
        re.compile(rf"(?:그저께|그제){_PARTICLES}{_END}"),
        _meaning(lambda today: periods.one_day(today - timedelta(days=2))),
    ),
    (re.compile(rf"엊그제{_PARTICLES}{_END}"), _meaning(lambda today: Period(today - timedelta(days=3), today, "day"))),
    (re.compile(rf"어제{_PARTICLES}{_END}"), _meaning(lambda today: periods.one_day(today - timedelta(days=1)))),
    (re.compile(rf"오늘{_PARTICLES}{_END}"), _meaning(lambda today: Period(today - timedelta(days=1), today, "day"))),
    (re.compile(rf"(?:지난|저번)\s*(?:주말){_PARTICLES}{_END}"), _meaning(periods.last_weekend)),
    (re.compile(rf"(?:지난|저번)\s*(?:주\s*)?(?P<name>[{_WEEKDAYS}])요일{_PARTICLES}{_END}"), _weekday),
    (
        re.compile(r"(?:지난|저번)\s*(?P<season>봄|여름|가을|겨울)(?:철)?(?:에는|에도|에|의|은|는|엔)?(?![가-힣])"),
        _season,
    ),
    (re.compile(r"(?<![\d가-힣])(?P<quarter>[1-4])분기"), _quarter),
    (
        re.compile(rf"(?<![가-힣])(?:지지난|저저번)\s*주{_PARTICLES}{_END}"),
        _meaning(periods.week_before_last),
    ),
    (
        re.compile(rf"(?<![가-힣])(?:지지난|저저번)\s*달{_PARTICLES}{_END}"),
        _meaning(lambda today: periods.calendar_month(today, 2)),
    ),
    (
        re.compile(rf"(?:(?:지난|직전)\s*분기|(?<![가-힣])전\s?분기){_PARTICLES}(?![가-힣])"),
        lambda match, today: within(match.start(), match.end(), periods.last_quarter(today), False),
    ),
    (re.compile(rf"(?<![가-힣])(?P<name>[{_WEEKDAYS}])요일(?:에|에는|엔|날에?){_END}"), _weekday_alone),
    (re.compile(rf"(?:지난|저번)\s*주{_PARTICLES}{_END}"), _meaning(periods.last_week)),
    (re.compile(rf"(?:이번\s*주|금주){_PARTICLES}{_END}"), _meaning(periods.this_week)),
    (re.compile(rf"(?:지난|저번)\s*달{_PARTICLES}{_END}"), _meaning(lambda today: periods.calendar_month(today, 1))),
    (re.compile(rf"(?:이번\s*달|이달){_PARTICLES}{_END}"), _meaning(lambda today: periods.calendar_month(today, 0))),
)
