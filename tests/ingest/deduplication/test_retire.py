"""What a complete source no longer has leaves the answers, stays in the catalogue, and comes back when seen again."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clippings.core.settings import Settings
from clippings.ingest.deduplication.retire import bring_back
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.deduplication.test_near_duplicates import story
from tests.ingest.newspaper import Newspaper
from tests.ingest.quick_archive import current_urls, outcome, run, spec
from tests.ingest.sources.test_reader import news_page
from tests.ingest.sources.web.test_web import sitemap


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with Archive(Settings(home=home, allow_local_addresses=True, fetch_delay_s=0)) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four articles."""
    news = tmp_path / "news"
    news.mkdir()
    for number in range(4):
        put(news, number)
    return news


def put(folder: Path, number: int, text: str = "") -> Path:
    path = folder / f"{number}.txt"
    path.write_text(f"Ferry {number} sails\n\n{text or ' '.join(story(number, 4))}", "utf-8")
    return path


def test_an_article_that_is_gone_is_retired_and_comes_back_when_it_is_seen_again(
    archive: Archive, folder: Path
) -> None:
    source = spec("Ledger", folder, complete=True)
    assert outcome(run(archive, source)[0]) == (4, 0, 0, 0, 0)
    gone = folder / "2.txt"
    content = gone.read_text("utf-8")
    gone.unlink()
    assert outcome(run(archive, source)[0]) == (0, 0, 3, 1, 0)
    assert gone.as_uri() not in current_urls(archive)
    assert archive.lexical.count() == archive.catalogue.counts()[1]
    assert archive.catalogue.counts()[0] == 3
    with archive.catalogue.writing() as writer:
        assert [version.is_current for version in writer.versions(gone.as_uri())] == [False]
    assert outcome(run(archive, source)[0]) == (0, 0, 3, 0, 0)
    gone.write_text(content, "utf-8")
    assert outcome(run(archive, source)[0]) == (0, 1, 3, 0, 0)
    assert len(current_urls(archive)) == 4
    assert archive.lexical.count() == archive.catalogue.counts()[1]


def test_an_article_that_comes_back_with_other_words_is_its_next_version(archive: Archive, folder: Path) -> None:
    source = spec("Ledger", folder, complete=True)
    run(archive, source)
    (folder / "2.txt").unlink()
    run(archive, source)
    path = put(folder, 2, "The ferry sails again, the harbour master said.")
    assert outcome(run(archive, source)[0]) == (0, 1, 3, 0, 0)
    with archive.catalogue.writing() as writer:
        assert [version.is_current for version in writer.versions(path.as_uri())] == [False, True]


def test_what_comes_back_is_the_version_that_was_shown_last(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    article = {"url": "https://ledger.example/ferry", "text": "Nine ships wait.", "published_at": "2023-03-16"}
    corrected = {**article, "text": "Twelve boats wait.", "published_at": "2023-03-15"}
    ingest(archive, [str(write_jsonl(article, corrected))], QuietListener(), defer_vectors=True)
    with archive.catalogue.writing() as writer:
        writer.set_aside(writer.versions(article["url"])[-1].id)
        assert bring_back(writer, article["url"])
        assert [version.is_current for version in writer.versions(article["url"])] == [False, True]


def test_a_source_that_does_not_say_that_it_is_complete_retires_nothing(archive: Archive, folder: Path) -> None:
    run(archive, spec("Ledger", folder))
    (folder / "2.txt").unlink()
    assert outcome(run(archive, spec("Ledger", folder))[0]) == (0, 0, 3, 0, 0)
    assert len(current_urls(archive)) == 4
    assert outcome(run(archive, spec("Ledger", folder, complete=True))[0])[3] == 1  # it was known to hold them


def test_more_than_half_is_kept_until_someone_confirms_it(archive: Archive, folder: Path) -> None:
    source = spec("Ledger", folder, complete=True)
    run(archive, source)
    for number in range(3):
        (folder / f"{number}.txt").unlink()
    counts, notes = run(archive, source)
    assert outcome(counts) == (0, 0, 1, 0, 0)
    assert "3 of its 4" in notes[0]
    assert "--retire" in notes[0]
    assert len(current_urls(archive)) == 4
    counts, notes = run(archive, source, retire=True)
    assert (counts.deleted, notes) == (3, [])
    assert len(current_urls(archive)) == 1


@pytest.mark.parametrize("trouble", ["a reject", "a missing folder", "too much for one run"])
def test_a_source_that_was_not_read_whole_retires_nothing(archive: Archive, folder: Path, trouble: str) -> None:
    source = spec("Ledger", folder, complete=True)
    run(archive, source)
    (folder / "2.txt").unlink()
    if trouble == "a reject":
        (folder / "3.txt").write_bytes(b"\x00\x01")
    elif trouble == "a missing folder":
        folder.rename(folder.with_name("elsewhere"))
    else:
        put(folder, 5)
        source = spec("Ledger", folder, complete=True, max_items=3)
    counts, notes = run(archive, source, retire=True)
    assert counts.deleted == 0
    assert "not read whole" in notes[0]
    assert len(current_urls(archive)) >= 4


def test_a_folder_that_cannot_be_looked_into_keeps_its_articles(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, below = spec("Ledger", folder, complete=True), folder / "below"
    below.mkdir()
    put(below, 5)
    run(archive, source)
    scandir = os.scandir

    def refuse(path: str | Path = ".") -> Iterator[os.DirEntry[str]]:
        if Path(path) == below:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    with monkeypatch.context() as locked:
        locked.setattr(os, "scandir", refuse)
        counts, notes = run(archive, source)
    assert outcome(counts) == (0, 0, 4, 0, 1)
    assert "not read whole" in notes[0]
    assert [reject.location for reject in archive.catalogue.rejects()] == [str(below)]
    assert outcome(run(archive, source)[0]) == (0, 0, 5, 0, 0)
    assert archive.catalogue.rejects() == []


def test_other_sources_keep_what_they_hold(archive: Archive, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    put(other, 9)
    run(archive, spec("Ledger", folder, complete=True))
    run(archive, spec("Other", other, complete=True))
    (folder / "0.txt").unlink()
    assert outcome(run(archive, spec("Ledger", folder, complete=True))[0])[3] == 1
    assert (other / "9.txt").as_uri() in current_urls(archive)


def test_a_page_that_leaves_the_sitemap_is_retired_and_unchanged_ones_are_not(
    archive: Archive, paper: Newspaper
) -> None:
    urls = [paper.put(f"/{number}", news_page(number), etag=f'"{number}"') for number in range(3)]
    address = paper.put("/map.xml", sitemap(*urls), "text/xml", etag='"map"')
    source = spec("Site", address, complete=True)
    assert outcome(run(archive, source)[0]) == (3, 0, 0, 0, 0)
    assert outcome(run(archive, source)[0]) == (0, 0, 3, 0, 0)
    paper.put("/map.xml", sitemap(*urls[:2]), "text/xml")
    assert outcome(run(archive, source)[0]) == (0, 0, 2, 1, 0)
    paper.put("/map.xml", sitemap(*urls), "text/xml")
    assert outcome(run(archive, source)[0]) == (0, 1, 2, 0, 0)  # the server says that it has not changed: it is back
    assert current_urls(archive) == urls


def test_a_sitemap_that_breaks_off_retires_nothing(archive: Archive, paper: Newspaper) -> None:
    urls = [paper.put(f"/{number}", news_page(number), etag=f'"{number}"') for number in range(5)]
    whole = sitemap(*urls)
    source = spec("Site", paper.put("/map.xml", whole, "text/xml"), complete=True)
    run(archive, source)
    paper.put("/map.xml", whole[: whole.index(urls[3]) + 5], "text/xml")
    counts, notes = run(archive, source)
    assert (counts.deleted, counts.rejected) == (0, 1)
    assert "not read whole" in notes[0]
    assert current_urls(archive) == urls


def test_an_article_that_another_source_still_has_stays(archive: Archive, folder: Path) -> None:
    first, second = spec("Ledger", folder, complete=True), spec("Post", folder)
    run(archive, first)
    run(archive, second)
    (folder / "2.txt").unlink()
    assert outcome(run(archive, first)[0]) == (0, 0, 3, 0, 0)
    assert (folder / "2.txt").as_uri() in current_urls(archive)


def feed(*urls: str) -> str:
    items = "".join(f"<item><title>Story</title><link>{url}</link></item>" for url in urls)
    return f"<rss><channel>{items}</channel></rss>"


@pytest.fixture
def site(paper: Newspaper) -> list[str]:
    """Five pages in `/map.xml`."""
    urls = [paper.put(f"/{number}", news_page(number), etag=f'"{number}"') for number in range(5)]
    paper.put("/map.xml", sitemap(*urls), "text/xml")
    return urls


def test_a_feed_keeps_an_article_for_as_long_as_it_shows_it(
    archive: Archive, paper: Newspaper, site: list[str]
) -> None:
    whole, wire = spec("Site", f"{paper.url}/map.xml", complete=True), spec("Wire", f"{paper.url}/feed")
    paper.put("/feed", feed(*site[3:]), "text/xml")
    run(archive, whole)
    run(archive, wire)
    paper.put("/map.xml", sitemap(*site[:3]), "text/xml")
    assert run(archive, whole)[0].deleted == 0  # the feed shows them still
    paper.put("/feed", feed(*site[:2], site[4]), "text/xml")
    run(archive, wire)
    assert run(archive, whole)[0].deleted == 1
    assert current_urls(archive) == [*site[:3], site[4]]


def test_a_complete_source_keeps_its_articles_also_when_its_last_run_saw_few(
    archive: Archive, paper: Newspaper, site: list[str]
) -> None:
    first = spec("Site", f"{paper.url}/map.xml", complete=True)
    second = spec("Other", paper.put("/other.xml", sitemap(*site), "text/xml"), complete=True)
    run(archive, first)
    run(archive, second)
    paper.put("/other.xml", sitemap(*site)[:-150], "text/xml")
    run(archive, second)
    paper.put("/map.xml", sitemap(*site[:3]), "text/xml")
    assert run(archive, first)[0].deleted == 0
    paper.put("/other.xml", sitemap(*site[:3]), "text/xml")
    assert run(archive, second)[0].deleted == 2


@pytest.mark.parametrize(("status", "deleted"), [(404, 1), (410, 1), (403, 0), (500, 0)])
def test_a_page_of_a_complete_list_that_its_server_no_longer_has_is_gone(
    archive: Archive, paper: Newspaper, site: list[str], status: int, deleted: int
) -> None:
    source = spec("Site", f"{paper.url}/map.xml", complete=True)
    run(archive, source)
    paper.fail("/4", status, retry_after="999")
    counts, notes = run(archive, source)
    assert (counts.deleted, counts.rejected, len(notes)) == (deleted, 1, 1 - deleted)
    assert current_urls(archive) == site[: 5 - deleted]
    paper.put("/4", news_page(4))
    assert run(archive, source)[0].updated == deleted
    assert current_urls(archive) == site


def test_a_sitemap_that_its_index_names_and_the_server_does_not_have_retires_nothing(
    archive: Archive, paper: Newspaper, site: list[str]
) -> None:
    index = f"<sitemapindex><sitemap><loc>{paper.url}/map.xml</loc></sitemap></sitemapindex>"
    source = spec("Site", paper.put("/index.xml", index, "text/xml"), complete=True)
    run(archive, source)
    paper.fail("/map.xml", 404)
    assert run(archive, source, retire=True)[0].deleted == 0
    assert current_urls(archive) == site
