"""The feeds that tools write: their dates, character sets and namespaces, and the lists of feeds and addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.core.types import Reject
from clippings.ingest.documents import Item, RawDocument
from clippings.ingest.extraction.extract import ExtractedArticle, extract
from clippings.ingest.sources.files.files import documents
from clippings.ingest.sources.web import feeds, opml, sitemaps, url_list
from clippings.ingest.sources.web.feed_charset import as_declared
from tests.ingest.sources.web.test_feeds import LONG
from tests.ingest.sources.written_files import KOREAN, write

_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom"'
)


def _rss(dates: str, title: str = "Quay shut") -> bytes:
    item = f"<item><title>{title}</title><link>https://quay.example/1</link>{dates}<description>{LONG}</description></item>"
    return f'<rss version="2.0" {_NAMESPACES}><channel><title>Quay</title>{item}</channel></rss>'.encode()


def _rdf(dates: str) -> bytes:
    item = f"<item rdf:about='x'><title>Quay shut</title><link>https://quay.example/1</link>{dates}"
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        f" {_NAMESPACES}>"
        f"<channel><title>Quay</title></channel>{item}<description>{LONG}</description></item></rdf:RDF>"
    ).encode()


def _atom(dates: str) -> bytes:
    entry = (
        f'<entry><title>Quay shut</title><link href="https://quay.example/1"/>{dates}<content>{LONG}</content></entry>'
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title>{entry}</feed>'.encode()


def _read(content: bytes) -> ExtractedArticle:
    [found] = feeds.entries(content, "feed.xml")
    assert isinstance(found, RawDocument)
    return extract(found)


@pytest.mark.parametrize(
    ("content", "published", "modified", "by_change"),
    [
        (_rdf("<dc:date>2023-03-16T08:00:00+09:00</dc:date>"), "2023-03-16 08:00:00+09:00", None, False),
        (_rss("<dc:date>2023-03-16</dc:date>"), "2023-03-16 00:00:00+00:00", None, False),
        (_rss("<dcterms:created>2023-03-16</dcterms:created>"), "2023-03-16 00:00:00+00:00", None, False),
        (
            _rss("<pubDate>Thu, 16 Mar 2023 05:00:00 GMT</pubDate><dc:date>2023-03-17</dc:date>"),
            "2023-03-16 05:00:00+00:00",
            None,
            False,
        ),
        (
            _rss("<pubDate>Thu, 16 Mar 2023 05:00:00 GMT</pubDate><atom:updated>2023-03-18T05:00:00Z</atom:updated>"),
            "2023-03-16 05:00:00+00:00",
            "2023-03-18 05:00:00+00:00",
            False,
        ),
        (
            _rss("<dcterms:modified>2023-03-18T05:00:00Z</dcterms:modified>"),
            "2023-03-18 05:00:00+00:00",
            "2023-03-18 05:00:00+00:00",
            True,
        ),
        (
            _atom("<updated>2023-03-18T05:00:00Z</updated>"),
            "2023-03-18 05:00:00+00:00",
            "2023-03-18 05:00:00+00:00",
            True,
        ),
        (
            _atom("<published>2023-03-16T05:00:00Z</published><updated>2023-03-18T05:00:00Z</updated>"),
            "2023-03-16 05:00:00+00:00",
            "2023-03-18 05:00:00+00:00",
            False,
        ),
    ],
)
def test_a_publication_is_told_from_a_change(
    content: bytes, published: str, modified: str | None, by_change: bool
) -> None:
    read = _read(content)
    assert str(read.published_at) == published
    assert (str(read.modified_at) if read.modified_at else None) == modified
    assert read.is_dated_by_change is by_change


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ("", "none is named"),
        ("<pubDate>soon</pubDate>", "it cannot be read"),
        ("<pubDate>Sat, 16 Mar 2999 05:00:00 GMT</pubDate>", "it lies in the future"),
        ("<pubDate>0001-01-01T00:00:00Z</pubDate>", "it is a placeholder"),
    ],
)
def test_an_undated_article_says_why(dates: str, why: str) -> None:
    read = _read(_rss(dates))
    assert (read.published_at, read.undated) == (None, why)


_KOREAN_FEED = (
    "<?xml version='1.0' encoding='{}'?><rss version='2.0'><channel><title>항구신문</title>"
    "<item><title>항구 폐쇄</title>"
    f"<link>https://quay.example/2</link><description>{KOREAN * 12}</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("declared", "written"), [("utf-8", "cp949"), ("UTF-8", "euc-kr"), ("iso-8859-1", "utf-8"), ("euc-kr", "cp949")]
)
def test_a_feed_in_another_character_set_than_it_declares_is_read(declared: str, written: str) -> None:
    read = _read(_KOREAN_FEED.format(declared).encode(written))
    assert (read.source, read.title, read.language) == ("항구신문", "항구 폐쇄", "ko")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp949"])
def test_a_feed_that_is_what_it_declares_stays_as_it_is(encoding: str) -> None:
    content = _KOREAN_FEED.format(encoding).encode(encoding)
    assert as_declared(content) == content


@pytest.mark.parametrize("root", ["urlset", "sm:urlset", "ns0:urlset", "sitemapindex", "image.x:sitemapindex"])
def test_a_sitemap_is_known_by_its_root_whatever_its_prefix(root: str) -> None:
    assert sitemaps.looks_like_a_sitemap(f"<?xml version='1.0'?><!-- made by a plugin -->\n<{root} xmlns='x'>".encode())
    assert not feeds.looks_like_a_feed(f"<?xml version='1.0'?><{root}>".encode())


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("https://quay.example/1\nhttps://quay.example/2\n", True),
        ("# our pages\n\nhttps://quay.example/1\n", True),
        ("\ufeffhttps://quay.example/1", True),
        ("https://quay.example/1 and more\n", False),
        ("Read on: https://quay.example/1\n", False),
        ("Quay shut\n\nhttps://quay.example/1", False),
        ("", False),
    ],
)
def test_a_text_of_nothing_but_addresses_is_a_list(tmp_path: Path, text: str, is_list: bool) -> None:
    assert url_list.is_list(text.encode()) is is_list
    if not text:
        return
    [found] = documents(write(tmp_path / "list.txt", text), follow_links=lambda *_: iter([_FOLLOWED]))
    assert (found is _FOLLOWED) is is_list


_FOLLOWED: Item = Reject("list.txt", "followed")

_OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Local">
<outline type="rss" xmlUrl="https://quay.example/feed"/><outline type="rss" xmlUrl="https://quay.example/feed"/>
<outline xmlUrl="ftp://quay.example/x"/><outline text="No feed"/></outline></body></opml>"""


def test_the_feeds_of_an_opml_are_followed_once_each(tmp_path: Path) -> None:
    urls, [other] = opml.feeds(_OPML.encode(), "subscriptions.opml")
    assert urls == ["https://quay.example/feed"]
    assert "ftp://quay.example/x" in other.reason
    for name in ("subscriptions.opml", "subscriptions.xml"):
        [found] = documents(write(tmp_path / name, _OPML), follow_links=lambda *_: iter([_FOLLOWED]))
        assert found is _FOLLOWED


@pytest.mark.parametrize("content", ["<opml><body/></opml>", "<opml><body><outline", "<opml>&x;</opml>"])
def test_an_opml_without_feeds_is_a_reject(content: str) -> None:
    urls, rejects = opml.feeds(content.encode(), "a.opml")
    assert not urls
    assert rejects
