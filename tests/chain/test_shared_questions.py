"""The questions of the shared folder `cases`, each asked of an archive of its articles, are answered as is right."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from clippings.chain.pipeline import Asker
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import SAMPLE_ARCHIVE, QuietListener

pytestmark = pytest.mark.real_data


class Asked(NamedTuple):
    question: str
    says: str = ""
    """What the answer says; "" where the archive does not say it."""
    not_short: tuple[str, ...] = ()
    """What must not stand in the short answer."""
    not_first: tuple[str, ...] = ()
    """What must not stand in the first quote."""
    day: str = ""
    """The only day that is asked about."""
    as_of: str = ""


RIGHT = {
    "from_to": [
        Asked("To how much did Northport raise bus fares?", "1.80", ("1.50",)),
        Asked("To which date was the Northport jazz festival moved?", "September 9", ("June",)),
        Asked("노스포트시의 버스 요금은 얼마로 올랐나?", "1800원", ("1500",)),
    ],
    "rates": [
        Asked("Where will Alderland move its capital?", "Ferndale", ("Northport",)),
        Asked("How many people died in the earthquake in Bren?", "187", ("112",), ("Türkiye",)),
    ],
    "stale": [
        Asked("How much does a ferry ticket to Gull Island cost?", "6 dollars", ("4",), ("4 dollars",)),
        Asked("When does the Hale Street bridge open?", "June 12", ("April",), ("April 3",)),
        Asked("Did the Hale Street bridge open on April 3?", "June 12", (), ("will open to cars on April 3",)),
    ],
    "kst": [
        Asked("항만공사는 무엇을 승인했나?", "준설 계획", day="2023-03-16"),
        Asked("항만공사는 무엇을 승인했나?", as_of="2023-03-15"),
    ],
    "northport": [
        Asked("Who was mayor of Northport before Castell?", "Lena Brook", ("Castell",)),
        Asked("What did the port authority approve on Mar. 15, '23?", "dredging plan"),
        Asked("What did the port authority approve in Q1 2023?", "dredging plan"),
        Asked("What happened in Northport on March 15, 2023?", "fire broke out"),
        Asked("By how many votes did Springfield, Oregon, raise the sales tax?"),
    ],
    "correction": [Asked("How many people were hurt in the explosion at the Bren mill?", "Two people", (), ("12",))],
}


_TOLD_AS_RELATED = pytest.mark.xfail(reason="the quote with the right number is told as related, not as the answer")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=_TOLD_AS_RELATED if name == "correction" else ()) for name in RIGHT]
)
def test_each_question_is_answered_as_is_right(archive: Archive, real_data: Path, name: str) -> None:
    beside = [str(SAMPLE_ARCHIVE)] if name == "rates" else []
    ingest(archive, [str(real_data / "cases" / "questions" / f"{name}.jsonl"), *beside], QuietListener())
    asker = Asker(archive)
    for asked in RIGHT[name]:
        answer = asker.ask(_question(asked))
        if not asked.says:
            assert answer.abstained, answer.text
            continue
        assert not answer.abstained
        assert asked.says in " ".join((answer.text, *(one.quote for one in answer.citations))), answer
        assert all(piece not in (answer.short_answer or "") for piece in asked.not_short), answer.short_answer
        first = next((one.quote for one in answer.citations), "")
        assert all(piece not in first for piece in asked.not_first), first


def _question(asked: Asked) -> Question:
    now = _day(asked.as_of) if asked.as_of else datetime(2025, 1, 1, tzinfo=UTC)
    until = _day(asked.day).replace(hour=23, minute=59) if asked.day else _day(asked.as_of) if asked.as_of else None
    return Question(asked.question, now, since=_day(asked.day) if asked.day else None, until=until)


def _day(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
