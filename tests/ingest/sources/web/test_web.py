"""Web addresses: pages, and the feeds, sitemaps and lists that name them; each page once, none in vain."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.documents import Item, RawDocument, Unchanged
from clippings.ingest.http.fetch import Fetcher
from clippings.ingest.http.ssrf_guard import AddressRule
from clippings.ingest.sources.options import ReadOptions, pattern
from clippings.ingest.sources.web import sitemaps
from clippings.ingest.sources.web.known_pages import Remembered
from clippings.ingest.sources.web.web import WebReader
from tests.ingest.newspaper import Newspaper
from tests.ingest.pages import page
from tests.ingest.sources.web.test_feeds import LONG, RSS
from tests.ingest.sources.written_files import raw

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)


class Memory(dict[str, Remembered]):
    """Remembers what was read, as the catalogue does when it has become an article."""

    def recall(self, url: str) -> Remembered | None:
        return self.get(url)

    def learn(self, items: list[Item], reader: WebReader, at: datetime = NOW) -> None:
        for item in items:
            if isinstance(item, RawDocument) and item.validators:
                self[item.validators.url] = Remembered(item.validators, f"article of {item.location}", 1, at)
        for validators, count in reader.containers:
            self[validators.url] = Remembered(validators, "", count, at)


Read = Callable[..., tuple[list[Item], WebReader]]


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def read(memory: Memory) -> Iterator[Read]:
    with Fetcher(AddressRule(allow_local=True), delay_s=0, sleep=lambda _: None) as fetcher:

        def documents(
            url: str, options: ReadOptions | None = None, now: datetime = NOW, whole: bool = False
        ) -> tuple[list[Item], WebReader]:
            reader = WebReader(fetcher, memory, options or ReadOptions(), whole, lambda: now)
            return [*reader.documents(url), *reader.look_again()], reader

        yield documents


def pages(items: list[Item]) -> list[RawDocument]:
    return [item for item in items if isinstance(item, RawDocument)]


def rejects(items: list[Item]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


def sitemap(*urls: str, lastmod: str = "") -> str:
    entries = "".join(f"<url><loc>{url}</loc>{f'<lastmod>{lastmod}</lastmod>' * bool(lastmod)}</url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def test_a_page_comes_with_its_address_and_its_host(paper: Newspaper, read: Read) -> None:
    url = paper.put("/page", page())
    [found], _ = read(url)
    assert isinstance(found, RawDocument)
    assert (found.kind, found.content, found.location) == ("html", page().encode(), url)
    assert (found.fallback_url, found.fallback_source) == (url, "127.0.0.1")


def test_a_page_that_moved_has_the_address_where_it_is_now(paper: Newspaper, read: Read) -> None:
    paper.put("/page", page())
    [found], _ = read(paper.redirect("/moved", "/page"))
    assert isinstance(found, RawDocument)
    assert (found.location, found.fallback_url) == (f"{paper.url}/moved", f"{paper.url}/page")


def test_a_page_that_has_not_changed_costs_a_question_and_no_page(paper: Newspaper, read: Read, memory: Memory) -> None:
    url = paper.put("/page", page(), etag='"1"')
    memory.learn(*read(url))
    assert read(url)[0] == [Unchanged(url, f"article of {url}")]


def test_what_cannot_be_fetched_is_unavailable(paper: Newspaper, read: Read) -> None:
    with pytest.raises(SourceUnavailable, match="404"):
        read(f"{paper.url}/missing")


def test_entries_with_their_article_are_taken_from_the_feed_and_teasers_from_their_pages(
    paper: Newspaper, read: Read
) -> None:
    paper.put("/2", page())
    url = paper.put("/feed", RSS.replace(b"https://wire.example/2", f"{paper.url}/2".encode()), "application/rss+xml")
    items, reader = read(url)
    assert [item.location for item in pages(items)] == [f"{url}#1", f"{url}#3", f"{paper.url}/2"]
    teaser = pages(items)[2]
    assert (teaser.kind, teaser.content, teaser.fields["title"]) == ("html", page().encode(), "Only a teaser")
    assert not reader.is_whole  # what a feed no longer shows need not be gone


def test_a_page_of_a_feed_that_cannot_be_fetched_is_a_reject_and_the_rest_go_on(paper: Newspaper, read: Read) -> None:
    feed = f"<rss><channel><item><link>{paper.url}/gone</link></item><item><link>/here</link></item></channel></rss>"
    paper.put("/here", page())
    items, _ = read(paper.put("/feed", feed, "text/xml"))
    assert [reject.location for reject in rejects(items)] == [f"{paper.url}/gone"]
    assert "404" in rejects(items)[0].reason
    assert [item.location for item in pages(items)] == [f"{paper.url}/here"]


def test_a_feed_that_has_not_changed_is_as_many_documents_as_it_was(
    paper: Newspaper, read: Read, memory: Memory
) -> None:
    paper.put("/2", page())
    feed = RSS.replace(b"https://wire.example/2", f"{paper.url}/2".encode())
    url = paper.put("/feed", feed, "text/xml", etag='"1"')
    memory.learn(*read(url))
    assert read(url)[0] == [Unchanged(url, "", 3)]
    assert len(read(url, whole=True)[0]) == 3


def test_a_page_whose_feed_says_nothing_new_is_not_asked_for_until_the_next_day(
    paper: Newspaper, read: Read, memory: Memory
) -> None:
    paper.put("/a", page(), etag='"1"')
    feed = f"<rss><channel><item><title>One</title><link>{paper.url}/a</link></item></channel></rss>"
    url = paper.put("/feed", feed, "text/xml")
    memory.learn(*read(url))
    assert (
        read(url)[0]
        == read(url, now=NOW + timedelta(hours=23))[0]
        == [Unchanged(f"{paper.url}/a", f"article of {paper.url}/a", asked=False)]
    )
    assert paper.asked.count("/a") == 1
    read(url, now=NOW + timedelta(hours=25))
    assert paper.asked.count("/a") == 2
    paper.put("/feed", feed.replace("One", "Two"), "text/xml")
    read(url)
    assert paper.asked.count("/a") == 3


def test_a_sitemap_gives_its_pages_the_latest_first_with_what_it_says_of_them(paper: Newspaper, read: Read) -> None:
    news = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc>{paper.url}/old</loc><lastmod>2023-01-01</lastmod></url>
        <url><loc>{paper.url}/new</loc><lastmod>2023-03-16</lastmod><news:news>
        <news:publication><news:name>The Ledger</news:name><news:language>en</news:language></news:publication>
        <news:publication_date>2023-03-16T09:30:00+09:00</news:publication_date><news:title>Storm</news:title>
        </news:news></url></urlset>"""
    paper.put("/old", page())
    paper.put("/new", page())
    items, _ = read(paper.put("/news.xml", news, "application/xml"))
    assert [item.location for item in items] == [f"{paper.url}/new", f"{paper.url}/old"]
    assert pages(items)[0].fields == {
        "title": "Storm",
        "published_at": "2023-03-16T09:30:00+09:00",
        "source": "The Ledger",
        "language": "en",
    }


def test_the_title_and_the_date_of_a_picture_or_a_film_are_not_the_articles(paper: Newspaper, read: Read) -> None:
    news = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">
        <url><loc>{paper.put("/a", page())}</loc><news:news><news:title>Storm</news:title></news:news>
        <image:image><image:title>The mayor in a hat</image:title></image:image>
        <video:video><video:publication_date>2019-01-01</video:publication_date></video:video></url></urlset>"""
    items, _ = read(paper.put("/news.xml", news, "application/xml"))
    assert pages(items)[0].fields == {"title": "Storm"}


def test_a_sitemap_that_breaks_off_or_is_too_long_is_read_as_far_as_it_goes_and_told(
    paper: Newspaper, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = [paper.put(f"/{number}", page()) for number in range(3)]
    whole = sitemap(*urls)
    items, reader = read(paper.put("/cut.xml", whole[: whole.index(urls[2]) + 5], "text/xml"))
    assert [item.location for item in pages(items)] == urls[:2]
    assert [reject.location for reject in rejects(items)] == [f"{paper.url}/cut.xml"]
    assert "only its first 2 addresses can be read" in rejects(items)[0].reason
    assert not reader.is_whole
    monkeypatch.setattr(sitemaps, "_MOST_LINKS", 2)
    items, reader = read(paper.put("/long.xml", whole, "text/xml"))
    assert "only its first 2 addresses were read" in rejects(items)[0].reason
    assert not reader.is_whole
    assert read(paper.put("/full.xml", sitemap(*urls[:2]), "text/xml"))[1].is_whole


def test_an_index_leads_to_its_sitemaps_also_packed_and_never_in_circles(paper: Newspaper, read: Read) -> None:
    below = [f"{paper.url}/{name}" for name in ("index.xml", "a.xml.gz", "missing.xml", "b.xml")]
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in below)
    index = paper.put("/index.xml", f"<sitemapindex>{entries}</sitemapindex>", "text/xml")
    paper.put("/a.xml.gz", gzip.compress(sitemap(f"{paper.url}/1").encode()), "application/gzip")
    paper.put("/b.xml", sitemap(f"{paper.url}/1", f"{paper.url}/2"), "text/xml")
    for path in ("/1", "/2"):
        paper.put(path, page())
    items, _ = read(index)
    assert sorted(item.location for item in pages(items)) == [f"{paper.url}/1", f"{paper.url}/2"]
    assert [reject.location for reject in rejects(items)] == [f"{paper.url}/missing.xml"]


def test_a_sitemap_that_dates_its_pages_is_believed(paper: Newspaper, read: Read, memory: Memory) -> None:
    paper.put("/a", page())
    url = paper.put("/map.xml", sitemap(f"{paper.url}/a", lastmod="2023-03-16"), "text/xml")
    memory.learn(*read(url))
    assert read(url, now=NOW + timedelta(days=400))[0] == [
        Unchanged(f"{paper.url}/a", f"article of {paper.url}/a", asked=False)
    ]
    paper.put("/map.xml", sitemap(f"{paper.url}/a", lastmod="2023-03-17"), "text/xml")
    assert len(pages(read(url)[0])) == 1


def test_one_run_fetches_no_more_than_it_may_and_the_next_goes_on_from_there(
    paper: Newspaper, read: Read, memory: Memory
) -> None:
    urls = [paper.put(f"/{number}", page()) for number in range(5)]
    url = paper.put("/map.xml", sitemap(*urls, lastmod="2023-03-16"), "text/xml")
    left = []
    for _ in range(3):
        items, reader = read(url, ReadOptions(max_items=2))
        memory.learn(items, reader)
        left.append([reject.reason.split()[0] for reject in rejects(items)])
        assert reader.is_whole == (not rejects(items))
    assert left == [["3"], ["1"], []]
    assert sorted(path for path in paper.asked if path != "/map.xml") == [f"/{number}" for number in range(5)]


def test_only_wanted_pages_are_fetched(paper: Newspaper, read: Read) -> None:
    urls = [paper.put(f"/{name}", page()) for name in ("news/1", "news/2", "sport/1")]
    url = paper.put("/map.xml", sitemap(*urls), "text/xml")
    options = ReadOptions(include=(pattern("*/news/*"),), exclude=(pattern(r"re:/2$"),))
    assert [item.location for item in read(url, options)[0]] == urls[:1]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/feed+json"),
        ('{"title": "Storm", "text": "The ferry left."}', "application/json"),
        ('{"title": "Storm"}\n{"title": "Calm"}\n', "text/plain"),
        ('[{"title": "Storm"}]', "text/html"),
    ],
)
def test_json_is_a_reject_and_no_page(paper: Newspaper, read: Read, body: str, kind: str) -> None:
    url = paper.put("/map.xml", sitemap(paper.put("/a", body, kind)), "text/xml")
    [found], _ = read(url)
    assert isinstance(found, Reject)
    assert "json" in found.reason.lower()


@pytest.mark.parametrize("body", ["[Seoul] The ferry left.", "{ferry} left", "[1] The ferry left."])
def test_text_that_begins_with_a_bracket_is_text(paper: Newspaper, read: Read, body: str) -> None:
    assert len(pages(read(paper.put("/a", body, "text/plain"))[0])) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_feeds_and_sitemaps_in_utf_16_are_recognised(paper: Newspaper, read: Read, encoding: str) -> None:
    feed = RSS.decode().replace("utf-8", "utf-16").replace("https://wire.example/2", paper.put("/2", page()))
    items, _ = read(paper.put("/feed", feed.encode(encoding), "application/rss+xml"))
    assert [item.fields["title"] for item in pages(items)] == ["Harbour closed", "In the summary", "Only a teaser"]
    items, _ = read(paper.put("/map.xml", sitemap(paper.put("/3", page())).encode(encoding), "text/xml"))
    assert [item.location for item in pages(items)] == [f"{paper.url}/3"]


def test_a_list_of_addresses_is_read_with_its_faults(paper: Newspaper, memory: Memory) -> None:
    paper.put("/1", page())
    url = paper.put(
        "/list.txt", f"# ours\n{paper.url}/1\n\n{paper.url}/1\nnonsense\nfile:///etc/passwd\n", "text/plain"
    )
    with Fetcher(AddressRule(allow_local=True), delay_s=0) as fetcher:
        items = list(WebReader(fetcher, memory, ReadOptions()).documents(url, "url_list"))
    assert [item.location for item in pages(items)] == [f"{paper.url}/1"]
    assert [reject.location for reject in rejects(items)] == [f"{url}:5", f"{url}:6"]


def test_a_page_where_a_feed_or_a_sitemap_was_named_is_a_reject(paper: Newspaper, memory: Memory) -> None:
    url = paper.put("/a", page())
    with Fetcher(AddressRule(allow_local=True), delay_s=0) as fetcher:
        reader = WebReader(fetcher, memory, ReadOptions())
        assert "no feed with entries" in rejects(list(reader.documents(url, "feed")))[0].reason
        assert "no sitemap" in rejects(list(reader.documents(url, "sitemap")))[0].reason


_BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
{}]>""".format("\n".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)))


@pytest.mark.parametrize(
    "body",
    [
        "<urlset><url><loc>http://a.example/&m;</loc></url></urlset>",
        "<rss><channel><title>x</title><item><title>&m;</title><description>&m;</description></item></channel></rss>",
    ],
)
def test_an_xml_entity_bomb_does_not_go_off(paper: Newspaper, read: Read, body: str) -> None:
    began = datetime.now(UTC)
    items, _ = read(paper.put("/bomb.xml", _BOMB + body, "text/xml"))
    assert rejects(items)
    assert not pages(items)
    assert datetime.now(UTC) - began < timedelta(seconds=5)


def test_an_outside_entity_is_not_loaded(paper: Newspaper, read: Read) -> None:
    paper.put("/secret", "secret")
    body = f"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY w SYSTEM
    "{paper.url}/secret">]><urlset><url><loc>{paper.url}/a&f;&w;</loc></url></urlset>"""
    items, _ = read(paper.put("/map.xml", body, "text/xml"))
    assert "root:" not in str(items)
    assert "/secret" not in paper.asked


def test_a_feed_of_ten_thousand_entries_is_read_as_far_as_one_run_may_and_the_rest_is_told(
    paper: Newspaper, read: Read
) -> None:
    entry = f"<item><title>T</title><link>https://w.example/{{}}</link><description>{LONG}</description></item>"
    items = "".join(entry.format(number) for number in range(10_000))
    found, reader = read(paper.put("/feed", f"<rss><channel>{items}</channel></rss>", "application/rss+xml"))
    assert len(pages(found)) == 2_000
    assert [reject.reason.split()[0] for reject in rejects(found)] == ["8000"]
    assert not reader.is_whole


_FRONT = (
    '<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments">'
    '<link rel="alternate" type="application/rss+xml" href="/feed"></head><body>{}</body></html>'
)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Ledger</h1><p>All the news of the coast.</p>",
        "".join(
            f'<div><h3><a href="/{n}">Headline of story {n}</a></h3><p>{"A teaser. " * 9}</p></div>' for n in range(6)
        ),
    ],
)
@pytest.mark.parametrize("path", ["/", "/local"])
def test_a_front_or_section_page_leads_to_its_feed(read: Read, paper: Newspaper, body: str, path: str) -> None:
    paper.put("/feed", RSS.replace(b"https://wire.example", paper.url.encode()), "application/rss+xml")
    for number in (1, 2, 3):
        paper.put(f"/{number}", page(head=""))
    items, reader = read(paper.put(path, _FRONT.format(body)))
    if path == "/local" and "<h3>" not in body:
        assert [item.location for item in items] == [paper.url + path]
        return
    assert f"{paper.url}/feed" in reader.notes[0]
    assert sorted(one.fallback_url for one in raw(items)) == [f"{paper.url}/{number}" for number in (1, 2, 3)]


def test_an_article_that_names_the_site_s_feed_is_still_the_article(read: Read, paper: Newspaper) -> None:
    paper.put("/feed", RSS, "application/rss+xml")
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    items, reader = read(paper.put("/news/a", page(head=head)))
    assert ([one.location for one in items], reader.notes) == ([f"{paper.url}/news/a"], [])


def test_a_front_page_whose_feed_is_gone_is_a_reject_that_names_it(read: Read, paper: Newspaper) -> None:
    items, _ = read(paper.put("/", _FRONT.format("<h1>Ledger</h1>")))
    [found] = items
    assert isinstance(found, Reject)
    assert (found.kind, f"{paper.url}/feed" in found.reason) == ("section page", True)


def test_the_further_pages_of_a_story_are_read_with_the_first(read: Read, paper: Newspaper) -> None:
    head = '<link rel="canonical" href="{0}/long"><link rel="next" href="{0}/long?page={1}">'
    for number in (1, 2):
        paper.put("/long" if number == 1 else f"/long?page={number}", page(head=head.format(paper.url, number + 1)))
    paper.put("/long?page=3", page(head=f'<link rel="next" href="{paper.url}/other">'))
    items, _ = read(f"{paper.url}/long")
    assert [one.location for one in raw(items)] == [f"{paper.url}/long{end}" for end in ("", "?page=2", "?page=3")]
    assert "/other" not in paper.asked


def test_a_plain_list_of_addresses_on_the_web_is_followed(read: Read, paper: Newspaper) -> None:
    one = paper.put("/1", page(head=""))
    items, _ = read(paper.put("/sitemap.txt", f"{one}\n", "text/plain"))
    assert [item.location for item in items] == [one]


def test_an_opml_on_the_web_leads_to_its_feeds(read: Read, paper: Newspaper) -> None:
    feed = paper.put("/feed", RSS.replace(b"https://wire.example", paper.url.encode()), "text/xml")
    gone = f"{paper.url}/gone"
    content = f'<opml version="2.0"><body><outline xmlUrl="{gone}"/><outline xmlUrl="{feed}"/></body></opml>'
    items, _ = read(paper.put("/feeds.opml", content, "text/x-opml"))
    assert isinstance(items[0], Reject)
    assert items[0].location == gone
    assert any(one.fallback_url == f"{paper.url}/1" for one in raw(items))
