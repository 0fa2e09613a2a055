"""A limit that names a day means the day that the paper prints, whatever day it was in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.limits import lies_within
from clippings.chain.retriever import HybridRetriever
from clippings.core.time_window import end_of, start_of
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
    from clippings.chain.find import find

    asked = Question("What did the port authority approve on 16 March 2023?", datetime(2023, 4, 1, tzinfo=UTC))
    found = find(HybridRetriever(archive=dredging), asked)
    assert {one.article.source for one in found.passages} == {"Harbour"}


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
    assert lies_within(moment, offset, "", question) == (shift == 0)
    if shift == 0:
        assert moment in question.searched_window
