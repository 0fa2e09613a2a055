"""When news is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.standing.timing import check_rhythm, due_at, is_due
from clippings.chain.verification.refusals import WrongRequest
from clippings.vectorstore.catalogue.standing_questions import Rhythm

WEDNESDAY = datetime(2024, 4, 10, 21, 30, tzinfo=UTC)
HOURS = st.none() | st.integers(0, 23)


def test_at_once_is_at_once() -> None:
    assert is_due(Rhythm(), WEDNESDAY, WEDNESDAY)


def test_quiet_hours_are_those_of_the_followers_clock_and_end() -> None:
    seoul = Rhythm("at_once", 22, 7, "Asia/Seoul")  # 06:30 on Thursday there
    assert due_at(seoul, WEDNESDAY) == datetime(2024, 4, 10, 22, 0, tzinfo=UTC)
    assert not is_due(seoul, WEDNESDAY, WEDNESDAY)
    assert is_due(seoul, WEDNESDAY, WEDNESDAY + timedelta(minutes=31))


def test_digests_come_at_eight_and_weekly_ones_on_mondays() -> None:
    assert due_at(Rhythm("daily"), WEDNESDAY) == datetime(2024, 4, 11, 8, tzinfo=UTC)
    assert due_at(Rhythm("weekly"), WEDNESDAY) == datetime(2024, 4, 15, 8, tzinfo=UTC)
    assert due_at(Rhythm("daily", 7, 10), WEDNESDAY) == datetime(2024, 4, 11, 10, tzinfo=UTC)


@given(
    st.sampled_from(["at_once", "daily", "weekly"]),
    HOURS,
    HOURS,
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Seoul", "America/St_Johns"]),
    st.integers(0, 5_000_000),
)
def test_news_is_never_due_before_it_is_found_nor_later_than_eight_days(
    every: str, start: int | None, end: int | None, timezone: str, minute: int
) -> None:
    rhythm = Rhythm(every, start, end, timezone)  # type: ignore[arg-type]
    if (start is None) != (end is None) or (start is not None and start == end):
        with pytest.raises(WrongRequest):
            check_rhythm(rhythm)
        return
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    due = due_at(check_rhythm(rhythm), at)
    assert at <= due <= at + timedelta(days=8, hours=1)


def test_a_timezone_that_does_not_exist_is_named() -> None:
    with pytest.raises(WrongRequest, match="Nowhere/Land"):
        check_rhythm(Rhythm(timezone="Nowhere/Land"))
