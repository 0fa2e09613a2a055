"""Moments of publication: read in any common form, and never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.ingest.extraction.dates.parse import parse

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
        ("16 mars 2023 18:30", DAY.replace(hour=18, minute=30)),
        ("2023년 3월 16일 09:05", DAY.replace(hour=9, minute=5)),
        ("2023년 3월 16일 오후 2:05", DAY.replace(hour=14, minute=5)),
        ("2023年3月16日 午後2時05分", DAY.replace(hour=14, minute=5)),
        ("16.03.2023 23:30", DAY.replace(hour=23, minute=30)),
        ("16/03/2023 - 11:30 PM", DAY.replace(hour=23, minute=30)),
        ("16.03.2023 | Sport", DAY),
        (20230316, DAY),
        (20230316.0, DAY),
        ("20230316093000", DAY.replace(hour=9, minute=30)),
        (1678924800, DAY),
        ("1678924800", DAY),
        (1678924800000, DAY),
        ("1678924800500.0", DAY.replace(microsecond=500_000)),
        (date(2023, 3, 16), DAY),
        (datetime(2023, 3, 16, 9, tzinfo=timezone(timedelta(hours=9))), DAY),
    ],
)
def test_a_date_is_read_in_the_form_that_its_source_writes(written: object, moment: datetime) -> None:
    assert parse(written, NOW) == moment


@pytest.mark.parametrize(
    "written", ["March 2023", "2023", "2023-03", "2023-W11", "2023W11", "yesterday", "3 hours ago", "Thursday"]
)
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
    "written",
    [
        None,
        "",
        "  ",
        "not a date",
        0,
        1.5,
        [],
        {},
        b"2023-03-16",
        "2023-02-30",
        "31.02.2023",
        True,
        "16 March 2023 " * 20,
    ],
)
def test_garbage_is_unknown(written: object) -> None:
    assert parse(written, NOW) is None


@pytest.mark.parametrize("written", [20231316, 1234567, -1678924800, 10**16, float("nan"), float("inf")])
def test_a_number_that_is_no_day_and_no_epoch_is_unknown(written: float) -> None:
    assert parse(written, NOW) is None
    assert parse(str(written), NOW) is None


def test_a_number_may_be_longer_than_python_prints() -> None:
    assert parse(10**5_000, NOW) is None


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


@pytest.mark.parametrize(
    ("written", "language", "day"),
    [
        ("03/04/2023", "", None),
        ("03/04/2023", "en", None),
        ("03/04/2023", "en-US", date(2023, 3, 4)),
        ("03/04/2023", "en_GB", date(2023, 4, 3)),
        ("03/04/2023", "ko", None),
        ("3. 4. 2023", "", None),
        ("3. 4. 2023", "cs", date(2023, 4, 3)),
        ("12.03.2023", "no", date(2023, 3, 12)),
        ("11:30 03/04/2023", "en", None),
        ("03/16/2023", "de", date(2023, 3, 16)),
        ("03/04/23", "", None),
        ("03/04/23", "en", None),
        ("03/04/23 5:30 PM", "en-US", date(2023, 3, 4)),
        ("05.10.23", "de", date(2023, 10, 5)),
        ("Do, 05.10.23, 16:05 Uhr", "de", date(2023, 10, 5)),
        ("05/10/23", "fr", date(2023, 10, 5)),
        ("16/03/23", "en", date(2023, 3, 16)),
        ("16.03.23", "", None),
        ("16.03.23", "ko", date(2016, 3, 23)),
    ],
)
def test_figures_are_a_day_only_where_their_order_is_plain(written: str, language: str, day: date | None) -> None:
    moment = parse(written, NOW, language)
    assert (moment and moment.date()) == day


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 16 Mar 2023 05:00:00 KST", "2023-03-16T05:00:00+09:00"),
        ("Thu, 16 Mar 2023 05:00:00 CET", "2023-03-16T05:00:00+01:00"),
        ("Thu, 16 Mar 2023 05:00:00 EDT", "2023-03-16T05:00:00-04:00"),
        ("Thu, 16 Mar 2023 05:00:00 CST", "2023-03-16T05:00:00-06:00"),
        ("Thu, 16 Mar 2023 05:00:00 +09:00", "2023-03-16T05:00:00+09:00"),
        ("Thu Mar 16 2023 05:00:00 GMT+0900 (Korean Standard Time)", "2023-03-16T05:00:00+09:00"),
        ("2023-03-16T09:00:00 KST", "2023-03-16T09:00:00+09:00"),
        ("16.03.2023 23:30 JST", "2023-03-16T23:30:00+09:00"),
        ("March 16, 2023 7:04 pm EDT", "2023-03-16T19:04:00-04:00"),
    ],
)
def test_a_zone_is_read_in_the_form_that_its_source_writes(written: str, moment: str) -> None:
    found = parse(written, NOW)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize("zone", ["IST", "BST", "AST", "ET", "XYZ", "(BST)", "Europe/Berlin"])
def test_of_a_time_in_a_zone_that_may_be_several_only_the_day_is_known(zone: str) -> None:
    assert parse(f"Thu, 16 Mar 2023 05:00:00 {zone}", NOW) == DAY
    assert parse(f"2023-03-16T05:00:00 {zone}", NOW) == DAY
