"""What one run remembers for the next: nothing is fetched twice, and nothing is lost when it ends halfway."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.deduplication.test_near_duplicates import story
from tests.ingest.newspaper import Newspaper
from tests.ingest.pages import page
from tests.ingest.quick_archive import current_urls, outcome, run, spec
from tests.ingest.sources.test_books_and_pdf import pdf
from tests.ingest.sources.web.test_web import sitemap
from tests.ingest.test_pipeline import StopsAfter


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with Archive(Settings(home=home, allow_hosts=("127.0.0.1",), fetch_delay_s=0)) as opened:
        yield opened


def news_page(number: int) -> str:
    body = "".join(f"<p>{sentence}</p>" for sentence in story(number, 6))
    return page(body=body, head="", headline=f"Story {number}")


def test_a_page_costs_one_fetch_until_it_changes(archive: Archive, paper: Newspaper, listener: QuietListener) -> None:
    url = paper.put("/a", news_page(1), etag='"1"')
    assert ingest(archive, [url], listener, defer_vectors=True).added == 1
    again = ingest(archive, [url], listener, defer_vectors=True)
    assert (again.seen, again.unchanged) == (1, 1)
    assert "if-none-match" in paper.headers[-1]
    paper.put("/a", news_page(2), etag='"2"')
    assert ingest(archive, [url], listener, defer_vectors=True).updated == 1


def test_a_page_that_goes_back_to_its_earlier_text_is_followed(
    archive: Archive, paper: Newspaper, listener: QuietListener
) -> None:
    for number, said in ((1, "added"), (2, "updated"), (1, "updated"), (2, "updated")):
        url = paper.put("/a", news_page(number))
        assert getattr(ingest(archive, [url], listener, defer_vectors=True), said) == 1
        assert ingest(archive, [url], listener, defer_vectors=True).unchanged == 1


def test_a_page_of_which_two_sources_say_different_things_does_not_change_with_every_run(
    archive: Archive, paper: Newspaper
) -> None:
    link = paper.put("/a", news_page(1))
    feeds = [
        spec(
            name,
            paper.put(
                f"/{name}",
                f"<rss><channel><title>Paper</title><item><title>A</title><link>{link}</link>"
                f"<pubDate>{day} Mar 2023 05:00:00 GMT</pubDate></item></channel></rss>",
                "text/xml",
            ),
        )
        for name, day in (("News", 16), ("Sport", 17))
    ]
    assert [outcome(run(archive, feed)[0]) for feed in feeds] == [(1, 0, 0, 0, 0), (0, 1, 0, 0, 0)]
    for feed in [*feeds, *feeds]:
        assert outcome(run(archive, feed)[0]) == (0, 0, 1, 0, 0)


def test_a_pdf_has_its_feed_s_date_and_the_title_that_either_has(archive: Archive, paper: Newspaper) -> None:
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>Thu, 16 Mar 2023 05:00:00 GMT</pubDate></item>"
        for title, link in (
            ("", paper.put("/1", pdf(["The harbour was closed."], title="Storm"), "application/pdf")),
            ("Bridge", paper.put("/2", pdf(["The bridge was opened."], title="Template 7"), "application/pdf")),
        )
    )
    url = paper.put("/feed", f"<rss><channel><title>Port</title>{items}</channel></rss>", "text/xml")
    assert outcome(run(archive, spec("Port", url))[0]) == (2, 0, 0, 0, 0)
    found = {(article.title, str(article.published_at)) for article in archive.catalogue.all_articles()}
    assert found == {("Storm", "2023-03-16 05:00:00+00:00"), ("Bridge", "2023-03-16 05:00:00+00:00")}
    assert outcome(run(archive, spec("Port", url))[0]) == (0, 0, 2, 0, 0)


def test_an_unchanged_page_is_counted_under_its_outlet(
    archive: Archive, paper: Newspaper, listener: QuietListener
) -> None:
    url = paper.put("/a", news_page(1), etag='"1"')
    (first,) = ingest(archive, [url], listener, defer_vectors=True).sources
    again = ingest(archive, [url], listener, defer_vectors=True)
    assert again.unchanged == 1
    assert list(again.sources) == [first]


def test_a_page_that_is_to_be_read_otherwise_is_fetched_anew(
    archive: Archive, paper: Newspaper, listener: QuietListener
) -> None:
    url = paper.put("/a", news_page(1), etag='"1"')
    ingest(archive, [url], listener, defer_vectors=True)
    assert ingest(archive, [url], listener, "The Ledger", defer_vectors=True).updated == 1
    assert archive.catalogue.sources()[0].name == "The Ledger"


def test_a_feed_and_its_pages_are_free_when_nothing_changed(archive: Archive, paper: Newspaper) -> None:
    links = "".join(f"<item><title>{n}</title><link>{paper.put(f'/{n}', news_page(n))}</link></item>" for n in range(3))
    url = paper.put("/feed", f"<rss><channel>{links}</channel></rss>", "text/xml", etag='"1"')
    source = spec("Wire", url)
    assert outcome(run(archive, source)[0]) == (3, 0, 0, 0, 0)
    asked = len(paper.asked)
    counts, _ = run(archive, source)
    assert (counts.seen, counts.unchanged) == (3, 3)
    assert paper.asked[asked:] == ["/feed"]


def test_a_feed_of_which_something_failed_is_read_again(archive: Archive, paper: Newspaper) -> None:
    links = "".join(f"<item><title>{n}</title><link>{paper.url}/{n}</link></item>" for n in range(2))
    paper.put("/0", news_page(0))
    url = paper.put("/feed", f"<rss><channel>{links}</channel></rss>", "text/xml", etag='"1"')
    source = spec("Wire", url)
    assert outcome(run(archive, source)[0]) == (1, 0, 0, 0, 1)
    paper.put("/1", news_page(1))
    assert outcome(run(archive, source)[0]) == (1, 0, 1, 0, 0)
    assert archive.catalogue.rejects() == []


def test_a_feed_that_is_to_be_read_otherwise_is_read_although_it_has_not_changed(
    archive: Archive, paper: Newspaper
) -> None:
    links = "".join(f"<item><title>{n}</title><link>{paper.put(f'/{n}', news_page(n))}</link></item>" for n in range(3))
    url = paper.put("/feed", f"<rss><channel>{links}</channel></rss>", "text/xml", etag='"1"')
    assert outcome(run(archive, spec("Wire", url, exclude="*/1"))[0])[0] == 2
    assert outcome(run(archive, spec("Wire", url))[0])[0] == 1


def test_a_stop_ends_the_run_and_is_no_reject(archive: Archive, paper: Newspaper) -> None:
    class Enough(ClippingsError):
        pass

    def sleep(_seconds: float) -> None:
        raise Enough("Enough.")

    down = paper.fail("/down", 503)
    with pytest.raises(Enough):
        run(archive, spec("Two", down, paper.put("/good", news_page(1))), sleep=sleep)
    assert archive.catalogue.rejects() == []


def test_files_have_no_limit_but_the_admin_s_own(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(f'{{"text": "Ship {n} came in.", "id": "{n}"}}\n' for n in range(5)))
    counts, _ = run(archive, spec("Few", path, max_items=3))
    assert (counts.added, counts.rejected) == (3, 1)
    assert "only the first 3" in archive.catalogue.rejects()[0].reason
    assert outcome(run(archive, spec("All", path))[0]) == (2, 0, 3, 0, 0)


def test_a_run_that_ends_halfway_is_taken_up_without_loss(archive: Archive, paper: Newspaper) -> None:
    urls = [paper.put(f"/{n}", news_page(n), etag=f'"{n}"') for n in range(103)]
    address = paper.put("/map.xml", sitemap(*urls), "text/xml", etag='"m"')
    with pytest.raises(KeyboardInterrupt):
        ingest(archive, [address], StopsAfter(1), defer_vectors=True)
    assert len(current_urls(archive)) == 100
    counts = ingest(archive, [address], QuietListener(), defer_vectors=True)
    assert (counts.seen, counts.added, counts.unchanged) == (103, 3, 100)


def entry(number: int, url: str, text: str) -> str:
    return f"<item><title>Story {number}</title><link>{url}</link><description>{text}</description></item>"


def full_text_feed(urls: list[str]) -> str:
    items = "".join(entry(number, url, " ".join(story(number, 12))) for number, url in enumerate(urls))
    return f"<rss><channel>{items}</channel></rss>"


@pytest.mark.parametrize(("kind", "written"), [("url_list", "\n".join), ("sitemap", lambda urls: sitemap(*urls))])
def test_a_list_longer_than_one_run_may_fetch_is_read_to_its_end_and_then_in_turns(
    archive: Archive, paper: Newspaper, kind: str, written: Callable[[list[str]], str]
) -> None:
    urls = [paper.put(f"/{number}", news_page(number)) for number in range(10)]
    source = spec("Long", paper.put("/list", written(urls), "text/xml"), kind=kind, max_items=3)
    runs = []
    for _ in range(6):
        asked = len(paper.asked)
        counts, _notes = run(archive, source)
        runs.append(
            (counts.added, counts.unchanged, counts.rejected, [int(path[1:]) for path in paper.asked[asked + 1 :]])
        )
    assert runs == [
        (3, 0, 1, [0, 1, 2]),
        (3, 3, 1, [3, 4, 5]),
        (3, 6, 1, [6, 7, 8]),
        (1, 9, 0, [9, 0, 1]),
        (0, 10, 0, [2, 3, 4]),
        (0, 10, 0, [5, 6, 7]),
    ]


def test_pages_without_an_article_do_not_keep_the_others_from_their_turn(archive: Archive, paper: Newspaper) -> None:
    paper.put("/0", "<html><body></body></html>")
    urls = [f"{paper.url}/0", f"{paper.url}/1", *(paper.put(f"/{number}", news_page(number)) for number in (2, 3))]
    source = spec("Long", paper.put("/list", "\n".join(urls), "text/plain"), kind="url_list", max_items=2)
    assert [run(archive, source)[0].added for _ in range(3)] == [0, 2, 0]
    assert paper.asked.count("/1") == 2


def test_a_feed_with_more_articles_than_one_run_may_read_is_read_to_its_end(archive: Archive, paper: Newspaper) -> None:
    urls = [f"https://wire.example/{number}" for number in range(10)]
    source = spec("Wire", paper.put("/feed", full_text_feed(urls), "text/xml"), max_items=5)
    assert [outcome(run(archive, source)[0]) for _ in range(3)] == [(5, 0, 0, 0, 1), (5, 0, 5, 0, 0), (0, 0, 10, 0, 0)]
    paper.put("/feed", full_text_feed(urls).replace("Story 9", "Corrected"), "text/xml")
    assert outcome(run(archive, source)[0]) == (0, 1, 9, 0, 0)


def test_several_lists_of_a_source_share_what_one_run_may_fetch_with_new_pages_first(
    archive: Archive, paper: Newspaper
) -> None:
    urls = [paper.put(f"/{number}", news_page(number)) for number in range(4)]
    first = paper.put("/a", sitemap(*urls[:2]), "text/xml")
    second = paper.put("/b", sitemap(*urls[2:]), "text/xml")
    source = spec("Two", first, second, max_items=2)
    assert [run(archive, source)[0].added for _ in range(2)] == [2, 2]


def test_a_page_without_an_article_is_not_remembered_as_one(archive: Archive, paper: Newspaper) -> None:
    url = paper.put("/a", "<html><body></body></html>", etag='"1"')
    assert run(archive, spec("One", url))[0].rejected == 1
    assert run(archive, spec("One", url))[0].rejected == 1


def test_a_sitemap_or_a_list_in_a_file_leads_to_pages(archive: Archive, paper: Newspaper, tmp_path: Path) -> None:
    paper.put("/1", news_page(1))
    paper.put("/2", news_page(2))
    (tmp_path / "map.xml").write_text(sitemap(f"{paper.url}/1"))
    (tmp_path / "more.urls").write_text(f"{paper.url}/2\n")
    (tmp_path / "links.txt").write_text(f"{paper.url}/2\n")
    counts = ingest(archive, [str(tmp_path / "map.xml"), str(tmp_path / "more.urls")], QuietListener(), None, True)
    assert (counts.added, counts.rejected) == (2, 0)
    assert outcome(run(archive, spec("List", tmp_path / "links.txt", kind="url_list"))[0])[2:] == (1, 0, 0)


def test_a_source_says_the_language_and_the_name_of_what_does_not(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("story,when\n1234 5678,2023-03-16\n")
    fields = {"text": "story", "published_at": ["when"]}
    source = spec("Old", tmp_path / "a.csv", fields=fields, language="nl", source="The Ledger")
    assert outcome(run(archive, source)[0])[0] == 1
    [article] = archive.catalogue.articles([1])
    assert (article.source, article.language, article.text) == ("The Ledger", "nl", "1234 5678")
    assert article.published_at is not None


def test_every_fault_of_the_web_is_a_reject_with_a_reason_and_the_rest_is_unharmed(
    archive: Archive, paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = {
        paper.fail("/500", 500): "500",
        f"{paper.url}/404": "404",
        paper.redirect("/loop", "/loop"): "redirects more than",
        paper.redirect("/inside", "http://192.168.1.1/"): "local network",
        paper.bomb("/bomb", 30_000_000): "larger than 20 MB",
        paper.put("/50mb", b"x" * 50_000_000): "larger than 20 MB",
        paper.put("/picture", b"x", "image/png"): "image/png",
        paper.put("/private/1", news_page(1)): "robots.txt disallows",
        "http://127.0.0.2:9/": "local network",
        "http://no-such-name.invalid/": "cannot be found",
    }
    paper.put("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    good = paper.put("/good", news_page(2))
    listener = QuietListener()
    counts = ingest(archive, [*faults, good], listener, None, True)
    assert (counts.seen, counts.added, counts.rejected) == (len(faults) + 1, 1, len(faults))
    for reject in listener.rejects:
        assert faults[reject.location] in reject.reason
    assert {reject.location for reject in archive.catalogue.rejects()} == set(faults)


def test_a_page_that_a_feed_announces_is_looked_at_again_within_a_day_and_an_hour(
    archive: Archive, paper: Newspaper
) -> None:
    item = f"<item><title>1</title><pubDate>Fri, 17 Mar 2023 10:00:00 GMT</pubDate><link>{paper.url}/1</link></item>"
    paper.put("/1", news_page(1))
    url = paper.put("/feed", f"<rss><channel>{item}</channel></rss>", "text/xml")
    start = datetime(2026, 3, 1, tzinfo=UTC)
    run(archive, spec("Wire", url), now=lambda: start)
    paper.put("/1", news_page(2))
    updated = [run(archive, spec("Wire", url), now=partial(_after, start, hour))[0].updated for hour in range(1, 26)]
    assert sum(updated) == 1


def test_a_page_is_looked_at_again_the_next_day_also_when_its_feed_has_not_changed_at_all(
    archive: Archive, paper: Newspaper
) -> None:
    item = f"<item><title>1</title><link>{paper.put('/1', news_page(1), etag='1')}</link></item>"
    url = paper.put("/feed", f"<rss><channel>{item}</channel></rss>", "text/xml", etag='"1"')
    start = datetime(2026, 3, 1, tzinfo=UTC)
    run(archive, spec("Wire", url), now=lambda: start)
    paper.put("/1", news_page(2), etag="2")
    updated = [run(archive, spec("Wire", url), now=partial(_after, start, hour))[0].updated for hour in range(1, 26)]
    assert (sum(updated), paper.asked.count("/1")) == (1, 2)


def _after(start: datetime, hours: int) -> datetime:
    return start + timedelta(hours=hours)
