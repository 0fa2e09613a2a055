"""A source's time zone: which day its articles are of, where they give none of their own or only UTC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from clippings.core.settings import Settings
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.dates import time_zones
from clippings.ingest.scheduling.config import SourcesFileError, load
from clippings.vectorstore.archive import Archive
from tests.ingest.newspaper import Newspaper
from tests.ingest.quick_archive import run, spec

TOLD = "The port authority approved a dredging plan of 40 million dollars at a meeting before dawn."


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with Archive(Settings(home=home, allow_hosts=("127.0.0.1",), fetch_delay_s=0)) as opened:
        yield opened


def printed(archive: Archive) -> dict[str, tuple[str, str]]:
    """By its headline, each current article's moment in UTC and the day that it is of."""
    return {
        one.title: (f"{one.published_at:%d %H:%M}", f"{one.dated:%Y-%m-%d}")
        for one in archive.catalogue.all_articles()
        if one.published_at and one.dated
    }


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2023-03-16 07:00:00", "2023-03-16T07:00:00+09:00"),  # none given: the paper's own
        ("20230316070000", "2023-03-16T07:00:00+09:00"),
        ("March 16, 2023 7:00", "2023-03-16T07:00:00+09:00"),
        ("2023-03-15T22:00:00Z", "2023-03-16T07:00:00+09:00"),  # UTC: the same moment there
        ("Wed, 15 Mar 2023 22:00:00 GMT", "2023-03-16T07:00:00+09:00"),
        (1678917600, "2023-03-16T07:00:00+09:00"),
        ("2023-03-16T00:30:00+02:00", "2023-03-16T00:30:00+02:00"),  # its own stays
        ("2023-03-16", "2023-03-16T00:00:00+00:00"),  # a day alone is the same everywhere
        ("20230316", "2023-03-16T00:00:00+00:00"),
    ],
)
def test_a_moment_is_told_by_the_clock_of_its_source(written: object, moment: str) -> None:
    found = dates.parse(written)
    assert found
    told = dates.on_the_clock_of(found, time_zones.zone("Asia/Seoul"))
    assert told.isoformat() == moment


def test_a_clock_knows_summer_time() -> None:
    zone = time_zones.zone("America/New_York")
    winter, summer = (dates.parse(f"2023-{month}-10 08:00") for month in ("01", "07"))
    assert winter
    assert summer
    assert [dates.on_the_clock_of(one, zone).isoformat()[-6:] for one in (winter, summer)] == ["-05:00", "-04:00"]


def test_a_zone_may_be_an_offset_and_must_be_one() -> None:
    assert time_zones.zone("-03:30").utcoffset(None) == -time_zones.zone("+03:30").utcoffset(None)  # type: ignore[operator]
    for wrong in ("Seoul", "KST+9", "+9", "../etc/passwd", "+15:00"):
        with pytest.raises(ValueError, match="no time zone such as"):
            time_zones.zone(wrong)


def test_a_wrong_zone_in_the_file_of_sources_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text("sources:\n  - name: Harbour\n    address: news\n    time_zone: Asia/Soul\n")
    with pytest.raises(SourcesFileError, match=r"line 4: source 'Harbour': time_zone: 'Asia/Soul' is no time zone"):
        load(file)


def records(write_jsonl: Callable[..., Path]) -> str:
    moments = {"Naive": "2023-03-16 07:00:00", "In UTC": "2023-03-15T22:00:00Z", "Day": "2023-03-16"}
    rows: list[dict[str, Any]] = [
        {"url": f"https://k.example/{at}", "title": title, "text": f"{TOLD} It begins in {at + 5} weeks, {title} said.",
         "published_at": moment, "source": "Harbour"}
        for at, (title, moment) in enumerate(moments.items())
    ]  # fmt: skip
    return str(write_jsonl(*rows))


def test_what_is_ingested_with_a_zone_is_of_the_papers_day(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    run(archive, spec("Harbour", records(write_jsonl), time_zone="Asia/Seoul"))
    assert printed(archive) == {
        "Naive": ("15 22:00", "2023-03-16"),
        "In UTC": ("15 22:00", "2023-03-16"),
        "Day": ("16 00:00", "2023-03-16"),
    }


def test_an_archive_is_brought_forward_when_a_source_gets_its_zone(
    archive: Archive, write_jsonl: Callable[..., Path]
) -> None:
    path = records(write_jsonl)
    run(archive, spec("Harbour", path))
    assert printed(archive)["In UTC"] == ("15 22:00", "2023-03-15")
    with_zone = spec("Harbour", path, time_zone="Asia/Seoul")
    counts = run(archive, with_zone)[0]
    assert (counts.added, counts.updated, counts.unchanged) == (0, 2, 1)
    assert {title: day for title, (_, day) in printed(archive).items()} == dict.fromkeys(
        ("Naive", "In UTC", "Day"), "2023-03-16"
    )
    assert [one.month for one in archive.catalogue.months()] == ["2023-03"]
    change = archive.catalogue.last_change()
    assert run(archive, with_zone)[0].unchanged == 3
    assert archive.catalogue.last_change() == change, "a third run changes nothing"


def test_articles_that_a_source_no_longer_shows_are_brought_forward_too(
    archive: Archive, write_jsonl: Callable[..., Path]
) -> None:
    for title, moment, more in (
        ("First", "2023-03-15T22:00:00Z", {}),
        ("Second", "2023-03-16T22:00:00Z", {"time_zone": "Asia/Seoul"}),
    ):
        article = {"url": f"https://k.example/{title}", "title": title, "published_at": moment, "source": "Harbour"}
        run(archive, spec("Harbour", write_jsonl({**article, "text": f"{TOLD} It was the {title} plan."}), **more))
    assert printed(archive) == {"First": ("15 22:00", "2023-03-16"), "Second": ("16 22:00", "2023-03-17")}


def test_a_source_that_names_its_clock_later_is_believed(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    article = {"url": "https://k.example/1", "title": "Plan", "text": TOLD, "source": "Harbour"}
    for moment, day in (
        ("2023-03-15T22:00:00Z", "2023-03-15"),
        ("2023-03-16T07:00:00+09:00", "2023-03-16"),
        ("2023-03-15T22:00:00Z", "2023-03-16"),  # a clock is better than none
    ):
        run(archive, spec("Harbour", str(write_jsonl({**article, "published_at": moment}))))
        assert printed(archive)["Plan"] == ("15 22:00", day)


def test_a_page_is_of_its_papers_day(archive: Archive, paper: Newspaper) -> None:
    from tests.ingest.pages import page

    body = f"<p>{TOLD}</p><p>Work begins in June and takes two years, its director said on the quay.</p>"
    head = '<meta property="article:published_time" content="2023-03-15T22:00:00Z">'
    url = paper.put("/a", page(body=body, head=head, headline="Plan approved"))
    run(archive, spec("Harbour", url, time_zone="Asia/Seoul"))
    assert [day for _, day in printed(archive).values()] == ["2023-03-16"]
    assert datetime.fromisoformat("2023-03-15T22:00:00+00:00") == next(archive.catalogue.all_articles()).published_at
