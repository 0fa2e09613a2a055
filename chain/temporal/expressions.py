"""The time that a question speaks of: as a limit where it is plain, as a preference where it is only likely.

A wrong limit hides the answer, so whatever can be read in two ways is a preference or nothing. Languages without a
grammar of their own are read as English, of which they match next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from clippings.chain.temporal.english.dates import MONTH
from clippings.chain.temporal.periods import Period
from clippings.core.time_window import TimeWindow, first_moment, last_moment

_STATEMENT = re.compile(r"[^.!?]*[.!][\"”’')]*\s+\S")
"""The rest of a sentence that tells something before the question is asked: its time is the story's, and the question
may be about what came of it."""

_A_MONTH = re.compile(rf"\b{MONTH}|\d\s?월")
_A_YEAR = re.compile(r"(?:19|20)\d\d|\byear\b|작년|지난해|올해|재작년")

_COMPARES = re.compile(r"\b(?:vs|versus|compared? (?:to|with)|compare)\b|비교|대비", re.I)

_A_NOUN = re.compile(r"\b(?:a|an|the|another|any) [\w’'-]+ $")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of a question that name a time, at `text[start:end]`.

    `first` and `last` are days, both included; None leaves that end open.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    is_limit: bool
    lag: timedelta = timedelta(0)

    @property
    def window(self) -> TimeWindow:
        return TimeWindow(
            first_moment(self.first) if self.first else None, last_moment(self.last) if self.last else None
        )


@dataclass(frozen=True, slots=True)
class TimeRead:
    """What the expressions of a question come to.

    Attributes:
        limit: Only what happened in this window is asked for.
        reported_until: The end of `limit` and the days in which it is still reported.
        around: The time that the question is about; the limit itself where it has both ends.
        spans: (start, end) of the words that became the limit.
        to_come: A day or a month that is named plainly and has not begun.
    """

    limit: TimeWindow | None = None
    reported_until: datetime | None = None
    around: TimeWindow | None = None
    spans: tuple[tuple[int, int], ...] = ()
    to_come: TimeWindow | None = None


def within(start: int, end: int, period: Period, is_limit: bool) -> TimeExpression:
    """An expression that means all of a period."""
    return TimeExpression(start, end, period.first, period.last, is_limit, period.lag)


def unless_to_come(
    period: Callable[[date], Period], to_come: re.Pattern[str]
) -> Callable[[re.Match[str], date], TimeExpression | None]:
    """What reads a phrase for a stretch that may not be over yet: as a limit, or as nothing where the question may be
    about what is left of it.

    Args:
        period: The stretch, by the day of the question.
        to_come: Words that tell of what is still to come, in the question's language.
    """

    def read(match: re.Match[str], today: date) -> TimeExpression | None:
        if to_come.search(match.string):
            return None
        return within(match.start(), match.end(), period(today), True)

    return read


def read_time(text: str, language: str, now: datetime, newest: Callable[[], datetime] | None = None) -> TimeRead:
    """The time that a question speaks of.

    Args:
        text: The question, with spaces in place of whatever is not to be read (quoted titles).
        language: An ISO 639 code.
        now: What relative dates count from, by the clock of the papers or of whoever gave it.
        newest: Gives the time of the archive's last article, from which months without a year count; `now` if None.
    """
    today = now.date()
    last = min(today, newest().date()) if newest and _A_MONTH.search(text) else today
    named = [
        replace(each, is_limit=False) if each.is_limit and _STATEMENT.match(text, each.end) else each
        for each in _expressions(text, language, today, last)
    ]
    found = [each for each in named if each.first is None or each.first <= today]
    to_come = next((each.window for each in named if each not in found and each.is_limit and each.last), None)
    limits = [each for each in found if each.is_limit]
    if limits and (joined := _joined(limits)) and not _is_compared(text, joined, found):
        window = _up_to(joined.window, today)
        until = last_moment(min(joined.last + joined.lag, max(joined.last, today))) if joined.last else None
        around = window if window.since and window.until else None
        return TimeRead(window, until, around, tuple((each.start, each.end) for each in limits), to_come)
    windows = {_up_to(each.window, today) for each in found if each.first and each.last}
    return TimeRead(around=windows.pop() if len(windows) == 1 else None, to_come=to_come)


def _expressions(text: str, language: str, today: date, last: date) -> list[TimeExpression]:
    """Every time named; a month without a year is, in an archive that ends before today, likely its last such one."""
    from clippings.chain.temporal.english import grammar as english_time
    from clippings.chain.temporal.korean import grammar as korean_time

    grammar = korean_time if language == "ko" else english_time
    found = list(grammar.expressions(text, today))
    if last == today:
        return found
    has_year = [each for each in found if not _is_a_month_alone(text, each)]
    alone = [each for each in grammar.expressions(text, last) if _is_a_month_alone(text, each)]
    return [*has_year, *(replace(each, is_limit=each.is_limit and not _is_of_a_noun(text, each)) for each in alone)]


def _is_a_month_alone(text: str, each: TimeExpression) -> bool:
    words = text[each.start : each.end]
    return bool(_A_MONTH.search(words)) and not _A_YEAR.search(words)


def _is_of_a_noun(text: str, each: TimeExpression) -> bool:
    """Whether a month may be what is spoken of: "What did they say about a rise in September?" """
    return bool(_A_NOUN.search(text[: each.start]))


def _up_to(window: TimeWindow, today: date) -> TimeWindow:
    """What has passed of it: "this month" ends today."""
    return TimeWindow(window.since, window.until and min(window.until, last_moment(today)))


def _is_compared(text: str, limit: TimeExpression, found: Sequence[TimeExpression]) -> bool:
    """Whether a time outside the limit is named as well: "July 2022 vs early 2021"."""
    others = [each for each in found if not each.is_limit and each.first and each.last]
    return bool(_COMPARES.search(text) and limit.first and limit.last) and any(
        _joined([limit, each]) is None for each in others
    )


def _joined(limits: Sequence[TimeExpression]) -> TimeExpression | None:
    """Several limits as one: where they overlap. Months to compare do not, and limit nothing."""
    first = max((each.first for each in limits if each.first), default=None)
    last = min((each.last for each in limits if each.last), default=None)
    if first and last and first > last:
        return None
    lag = max((each.lag for each in limits if each.last == last), default=timedelta(0))
    return TimeExpression(limits[0].start, limits[-1].end, first, last, True, lag)
