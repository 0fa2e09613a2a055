"""A limit that names a day means the day that the paper prints, whatever day it was in UTC."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.retrieval.filters import lies_within
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.errors import WrongUsage
from clippings.core.time_window import check_window, end_of, names_a_day, start_of
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

_MORNING_IN_SEOUL, _EVENING_IN_NEW_YORK = "2023-03-16T07:00:00+09:00", "2023-03-15T21:30:00-04:00"


@pytest.fixture
def dredging(archive: Archive, write_jsonl: Callable[..., Path]) -> Archive:
    told = "The port authority approved a dredging plan of 40 million dollars at a meeting before dawn."
    later = f"{told} It begins in June."
    path = write_jsonl(
        {"url": "https://k.example/1", "title": "Plan approved", "source": "Harbour", "text": told,
         "published_at": _MORNING_IN_SEOUL},
        {"url": "https://n.example/1", "title": "Dredging in Port Sorrel", "source": "Bay", "text": later,
         "published_at": _EVENING_IN_NEW_YORK},
    )  # fmt: skip
    ingest(archive, [str(path)], QuietListener())
    return archive


@pytest.mark.parametrize(
    ("limits", "sources"),
    [
        ({"since": "2023-03-16", "until": "2023-03-16"}, {"Harbour"}),
        ({"since": "2023-03-15", "until": "2023-03-15"}, {"Bay"}),
        ({"as_of": "2023-03-15"}, {"Bay"}),
        ({"as_of": "2023-03-16"}, {"Harbour", "Bay"}),
        ({"as_of": "2023-03-15T23:00:00+00:00"}, {"Harbour"}),  # a moment: New York has not printed yet
    ],
)
def test_the_day_of_the_paper_decides(dredging: Archive, limits: dict[str, str], sources: set[str]) -> None:
    ends = {name: (start_of if name == "since" else end_of)(text) for name, text in limits.items()}
    question = Question("What did the port authority approve?", datetime(2023, 4, 1, tzinfo=UTC), **ends)  # type: ignore[arg-type]
    assert {one.article.source for one in HybridRetriever(archive=dredging).retrieve(question).passages} == sources


def test_a_time_in_the_question_is_the_papers_too(dredging: Archive) -> None:
    from clippings.chain.retrieval.search import search_passages

    asked = Question("What did the port authority approve on 16 March 2023?", datetime(2023, 4, 1, tzinfo=UTC))
    found = search_passages(HybridRetriever(archive=dredging), asked)
    assert {one.article.source for one in found.passages} == {"Harbour"}


@pytest.mark.parametrize(
    ("as_of", "language_of", "day"),
    [
        ("2023-03-17T06:00:00+09:00", "ko", 16),  # whoever gave it is there
        ("2023-03-16T21:00:00+00:00", "ko", 16),  # in Seoul it is the 17th
        ("2023-03-16T21:00:00+00:00", "en", 15),
        ("2023-03-17", "ko", 16),
    ],
)
def test_yesterday_is_counted_from_the_day_where_the_paper_is_printed(
    dredging: Archive, write_jsonl: Callable[..., Path], as_of: str, language_of: str, day: int
) -> None:
    from clippings.chain.retrieval.search import search_passages

    told = "항만공사는 새벽 회의에서 4천만 달러 규모의 준설 계획을 승인했다고 사장이 말했다."
    korean = {"url": "https://k.example/3", "title": "준설 계획 승인", "source": "하버", "text": told}
    ingest(dredging, [str(write_jsonl({**korean, "published_at": _MORNING_IN_SEOUL}))], QuietListener())
    text = {"ko": "어제 항만공사는 무엇을 승인했나?", "en": "What did the port authority approve yesterday?"}[
        language_of
    ]
    found = search_passages(HybridRetriever(archive=dredging), Question(text, datetime.now(UTC), as_of=end_of(as_of)))
    window = found.understood.window
    assert window
    assert window.since == datetime(2023, 3, day, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Asia/Seoul"])
def test_the_machines_clock_changes_nothing(dredging: Archive, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    import time

    from clippings.chain import shapes

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        on = Question("What did the port authority approve?", datetime(2023, 4, 1, tzinfo=UTC))
        limited = replace(on, since=start_of("2023-03-16"), until=end_of("2023-03-16"))
        [passage] = HybridRetriever(archive=dredging).retrieve(limited).passages
        told = shapes.passage(passage)
        assert (told["published_at"], told["published_on"]) == ("2023-03-15T22:00:00+00:00", "2023-03-16")
        assert [(one.name, one.newest and one.newest.day) for one in dredging.catalogue.sources()] == [
            ("Bay", 15),
            ("Harbour", 16),
        ]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_timeline_goes_by_the_days_that_it_shows(dredging: Archive) -> None:
    from clippings.chain.timeline import timeline

    asked = Question("port authority dredging plan", datetime(2023, 4, 1, tzinfo=UTC))
    shown = [one.passage.article.dated for one in timeline(HybridRetriever(archive=dredging), asked).clippings]
    assert [moment and moment.day for moment in shown] == sorted(moment.day for moment in shown if moment)


def test_a_day_that_has_begun_for_the_paper_is_not_to_come() -> None:
    before_midnight_utc = datetime(2023, 3, 15, 22, 30, tzinfo=UTC)
    check_window(start_of("2023-03-16"), None, before_midnight_utc)
    with pytest.raises(WrongUsage, match="still to come"):
        check_window(start_of("2023-03-18"), None, before_midnight_utc)


def test_a_moment_that_is_midnight_in_utc_is_a_moment() -> None:
    assert not names_a_day(start_of("2023-03-16T09:00:00+09:00"))
    assert names_a_day(start_of("2023-03-16"))


def test_months_are_counted_by_the_papers_clock(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    article = {
        "url": "https://k.example/2",
        "title": "Night",
        "source": "Harbour",
        "text": "The bridge opened at night.",
    }
    ingest(archive, [str(write_jsonl({**article, "published_at": "2023-04-01T02:00:00+09:00"}))], QuietListener())
    assert [one.month for one in archive.catalogue.months()] == ["2023-04"]


@given(
    st.datetimes(datetime.fromisoformat("2000-01-02"), datetime.fromisoformat("2030-01-01")),
    st.integers(-12 * 60, 14 * 60),
    st.integers(-1, 1),
)
def test_a_day_finds_what_was_printed_on_it_and_nothing_else(printed: datetime, offset: int, shift: int) -> None:
    moment = printed.replace(tzinfo=timezone(timedelta(minutes=offset))).astimezone(UTC)
    on = (printed + timedelta(days=shift)).date().isoformat()
    question = Question("?", datetime(2031, 1, 1, tzinfo=UTC), since=start_of(on), until=end_of(on))
    assert lies_within(moment, offset, "", "", (), question) == (shift == 0)
    if shift == 0:
        assert moment in question.searched_window
