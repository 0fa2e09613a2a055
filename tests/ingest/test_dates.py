"""Moments of publication: read in any common form, and never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.ingest.dates import parse

NOW = datetime(2024, 1, 15, 12, tzinfo=UTC)
DAY = datetime(2023, 3, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2023-03-16T09:30:00+09:00", DAY.replace(hour=0, minute=30)),
        ("2023-03-16T00:30:00Z", DAY.replace(minute=30)),
        ("2023-03-16T09:30:00", DAY.replace(hour=9, minute=30)),
        ("2023-03-16 09:30", DAY.replace(hour=9, minute=30)),
        ("2023-03-16", DAY),
        (" 20230316 ", DAY),
        ("Thu, 16 Mar 2023 09:30:00 +0900", DAY.replace(hour=0, minute=30)),
        ("Thu, 16 Mar 2023 09:30:00 GMT", DAY.replace(hour=9, minute=30)),
        ("16 March 2023", DAY),
        ("March 16, 2023", DAY),
        ("2023년 3월 16일", DAY),
        ("16 mars 2023", DAY),
        (date(2023, 3, 16), DAY),
        (datetime(2023, 3, 16, 9, tzinfo=timezone(timedelta(hours=9))), DAY),
    ],
)
def test_a_date_is_read_in_the_form_that_its_source_writes(written: object, moment: datetime) -> None:
    assert parse(written, NOW) == moment


@pytest.mark.parametrize("written", ["March 2023", "2023", "2023-03", "yesterday", "3 hours ago", "Thursday"])
def test_what_does_not_name_a_day_is_unknown(written: str) -> None:
    assert parse(written, NOW) is None


@pytest.mark.parametrize("written", ["2024-02-01", "2031-01-01T00:00:00Z", date(2024, 3, 1), "9999-12-31"])
def test_the_future_is_unknown(written: object) -> None:
    assert parse(written, NOW) is None


def test_tomorrow_is_allowed_for_papers_that_are_dated_ahead_and_for_zones() -> None:
    assert parse("2024-01-16", NOW) == datetime(2024, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+09:00", date.min, datetime(1, 1, 1, tzinfo=UTC)]
)
def test_a_date_before_there_were_newspapers_is_a_placeholder(written: object) -> None:
    assert parse(written, NOW) is None


@pytest.mark.parametrize(
    "written", [None, "", "  ", "not a date", 0, 20230316, 1.5, [], {}, b"2023-03-16", "2023-02-30", True]
)
def test_garbage_is_unknown(written: object) -> None:
    assert parse(written, NOW) is None


@settings(max_examples=60)
@given(
    st.one_of(st.text(max_size=40), st.datetimes(), st.datetimes(timezones=st.timezones()), st.dates(), st.integers())
)
def test_whatever_a_source_writes_it_is_an_aware_moment_or_unknown(written: object) -> None:
    moment = parse(written, NOW)
    assert moment is None or (moment.utcoffset() is not None and moment <= NOW + timedelta(days=2))


def test_the_timezone_that_a_source_gives_is_kept() -> None:
    moment = parse("2023-03-18T07:00:00+09:00", NOW)
    assert moment is not None
    assert moment.isoformat() == "2023-03-18T07:00:00+09:00"


@pytest.mark.parametrize(
    "written", ["9999-12-31T23:59:59-05:00", datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))]
)
def test_the_edges_of_the_calendar_are_unknown_too(written: object) -> None:
    assert parse(written, NOW) is None


@given(st.datetimes(datetime(1700, 1, 1), datetime(2023, 12, 31), timezones=st.timezones()))  # noqa: DTZ001
def test_every_moment_in_iso_form_is_read_to_the_microsecond(moment: datetime) -> None:
    assert parse(moment.isoformat(), NOW) == datetime.fromisoformat(moment.isoformat())


def test_a_moment_keeps_the_zone_of_its_source_so_that_its_day_is_theirs() -> None:
    moment = parse("2023-03-16T01:30:00+09:00", NOW)
    assert moment is not None
    assert (moment.day, moment.utcoffset()) == (16, timedelta(hours=9))
