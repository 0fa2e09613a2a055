"""Times that English questions name by their dates: ranges, open windows, and days, months and years.

Each function takes the match of a rule of `english_time` and the day of the question; None where no time is meant.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from clippings.chain.temporal.english.context import (
    CLAUSE_ENDS,
    COUNTED,
    EVENT,
    NEARLY,
    NOT_PAST,
    NUMBERED,
    OF_A_TOPIC,
    OF_BUSINESS,
    PAST,
    PERSONS,
    PRESENT,
    SINCE,
    STARTED,
    SUPERLATIVE,
)
from clippings.chain.temporal.english.dates import DAY, YEAR, form_of, is_ambiguous, period_of
from clippings.chain.temporal.expressions import TimeExpression, within
from clippings.chain.temporal.periods import Period

_AT_ITS_END = re.compile(r"\bend of |^late ")
_A_PART = re.compile(r" of |^(?:early|late|mid)\b")
_LATELY = timedelta(days=31)
_OLDEST_WITHOUT_YEAR = timedelta(days=183)

# Ranges


def date_range(match: re.Match[str], today: date) -> TimeExpression | None:
    """`between 3 and 10 May 2022`, `from March to May 2022`: what the first date leaves out, the second has."""
    left, right = match["left"] or match["left_date"], match["right"]
    last = period_of(right, today)
    first = period_of(_completed(left, right), today)
    if first is None or last is None or first.first > last.last:
        return None
    is_limit = {first.unit, last.unit} <= {"day", "month"} and not NOT_PAST.search(match.string)
    return TimeExpression(match.start(), match.end(), first.first, last.last, is_limit, last.lag)


def _completed(left: str, right: str) -> str:
    form = form_of(left)
    if re.fullmatch(DAY, left):
        return re.sub(rf"^(?:the )?{DAY}", left, right)
    if form in {"month_of_year", "day_of_month"} and (year := re.search(rf"{YEAR}$", right)):
        return f"{left} {year[0]}"
    return left


def american_range(match: re.Match[str], today: date) -> TimeExpression | None:
    """`May 3-10, 2022`"""
    rest = match["year"] or ""
    first, last = (period_of(f"{match['month']} {each}{rest}", today) for each in (match["left"], match["right"]))
    if first is None or last is None or first.first > last.last:
        return None
    return TimeExpression(
        match.start(), match.end(), first.first, last.last, not NOT_PAST.search(match.string), last.lag
    )


# Open windows


def since(match: re.Match[str], today: date) -> TimeExpression | None:
    """`since March 2022`, `after 3 May`, `since the election of 2022`"""
    period = _bound(match, today)
    is_after = match["word"].lower() == "after"
    if period is None or (is_after and NOT_PAST.search(match.string)):
        return None
    first = period.first
    if is_after and not match["anchor"] and period.unit != "day":
        first = period.last + timedelta(days=1)
    return TimeExpression(match.end() if match["anchor"] else match.start(), match.end(), first, None, True)


def until(match: re.Match[str], today: date) -> TimeExpression | None:
    """`until March 2022`, `before 3 May`"""
    period = _bound(match, today)
    if period is None or NOT_PAST.search(match.string):
        return None
    last = period.last
    is_before = match["word"].lower() in {"before", "prior to"} and not match["anchor"]
    if is_before and not _AT_ITS_END.search(match["date"]):
        last = period.first - timedelta(days=1)
    start = match.end() if match["anchor"] else match.start()
    return TimeExpression(start, match.end(), None, last, True) if last <= today else None


def _bound(match: re.Match[str], today: date) -> Period | None:
    """A date after "since" or "before", unless it tells how rare something is, or is a person
    ("after May resigned")."""
    form = form_of(match["date"])
    if SUPERLATIVE.search(match.string[: match.start()]) or (form == "year" and _is_a_number(match)):
        return None
    if form == "month_of_year" and not CLAUSE_ENDS.match(match.string[match.end() :]):
        return None
    return period_of(match["date"], today)


# Windows that a date names


def dated(match: re.Match[str], today: date) -> TimeExpression | None:
    """`in March 2023`, `on 16 March`, `2022`"""
    form = form_of(match["date"])
    if (form == "year" and _is_a_number(match)) or PERSONS.search(match.string[: match.start()]):
        return None
    period = period_of(match["date"], today)
    if period is None or _is_another_years(match, period, form, today):
        return None
    if period.first > today and not (period.unit in {"day", "month"} and PAST.search(match.string)):
        return None
    return within(match.start(), match.end(), period, _is_plain(match, period, form, today))


def _is_another_years(match: re.Match[str], period: Period, form: str, today: date) -> bool:
    """Whether a date without a year may be one to come, or of every year, and a quarter one of a game."""
    if form == "quarter_of_year":
        return "Q" not in match["date"] and not OF_BUSINESS.search(match.string)
    if form not in {"month_of_year", "day_of_month"} or match["date"].endswith("year"):
        return False
    if NOT_PAST.search(match.string):
        return True
    is_present = bool(PRESENT.search(match.string)) and not PAST.search(match.string)
    return is_present and today - period.last > _LATELY


def _is_plain(match: re.Match[str], period: Period, form: str, today: date) -> bool:
    before = match.string[: match.start()]
    if period.unit not in {"day", "month"} or NOT_PAST.search(match.string) or STARTED.search(before):
        return False
    if form in {"month_of_year", "day_of_month"} and (
        today - period.last > _OLDEST_WITHOUT_YEAR or match["date"].endswith("year")
    ):
        return False  # what happened "in June last year" is often told by articles of this one
    if form == "numeric_day" and is_ambiguous(match["date"]):
        return False
    return not EVENT.search(before)


def anywhere(match: re.Match[str], today: date) -> TimeExpression | None:
    """`SVB March 2023`; but `the March 2023 collapse`, `World Cup 2022` and `the 1997 crisis` are preferences."""
    form, before = form_of(match["date"]), match.string[: match.start()]
    is_near = bool(NEARLY.search(before)) and (form in {"day", "month"} or bool(_A_PART.search(match["date"])))
    if form in {"month_of_year", "day_of_month", "numeric_month"} or SINCE.search(before):
        return None
    if COUNTED.search(before) and not is_near:
        return None
    if form == "year" and _is_a_number(match):
        return None
    period = period_of(match["date"], today)
    if period is None or period.first > today or _is_another_years(match, period, form, today):
        return None
    topical = bool(OF_A_TOPIC.search(before)) or match.string[match.end() : match.end() + 1] in {"'", "’", "-"}
    is_limit = not (topical or is_near) and _is_plain(match, period, form, today)
    return within(match.start(), match.end(), period, is_limit)


def _is_a_number(match: re.Match[str]) -> bool:
    """`2000 homes`, `Route 2020`, but not `the 2022 floods`"""
    counts_things = re.match(
        r" (?:[a-z]+s|people|men|women|percent|per|pounds?|dollars?|miles?)\b", match.string[match.end() :]
    )
    before = match.string[: match.start("date")]
    return bool(NUMBERED.search(before)) or (bool(counts_things) and not before.endswith(("the ", "’s ", "'s ")))
