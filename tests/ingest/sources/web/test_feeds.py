"""Feeds: entries that carry their article are read, teasers are refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import extract
from clippings.ingest.sources.web.feeds import entries, looks_like_a_feed

LONG = "The harbour was closed on Thursday after a storm, and the ferries stayed in port until evening. " * 6
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Meridian Wire</title><language>en</language>
<item><title>Harbour closed</title><link>https://wire.example/1</link><pubDate>Thu, 16 Mar 2023 18:30:00 +0900</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{LONG}</p><p>More.</p>]]></content:encoded></item>
<item><title>Only a teaser</title><link>https://wire.example/2</link><description>Read on our site.</description></item>
<item><title>In the summary</title><guid>https://wire.example/3</guid><description>{LONG}</description></item>
</channel></rss>""".encode()
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Orbit</title>
<entry><title>Bridge opens</title><id>tag:orbit,1</id><link href="https://orbit.example/1"/>
<author><name>Ada Lind</name></author>
<published>2023-03-16T09:30:00Z</published><updated>2023-03-17T10:00:00Z</updated>
<content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>""".encode()


def test_an_entry_that_carries_its_article_is_read_with_all_its_fields() -> None:
    found, *_ = entries(RSS, "feed.xml")
    assert isinstance(found, RawDocument)
    assert found.fields["url"] == "https://wire.example/1"
    assert found.fields["title"] == "Harbour closed"
    assert found.fields["source"] == "Meridian Wire"
    assert found.fields["published_at"] == datetime(2023, 3, 16, 9, 30, tzinfo=UTC)
    assert LONG.strip() in found.fields["text"]
    assert found.location == "feed.xml#1"


def test_a_teaser_is_a_reject_that_says_what_to_do() -> None:
    _, teaser, _ = entries(RSS, "feed.xml")
    assert isinstance(teaser, Reject)
    assert teaser.location == "https://wire.example/2"
    assert "teaser" in teaser.reason
    assert "ingest the page itself" in teaser.reason


def test_a_long_summary_and_an_id_serve_where_there_is_nothing_better() -> None:
    *_, found = entries(RSS, "feed.xml")
    assert isinstance(found, RawDocument)
    assert found.fields["url"] == "https://wire.example/3"


_CREDIT = '<p>The post <a href="https://wire.example/1">Harbour closed</a> appeared first on Wire.</p>'
_PICTURE = (
    f'<img srcset="{", ".join(f"https://wire.example/{width}.jpg {width}w" for width in range(100, 2000, 100))}">'
)


@pytest.mark.parametrize(
    "summary",
    [
        f"<p>{LONG} [&#8230;]</p>",
        f"<p>{LONG} [&#8230;]</p>{_CREDIT}",
        f"<p>{LONG} [&#8230;]</p><p>Der Beitrag Hafen erschien zuerst auf Wire.</p>",
        f"<p>{LONG}</p>{_CREDIT}",
        f"<p>{LONG} and the crew...</p>",
        f'<p>{LONG} and the crew &hellip; <a href="https://wire.example/1">Continue reading Harbour closed</a></p>',
        f'<p>{LONG}</p><a href="https://wire.example/1">Read more →</a>',
        f"<p>{LONG}</p><p>続きを読む</p>",
        f"{_PICTURE}<p>The ferry left at nine on Monday.</p>",
        f"{_PICTURE}The ferry left at nine on Monday.",
    ],
)
def test_an_excerpt_is_a_teaser_however_long_it_is(summary: str) -> None:
    [found] = entries(_with(f"<description><![CDATA[{summary}]]></description>"), "feed.xml")
    assert isinstance(found, Reject)


def test_content_that_breaks_off_is_a_teaser_too() -> None:
    [found] = entries(_with(f"<content:encoded><![CDATA[<p>{LONG} […]</p>{_CREDIT}]]></content:encoded>"), "feed.xml")
    assert isinstance(found, Reject)


@pytest.mark.parametrize(
    "body",
    [
        f"<description>Short. [...]</description><content:encoded><![CDATA[<p>{LONG}</p>{_CREDIT}]]></content:encoded>",
        f"<description>{LONG} She asked people to read more.</description>",
        f"<description><![CDATA[<p>{LONG}</p><p>Read more: The harbour of old</p>]]></description>",
        f"<description><![CDATA[<p>“It … was [...] late,” he said.</p><p>{LONG}</p>]]></description>",
    ],
)
def test_an_article_is_no_teaser_for_what_stands_under_it(body: str) -> None:
    [found] = entries(_with(body), "feed.xml")
    assert isinstance(found, RawDocument)


def _with(body: str) -> bytes:
    item = f"<item><title>Harbour closed</title><link>https://wire.example/1</link>{body}</item>"
    declared = 'version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f"<rss {declared}><channel><title>Wire</title>{item}</channel></rss>".encode()


def test_atom_is_read_as_well() -> None:
    [found] = entries(ATOM, "https://orbit.example/feed")
    assert isinstance(found, RawDocument)
    assert (found.fields["source"], found.fields["authors"]) == ("Orbit", ["Ada Lind"])
    assert found.fields["modified_at"] == datetime(2023, 3, 17, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 16 Mar 2023 18:30:00 KST", datetime(2023, 3, 16, 9, 30, tzinfo=UTC)),
        ("2023년 3월 16일 오후 6:30", datetime(2023, 3, 16, 18, 30, tzinfo=UTC)),
        ("2023-03", None),
        ("2023-02-30T10:00:00Z", None),
    ],
)
def test_the_date_of_an_entry_is_what_its_text_says(written: str, moment: datetime | None) -> None:
    found, *_ = entries(RSS.replace(b"Thu, 16 Mar 2023 18:30:00 +0900", written.encode()), "feed.xml")
    assert isinstance(found, RawDocument)
    assert extract(found).published_at == moment


def test_an_entry_without_an_address_keeps_its_own_when_the_feed_moves_on() -> None:
    def feed(*titles: str) -> bytes:
        items = "".join(f"<item><title>{title}</title><description>{LONG}</description></item>" for title in titles)
        return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()

    def addresses(*titles: str) -> list[object]:
        return [
            found.fields["url"]
            for found in entries(feed(*titles), "https://x.example/f")
            if isinstance(found, RawDocument)
        ]

    one, two = addresses("One", "Two")
    assert one != two
    assert addresses("Three", "One", "Two")[1:] == [one, two]


@pytest.mark.parametrize("content", [b"", b"<rss><channel></channel></rss>", b"not xml", RSS[:150], b"\x00\xff" * 50])
def test_a_feed_without_entries_is_a_reject(content: bytes) -> None:
    [found] = entries(content, "feed.xml")
    assert isinstance(found, Reject)
    assert found.location == "feed.xml"
    assert "no feed with entries" in found.reason


def test_a_feed_that_breaks_off_gives_the_entries_before_the_break() -> None:
    found, *_ = entries(RSS[:-200], "feed.xml")
    assert isinstance(found, RawDocument)


def test_feeds_are_told_from_pages_by_their_beginning() -> None:
    assert looks_like_a_feed(RSS)
    assert looks_like_a_feed(ATOM)
    assert not looks_like_a_feed(b"<!DOCTYPE html><html><head><title>Page</title></head></html>")
