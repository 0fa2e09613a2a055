"""Stories that changed: what leads, what stands in bold, and what is not quoted at all; an archive for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clippings.chain.pipeline import Asker
from clippings.core.types import Answer, Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

Story = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Told:
    """What an answer must be: the first quote has `leads`, no quote has `never`, and the bold words lack `not_bold`."""

    question: str
    leads: str
    then: str = ""
    """In a later quote."""
    never: str = ""
    not_bold: str = ""


STORIES: dict[str, tuple[Story, tuple[Told, ...]]] = {
    # A value after "from" is not the new one
    "hours": (
        (
            ("2021-02-10", "Wells library", "The Wells library is open 41 hours a week, its director said."),
            (
                "2023-02-10",
                "Wells sets library hours",
                "The town of Wells cut the opening hours of its library to 38 a week from 41 on Friday, the council "
                "said.",
            ),
        ),
        (Told("How many hours a week is the Wells library open?", "38", "open 41 hours", not_bold="41"),),
    ),
    "workshop": (
        (
            (
                "2023-06-02",
                "Kite factory moves",
                "The Dorn kite factory moved its workshop from Hallow Lane to Quay Street last week, its owner said.",
            ),
        ),
        (Told("Where is the workshop of the Dorn kite factory?", "Quay Street", not_bold="Hallow"),),
    ),
    "swimming": (
        (
            (
                "2022-10-05",
                "수영장 개장일 변경",
                "하늘시 수영장의 개장일이 5월 3일에서 7월 12일로 바뀌었다고 시가 밝혔다.",
            ),
        ),
        (Told("하늘시 수영장은 언제 개장하나?", "7월 12일", not_bold="5월"),),
    ),
    "beds": (
        (
            ("2023-02-10", "Ward beds", "The Tarn hospital has 120 beds, its head said."),
            (
                "2023-09-10",
                "Tarn hospital",
                "The number of beds at the Tarn hospital was lowered to 95, down from 120, its head said on Monday.",
            ),
        ),
        (
            Told("How many beds does the Tarn hospital have?", "95", "has 120", not_bold="120"),
            Told("How many beds did the Tarn hospital have before?", "120", not_bold="95"),
        ),
    ),
    # The newest value leads, the older stands behind it
    "dogs": (
        (
            ("2020-03-01", "Dog licence", "A dog licence in Fenwick costs 20 crowns a year, the town clerk said."),
            (
                "2023-05-01",
                "Fenwick raises dog fees",
                "Owners in Fenwick will pay 35 crowns a year for a dog licence from June, the council decided.",
            ),
        ),
        (Told("How much is a dog licence in Fenwick?", "35 crowns", "20 crowns", not_bold="20"),),
    ),
    "miners": (
        (
            (
                "2022-11-03",
                "Mine accident",
                "Nine miners are missing after the collapse at the Garrow pit, the rescue service said.",
            ),
            (
                "2022-11-05",
                "Garrow pit: two found",
                "Two men were brought up alive from the Garrow pit on Saturday; seven miners are still missing, the "
                "rescue service said.",
            ),
        ),
        (Told("How many miners are missing at the Garrow pit?", "seven", "Nine", not_bold="Nine"),),
    ),
    "parking": (
        (
            ("2022-03-02", "주차 요금", "별빛시 공영주차장 요금은 시간당 2000원이다."),
            (
                "2023-03-02",
                "주차 요금 인하",
                "별빛시는 공영주차장 요금을 시간당 1500원으로 내렸다. 기존에는 2000원이었다.",
            ),
        ),
        (
            Told("별빛시 공영주차장 요금은 얼마인가?", "1500원", "2000원", not_bold="2000"),
            Told("별빛시 공영주차장의 이전 요금은 얼마였나?", "2000원", not_bold="1500"),
        ),
    ),
    "baths": (
        (
            ("2018-01-10", "Ticket", "A ticket for the Moss baths costs 5 crowns, the baths said."),
            ("2021-01-10", "Ticket", "A ticket for the Moss baths costs 7 crowns, the baths said."),
            ("2024-01-10", "Ticket", "A ticket for the Moss baths costs 9 crowns, the baths said."),
        ),
        (
            Told("How much is a ticket for the Moss baths?", "9 crowns", "7 crowns", not_bold="5"),
            Told("How much was a ticket for the Moss baths previously?", "7 crowns", not_bold="9"),
            Told("How much did a ticket for the Moss baths cost in 2019?", "5 crowns", not_bold="9"),
        ),
    ),
    # A plan that was changed is not what will be
    "hall": (
        (
            (
                "2023-03-01",
                "Concert hall",
                "The Pell concert hall will open on 4 September with a gala, its director said.",
            ),
            (
                "2023-08-20",
                "Hall not ready",
                "The Pell concert hall will not open before March 2024, its director said, because the roof leaks.",
            ),
        ),
        (
            Told("When will the Pell concert hall open?", "March 2024", never="4 September"),
            Told("Will the Pell concert hall open in September?", "March 2024", "4 September"),
        ),
    ),
    "parade": (
        (
            (
                "2023-03-01",
                "Parade through Ash Street",
                "The harvest parade in Lorne is to go through Ash Street on 1 October, the organisers said.",
            ),
            (
                "2023-09-10",
                "Parade rerouted",
                "The harvest parade in Lorne will take Mill Road instead of Ash Street, the organisers said.",
            ),
        ),
        (
            Told(
                "Through which street will the harvest parade in Lorne go?", "Mill Road", never="1 Oct", not_bold="Ash"
            ),
        ),
    ),
    "stadium": (
        (
            (
                "2023-01-10",
                "Stadium planned",
                "Carrow plans to build a stadium for 30,000 spectators by 2027, the mayor said.",
            ),
            (
                "2023-06-10",
                "Carrow drops stadium",
                "Carrow has scrapped its plan for a new stadium, the mayor said on Thursday; the money goes to "
                "schools.",
            ),
        ),
        (Told("What is Carrow planning to build?", "scrapped", never="by 2027"),),
    ),
    "flowers": (
        (
            ("2023-01-10", "박람회 4월 개최", "두루시는 꽃 박람회를 4월 8일 연다고 밝혔다."),
            ("2023-03-20", "꽃 박람회 연기", "두루시는 한파로 꽃 박람회를 5월 6일로 연기했다고 밝혔다."),
        ),
        (
            Told("두루시 꽃 박람회는 언제 열리나?", "5월 6일", never="4월 8일"),
            Told("두루시 꽃 박람회는 4월 8일에 열리나?", "연기"),
        ),
    ),
    "station": (
        (
            ("2023-01-05", "기차역", "나루역은 2024년 3월에 문을 열 예정이라고 철도공사가 밝혔다."),
            ("2023-08-05", "나루역 개장 늦춰져", "철도공사는 나루역 개장을 2024년 9월로 미뤘다고 밝혔다."),
        ),
        (Told("나루역은 언제 문을 여나?", "9월", never="3월"),),
    ),
    "rink": (
        (
            ("2023-01-10", "Rink", "The Vale ice rink will open on 1 November, the city said."),
            (
                "2023-10-20",
                "Rink delayed",
                "The opening of the Vale ice rink was delayed to 12 December, the city said.",
            ),
        ),
        (
            Told("When does the Vale ice rink open?", "12 December", never="1 November"),
            Told("When was the Vale ice rink originally to open?", "1 November", not_bold="December"),
        ),
    ),
    # What a correction takes back is not told
    "barge": (
        (
            (
                "2023-05-06",
                "Barge sinks on the Isk",
                "A barge with 40 tons of gravel sank on the Isk on Friday. Editor's note: This story originally said "
                "that the barge carried 400 tons of gravel.",
            ),
        ),
        (Told("How many tons of gravel did the barge on the Isk carry?", "40 tons", never="400"),),
    ),
    "museum": (
        (
            (
                "2023-05-06",
                "Vault opened",
                "Thieves took 70 paintings from the Holm museum, police said on Saturday.",
            ),
            (
                "2023-05-08",
                "Correction",
                "An article on Saturday said that thieves took 70 paintings from the Holm museum. "
                "They took 17 paintings.",
            ),
        ),
        (Told("How many paintings were taken from the Holm museum?", "17", never="70"),),
    ),
    "plant": (
        (
            ("2023-05-06", "New plant", "Marl Glass will build its new plant in Ferndale, the firm said."),
            (
                "2023-05-09",
                "Correction: Marl Glass plant",
                "An article on Saturday said that the new plant of Marl Glass will be in Ferndale. "
                "The new plant will be in Hallow.",
            ),
        ),
        (Told("Where will Marl Glass build its new plant?", "Hallow", never="Ferndale"),),
    ),
    "bridge": (
        (
            ("2023-05-06", "다리 공사비", "솔다리 공사비는 90억 원이라고 도로공사가 밝혔다."),
            (
                "2023-05-08",
                "정정보도",
                "본지 6일자 기사에서 솔다리 공사비를 90억 원으로 보도했으나 사실과 달라 바로잡습니다. "
                "솔다리 공사비는 19억 원입니다.",
            ),
        ),
        (Told("솔다리 공사비는 얼마인가?", "19억", never="90억"),),
    ),
    # Who holds an office, and who held it
    "coach": (
        (
            (
                "2018-01-10",
                "Garnet coach",
                "Tomas Wick is the coach of the Garnet Rovers, and he wants to stay.",
            ),
            (
                "2023-01-10",
                "Rovers hire Lowe",
                "The Garnet Rovers have hired Dana Lowe as their new coach, the club said on Tuesday.",
            ),
        ),
        (
            Told("Who is the coach of the Garnet Rovers?", "Dana Lowe", "Tomas Wick", not_bold="Wick"),
            Told("Who coached the Garnet Rovers before Dana Lowe?", "Tomas Wick", not_bold="Lowe"),
        ),
    ),
    "minister": (
        (
            (
                "2016-03-01",
                "Minister speaks",
                "Anna Roth, the minister of fisheries of Alderland, opened the fair on Monday.",
            ),
            (
                "2022-03-01",
                "New cabinet",
                "Emil Hart was named minister of fisheries of Alderland on Tuesday, replacing Anna Roth.",
            ),
            (
                "2023-03-01",
                "Hart resigns",
                "Emil Hart resigned as minister of fisheries of Alderland on Wednesday over a flight.",
            ),
        ),
        (
            Told("Who is the minister of fisheries of Alderland?", "resigned", not_bold="Hart"),
            Told("Who was Emil Hart's predecessor as minister of fisheries?", "Anna Roth", not_bold="Hart"),
        ),
    ),
    "mayor": (
        (
            ("2020-07-01", "한결 구청장 취임", "박서준 구청장이 1일 한결구 구청장으로 취임했다."),
            (
                "2022-07-01",
                "한결구 새 구청장",
                "이도윤 구청장이 1일 박서준 전 구청장에 이어 한결구 구청장으로 취임했다.",
            ),
        ),
        (Told("한결구 구청장은 누구인가?", "이도윤"),),
    ),
    "record": (
        (
            ("2020-01-01", "Record", "The record for the Fell run is 54 minutes, held by Jon Pike."),
            (
                "2023-06-01",
                "Fell run record falls",
                "Mia Storr ran the Fell run in 51 minutes on Sunday, a new record.",
            ),
        ),
        (
            Told("Who holds the record for the Fell run?", "Mia Storr", not_bold="Pike"),
            Told("What was the previous record for the Fell run?", "54 minutes", not_bold="51"),
        ),
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_what_changed_is_told_as_it_is_now(archive: Archive, write_jsonl: Callable[..., Path], name: str) -> None:
    story, expected = STORIES[name]
    rows = [
        {"url": f"https://{name}.example/{at}", "published_at": day, "title": title, "source": "Post", "text": text}
        for at, (day, title, text) in enumerate(story)
    ]
    ingest(archive, [str(write_jsonl(*rows))], QuietListener())
    asker = Asker(archive)
    for told in expected:
        _check(asker.ask(Question(told.question, datetime(2024, 12, 1, tzinfo=UTC))), told)


def _check(answer: Answer, told: Told) -> None:
    quotes = [one.quote for one in answer.citations]
    assert quotes, told
    assert told.leads in quotes[0], told
    assert not told.then or any(told.then in quote for quote in quotes[1:]), told
    assert not told.never or all(told.never not in quote for quote in quotes), told
    assert not told.not_bold or told.not_bold not in (answer.short_answer or ""), told
