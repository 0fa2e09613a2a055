# ruff: noqa: E501 - the inputs have long lines
"""Tables, bookmarks and lists whose rows only name addresses: their pages are fetched as those of any web source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from clippings.core.settings import Settings
from clippings.ingest.pipeline import ingest
from clippings.ingest.sources.web import bookmarks, url_list
from clippings.ingest.sources.web.links import Link
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.newspaper import Newspaper
from tests.ingest.quick_archive import current_urls
from tests.ingest.sources.test_reader import news_page
from tests.ingest.sources.written_files import write


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with Archive(Settings(home=home, allow_hosts=("127.0.0.1",), fetch_delay_s=0)) as opened:
        yield opened


_TABLES = {
    "pocket.csv": "title,url,time_added,tags,status\nOne,{one},1649750400,,unread\nTwo,{two},1649750400,a|b,archive\n",
    "instapaper.csv": "URL,Title,Selection,Folder,Timestamp\n{one},One,,Unread,1649750400\n{two},Two,,Unread,1649750401\n",
    "raindrop.csv": "id,title,note,excerpt,url,folder,created\n1,One,,The harbour,{one},a,2022-04-12T06:00:00Z\n"
    "2,Two,,The bridge,{two},a,2022-04-12T06:00:00Z\n",
    "mediacloud.csv": "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "x,2024-01-01,en,a,a,2022-04-12,One,{one}\ny,2024-01-01,en,a,a,2022-04-12,Two,{two}\n",
    "gdelt.gkg.csv": "1\t20220412060000\t1\tp\t{one}\tX\n2\t20220412060000\t1\tp\t{two}\tY\n",
    "list.txt": "# to read\n{one} | One\n{two}\n",
    "list.md": "# To read\n\n- [One]({one})\n- {two}\n",
    "bookmarks.html": "<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE><DL><p>"
    '<DT><A HREF="{one}" ADD_DATE="1649750400">One</A><DT><A HREF="{two}">Two</A><DT><A HREF="{one}">Again</A></DL>',
    "ril_export.html": "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
    '<li><a href="{one}" time_added="1649750400" tags="">One</a></li><li><a href="{two}">Two</a></li></ul></body></html>',
}


@pytest.mark.parametrize("name", _TABLES)
def test_the_pages_are_fetched_and_dated_by_themselves(
    archive: Archive, paper: Newspaper, listener: QuietListener, tmp_path: Path, name: str
) -> None:
    one, two = (paper.put(f"/{number}", news_page(number)) for number in (1, 2))
    path = write(tmp_path / name, _TABLES[name].format(one=one, two=two))
    counts = ingest(archive, [str(path)], listener, defer_vectors=True)
    assert (counts.added, counts.rejected) == (2, 0), listener
    assert sorted(current_urls(archive)) == [one, two]
    assert sorted(paper.asked) == ["/1", "/2"]


def test_records_that_only_name_a_page_are_fetched_between_those_that_have_a_text(
    archive: Archive, paper: Newspaper, listener: QuietListener, tmp_path: Path
) -> None:
    page = paper.put("/1", news_page(1))
    records = [
        {"title": "Bridge", "url": "https://p.example/b", "text": "The bridge was closed on Monday, the mayor said."},
        {"title": "One", "url": page, "seendate": "20220412T060000Z", "domain": "p.example"},
        {"title": "Gone", "url": f"{paper.url}/gone", "description": "The ferry stays in port until the end of May."},
    ]
    path = write(tmp_path / "a.json", json.dumps({"articles": records}))
    counts = ingest(archive, [str(path)], listener, defer_vectors=True)
    assert (counts.added, counts.rejected) == (2, 1)
    assert sorted(current_urls(archive)) == sorted([page, "https://p.example/b"])


def test_addresses_of_the_local_network_stay_refused(
    home: Path, paper: Newspaper, listener: QuietListener, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", f"title,url\nOne,{paper.put('/1', news_page(1))}\n")
    with Archive(Settings(home=home)) as archive:
        counts = ingest(archive, [str(path)], listener, defer_vectors=True)
    assert (counts.added, counts.rejected) == (0, 1)
    assert paper.asked == []


def test_when_a_page_was_saved_is_no_date_of_it() -> None:
    saved = (
        b'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://p.example/1" ADD_DATE="1649750400">One</A></DL>'
    )
    assert list(bookmarks.links(saved)) == [Link("https://p.example/1", {"title": "One"})]


@pytest.mark.parametrize(
    ("page", "is_list"),
    [
        (b"<ul><li><a href='https://p.example/1' time_added='1'>One</a></ul>", True),
        (b"<p>The mayor opened <a href='https://p.example/1'>the bridge</a>.</p>", False),
        (b"<title>Pocket money is up</title><a href='https://p.example/1'>One</a>", False),
    ],
)
def test_bookmarks_are_told_from_pages(page: bytes, is_list: bool) -> None:
    assert bookmarks.looks_like_bookmarks(page) is is_list


@pytest.mark.parametrize(
    ("line", "url", "title"),
    [
        ("https://p.example/1", "https://p.example/1", ""),
        ("- https://p.example/1", "https://p.example/1", ""),
        ("2. <https://p.example/1>", "https://p.example/1", ""),
        ("* [The bridge](https://p.example/1)", "https://p.example/1", "The bridge"),
        ("https://p.example/a|b | The bridge | today", "https://p.example/a|b", "The bridge | today"),
        ("https://p.example/1\tThe bridge", "https://p.example/1", "The bridge"),
    ],
)
def test_a_line_of_a_list_is_an_address_and_perhaps_a_title(line: str, url: str, title: str) -> None:
    assert list(url_list.links(line.encode(), "a.urls")) == [Link(url, {"title": title} if title else {})]
