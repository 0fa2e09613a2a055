"""Days, weeks, months, seasons: the stretches of the calendar that questions name."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

REPORTING_LAG = {"day": 3, "week": 3, "month": 14}
"""Days after a stretch of time in which what happened in it is still news: a day's or a week's for three more; the
figures of a month by the middle of the next one. Longer stretches are never limits (docs/decisions/020)."""

_SUNDAY, _DECEMBER = 6, 12
_A_LEAP_YEAR = 2024
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; `unit` is how finely it was named."""

    first: date
    last: date
    unit: str

    @property
    def lag(self) -> timedelta:
        return timedelta(days=REPORTING_LAG.get(self.unit, 0))


def one_day(on: date) -> Period:
    return Period(on, on, "day")


def last_day_named(today: date, month: int, day: int) -> date:
    """The last day of this month and number that has begun.

    Raises:
        ValueError: No year has such a day.
    """
    date(_A_LEAP_YEAR, month, day)
    for year in range(today.year, today.year - 9, -1):
        with contextlib.suppress(ValueError):  # 29 February
            if (on := date(year, month, day)) <= today:
                return on
    raise ValueError(f"no {day}.{month}. before {today}")


def rolling(today: date, unit: str, count: int) -> Period:
    """The last so many days, weeks or months up to today."""
    return Period(today - relativedelta(**{f"{unit}s": count}), today, unit)


def last_week(today: date) -> Period:
    """Monday to Sunday; for who asks on a Sunday up to yesterday, because many weeks begin on Sunday."""
    monday = today - timedelta(days=today.weekday())
    until = today - timedelta(days=1) if today.weekday() == 6 else monday - timedelta(days=1)
    return Period(monday - timedelta(days=7), until, "week")


def this_week(today: date) -> Period:
    """The last seven days before today, and today: on a Monday, people mean those."""
    return Period(today - timedelta(days=7), today, "week")


def last_weekend(today: date) -> Period:
    """The Saturday and Sunday before today, with the Friday evening; on a weekend, this one and the one before."""
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if today.weekday() >= 5:
        return Period(saturday - timedelta(days=8), today, "day")
    return Period(saturday - timedelta(days=1), saturday + timedelta(days=1), "day")


def last_weekday(today: date, weekday: int) -> Period:
    """The last day of this name (0 is Monday); on such a day, this one and the one before."""
    back = (today.weekday() - weekday) % 7
    return one_day(today - timedelta(days=back)) if back else Period(today - timedelta(days=7), today, "day")


def month(year: int, number: int) -> Period:
    first = date(year, number, 1)
    return Period(first, first + relativedelta(months=1, days=-1), "month")


def last_month_named(today: date, number: int) -> Period:
    """The last month of this number that has begun."""
    return month(today.year if number <= today.month else today.year - 1, number)


def calendar_month(today: date, ago: int) -> Period:
    first = today.replace(day=1) - relativedelta(months=ago)
    return month(first.year, first.month)


def quarter(year: int, number: int) -> Period:
    first = date(year, 3 * number - 2, 1)
    return Period(first, first + relativedelta(months=3, days=-1), "quarter")


def last_quarter_named(today: date, number: int) -> Period:
    """The last quarter of this number that has begun."""
    return quarter(today.year if 3 * number - 2 <= today.month else today.year - 1, number)


def full_year(two_digits: int, today: date) -> int:
    """The year that is written with two digits: one of the last ninety years or the next ten."""
    century = today.year // 100 * 100
    return century + two_digits if century + two_digits <= today.year + 10 else century - 100 + two_digits


def week_of(on: date) -> Period:
    """Monday to Sunday around a day; from a Sunday on where a week is named by one."""
    first = on if on.weekday() == _SUNDAY else on - timedelta(days=on.weekday())
    return Period(first, first + timedelta(days=6), "week")


def week_of_month(of: Period, number: int) -> Period:
    """The Monday to Sunday that has most of the days 1 to 7 of a month, 8 to 14, and so on; for 0 the last one that has
    most of its days in the month."""
    return week_of(of.first + timedelta(days=7 * (number - 1) + 3) if number else of.last - timedelta(days=3))


def years_ago(today: date, count: int) -> Period:
    """The year around the day so many years ago."""
    on = today - relativedelta(years=count)
    return Period(on - timedelta(days=183), on + timedelta(days=183), "year")


def last_season(today: date, name: str, before: int = 0) -> Period:
    """The last season of this name that is over; or one so many years before it."""
    first = date(today.year, _SEASONS.get(name, _DECEMBER), 1)
    while first + relativedelta(months=3) > today:
        first -= relativedelta(years=1)
    first -= relativedelta(years=before)
    return Period(first, first + relativedelta(months=3, days=-1), "season")


def half(year: int, number: int) -> Period:
    first = date(year, 6 * number - 5, 1)
    return Period(first, first + relativedelta(months=6, days=-1), "half")


def winter(year: int) -> Period:
    """The one that begins in this year."""
    return Period(date(year, 12, 1), date(year + 1, 3, 1) - timedelta(days=1), "season")


def half_of_month(of: Period, number: int) -> Period:
    """The 1st to the 15th, or the days after."""
    middle = of.first.replace(day=15)
    return Period(of.first, middle, "week") if number == 1 else Period(middle + timedelta(days=1), of.last, "week")


def weekend_of(on: date) -> Period:
    """The Saturday and Sunday of the week of a day."""
    saturday = on + timedelta(days=5 - on.weekday())
    return Period(saturday, saturday + timedelta(days=1), "day")


def weekend_of_month(of: Period, number: int) -> Period:
    """The Saturday and Sunday of this number that begin in a month; 0 is the last."""
    saturday = of.first + timedelta(days=(5 - of.first.weekday()) % 7)
    if number:
        return weekend_of(saturday + timedelta(days=7 * (number - 1)))
    return weekend_of(of.last - timedelta(days=(of.last.weekday() - 5) % 7))


def week_before_last(today: date) -> Period:
    last = last_week(today)
    monday = last.first - timedelta(days=7)
    return Period(monday, monday + timedelta(days=6), "week")


def last_quarter(today: date) -> Period:
    """The last quarter that is over."""
    before = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) - timedelta(days=1)
    return quarter(before.year, (before.month + 2) // 3)


def weekend_before_last(today: date) -> Period:
    """The Saturday and Sunday a week before the last ones."""
    return weekend_of(today - timedelta(days=today.weekday() + 14))


def between_weekdays(today: date, first: int, last: int) -> Period:
    """From the last day of one name to the next of another, as far as it has passed; 0 is Monday."""
    end = today - timedelta(days=(today.weekday() - last) % 7)
    return Period(end - timedelta(days=(last - first) % 7), end, "day")


def season(year: int, name: str) -> Period:
    """Of the north. A winter of a year may be the one it began with or the one it ended with: both."""
    if name == "winter":
        return Period(date(year - 1, 12, 1), date(year + 1, 3, 1) - timedelta(days=1), "season")
    first = date(year, _SEASONS[name], 1)
    return Period(first, first + relativedelta(months=3, days=-1), "season")


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def decade(first_year: int) -> Period:
    return Period(date(first_year, 1, 1), date(first_year + 9, 12, 31), "decade")
