"""Dates that people type, as moments in UTC; both ends of a window belong to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.core.errors import WrongUsage
from clippings.core.time_window import TimeWindow, check_window, day, days, end_of, iso, start_of, utc

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
NAIVE = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31))  # noqa: DTZ001 - the zone is added below
MOMENTS = st.builds(lambda moment, zone: moment.replace(tzinfo=zone), NAIVE, OFFSETS)
UTC_MOMENTS = NAIVE.map(lambda moment: moment.replace(tzinfo=UTC))


def test_a_date_starts_at_its_first_moment_and_ends_at_its_last() -> None:
    assert start_of("2023-03-16") == datetime(2023, 3, 16, tzinfo=UTC)
    assert end_of("2023-03-16") == datetime(2023, 3, 16, 23, 59, 59, 999999, UTC)


def test_a_date_in_the_short_iso_form_includes_its_own_day_too() -> None:
    assert start_of("20230316") == start_of("2023-03-16")
    assert end_of("20230316") == end_of("2023-03-16")


def test_a_time_with_a_zone_is_that_moment_for_both_ends() -> None:
    moment = datetime(2023, 3, 16, 0, 30, tzinfo=UTC)
    assert start_of("2023-03-16T09:30:00+09:00") == end_of("2023-03-16T09:30:00+09:00") == moment


def test_a_time_without_a_zone_is_taken_as_utc() -> None:
    assert start_of(" 2023-03-16T09:30 ") == datetime(2023, 3, 16, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "16/03/2023", "2023-13-01", "2023-02-30", "2023", "2023-03-16Z", "0001-01-01T00:00+09:00"]
)
def test_what_is_not_a_date_is_refused_with_the_name_of_the_option(text: str) -> None:
    with pytest.raises(WrongUsage) as since:
        start_of(text)
    with pytest.raises(WrongUsage) as as_of:
        end_of(text, "as-of")
    assert since.value.what == f"since: {text!r} is not a date."
    assert as_of.value.what.startswith("as-of: ")
    assert "2023-03-16" in since.value.way_out
    assert since.value.exit_code == 2


@given(st.text(max_size=30))
def test_any_text_is_a_moment_in_utc_or_wrong_usage(text: str) -> None:
    try:
        moment = start_of(text)
    except WrongUsage:
        return
    assert moment.tzinfo is UTC


@given(MOMENTS)
def test_a_moment_written_in_any_zone_is_read_back_as_the_same_moment(moment: datetime) -> None:
    assert start_of(moment.isoformat()) == end_of(moment.isoformat()) == moment
    assert utc(moment) == moment
    assert utc(moment).tzinfo is UTC


@given(st.dates())
def test_a_window_of_one_day_holds_that_day_and_nothing_else(when: date) -> None:
    start, end = start_of(when.isoformat()), end_of(when.isoformat())
    assert start.date() == end.date() == when
    assert end - start == timedelta(days=1) - timedelta(microseconds=1)


@given(UTC_MOMENTS)
def test_what_iso_writes_is_read_back_unchanged(moment: datetime) -> None:
    written = iso(moment)
    assert written is not None
    assert start_of(written) == moment


def test_iso_leaves_out_a_time_of_day_that_is_not_known() -> None:
    assert iso(datetime(2023, 3, 16, tzinfo=UTC)) == "2023-03-16"
    assert iso(datetime(2023, 3, 16, 9, 30, tzinfo=UTC)) == "2023-03-16T09:30:00+00:00"
    assert iso(None) is None


def test_a_day_is_written_for_a_reader() -> None:
    assert day(datetime(2023, 3, 6, tzinfo=UTC)) == "6 March 2023"
    assert day(None) == "date unknown"


@pytest.mark.parametrize(
    ("since", "until", "english", "korean"),
    [
        ("2023-03-06", "2023-03-12", "6–12 March 2023", "2023년 3월 6~12일"),
        ("2023-03-06", "2023-03-06", "6 March 2023", "2023년 3월 6일"),
        ("2023-02-27", "2023-03-05", "27 February – 5 March 2023", "2023년 2월 27일 ~ 3월 5일"),
        ("2022-12-28", "2023-01-03", "28 December 2022 – 3 January 2023", "2022년 12월 28일 ~ 2023년 1월 3일"),
        ("2024-02-01", "2024-02-29", "February 2024", "2024년 2월"),
        ("2023-01-01", "2023-12-31", "2023", "2023년"),
        ("2021-01-01", "2023-12-31", "2021–2023", "2021~2023년"),
        ("2023-03-06", "", "from 6 March 2023", "2023년 3월 6일부터"),
        ("", "2023-03-06", "up to 6 March 2023", "2023년 3월 6일까지"),
        ("", "", "", ""),
    ],
)
def test_a_window_is_told_as_short_as_it_can_be(since: str, until: str, english: str, korean: str) -> None:
    window = TimeWindow(start_of(since) if since else None, end_of(until) if until else None)
    assert (days(window), days(window, "ko")) == (english, korean)


def test_a_window_of_one_moment_or_up_to_today_is_fine_and_a_later_start_is_not() -> None:
    now = datetime(2023, 3, 16, 12, tzinfo=UTC)
    check_window(now, now, now)
    check_window(None, datetime(2999, 1, 1, tzinfo=UTC), now)
    with pytest.raises(WrongUsage, match="before it starts"):
        check_window(now, now - timedelta(seconds=1), now)
    with pytest.raises(WrongUsage, match="still to come"):
        check_window(now + timedelta(seconds=1), None, now)
