"""Of the captures of a page, the latest stands, in whatever order, file and run they come."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from clippings.core.settings import Settings
from clippings.ingest.pipeline import Counts, ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.newspaper import Newspaper
from tests.ingest.pages import page

URL = "https://ledger.example/mill"


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with Archive(Settings(home=home, allow_hosts=("127.0.0.1",), fetch_delay_s=0)) as opened:
        yield opened


def _warc(path: Path, *captures: tuple[str, str], url: str = URL) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        for day, text in captures:
            body = page(body=f"<p>{text}</p>" * 3, head="").encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": f"{day}T10:00:00Z"},
            )
            writer.write_record(record)
    return path


def _take_in(archive: Archive, *inputs: object) -> Counts:
    return ingest(archive, [str(one) for one in inputs], QuietListener(), defer_vectors=True)


def _shown(archive: Archive) -> str:
    [article] = archive.catalogue.all_articles()
    return next(word for word in ("twelve", "seven", "two") if word in article.text)


TEXTS = {
    "2023-03-15": "Police said that twelve people were hurt in the explosion at the mill by the river in Bren.",
    "2023-03-16": "Police said that seven people were hurt in the explosion at the mill by the river in Bren.",
    "2023-03-17": "Police said that two people were hurt in the explosion at the mill by the river in Bren.",
}


@pytest.mark.parametrize("order", list(itertools.permutations(TEXTS)))
@pytest.mark.parametrize("in_one_file", [True, False])
def test_the_latest_capture_stands(archive: Archive, tmp_path: Path, order: tuple[str, ...], in_one_file: bool) -> None:
    captures = [(day, TEXTS[day]) for day in order]
    if in_one_file:
        _take_in(archive, _warc(tmp_path / "all.warc", *captures))
    else:
        for number, capture in enumerate(captures):
            _take_in(archive, _warc(tmp_path / f"{number}.warc", capture))
    assert _shown(archive) == "two"


def test_an_earlier_text_that_a_page_shows_again_later_is_back_and_one_between_is_not(
    archive: Archive, tmp_path: Path
) -> None:
    first, second, _ = TEXTS.values()
    _take_in(archive, _warc(tmp_path / "1.warc", ("2023-03-15", first), ("2023-03-16", second)))
    _take_in(archive, _warc(tmp_path / "2.warc", ("2023-03-20", first)))
    assert _shown(archive) == "twelve"
    counts = _take_in(archive, _warc(tmp_path / "3.warc", ("2023-03-18", second)))
    assert (counts.updated, _shown(archive)) == (0, "twelve")


def test_the_same_text_seen_later_keeps_an_older_one_away(archive: Archive, tmp_path: Path) -> None:
    first, second, _ = TEXTS.values()
    _take_in(archive, _warc(tmp_path / "1.warc", ("2023-03-15", first)))
    _take_in(archive, _warc(tmp_path / "2.warc", ("2023-03-20", first)))
    counts = _take_in(archive, _warc(tmp_path / "3.warc", ("2023-03-17", second)))
    assert (counts.older, counts.updated, _shown(archive)) == (1, 0, "twelve")


def test_a_capture_is_older_than_what_its_server_gives_today(
    archive: Archive, tmp_path: Path, paper: Newspaper
) -> None:
    url = paper.put("/mill", page(body=f"<p>{TEXTS['2023-03-17']}</p>" * 3, head=""))
    _take_in(archive, url)
    counts = _take_in(archive, _warc(tmp_path / "old.warc", ("2023-03-15", TEXTS["2023-03-15"]), url=url))
    assert (counts.older, counts.updated, _shown(archive)) == (1, 0, "two")
