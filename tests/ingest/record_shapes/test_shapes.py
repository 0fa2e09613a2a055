"""What the tools that people have write, read without a mapping: text, title, day, outlet and address of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import ExtractedArticle, extract
from clippings.ingest.sources.files.json_records import document
from clippings.ingest.sources.web.links import unfetched

ONE = "The ferry to Aldersea stays in port until May, the harbour master said on Thursday."
TWO = "Its engine broke in the storm, and parts come from Norway."
HTML = f"<p>{ONE}</p>\n<p>{TWO}</p>"
TITLE = "Ferry stays in port"
URL = "https://ledger.example/2023/ferry"


def articles(content: object, name: str = "export.json") -> list[ExtractedArticle]:
    found = []
    for item in document(json.dumps(content).encode(), Path("/news") / name):
        assert isinstance(item, RawDocument), item
        found.append(extract(item))
    return found


SHAPES: dict[str, Any] = {
    "WordPress REST": [
        {
            "id": 5,
            "date": "2023-03-16T08:00:00",
            "date_gmt": "2023-03-15T23:00:00",
            "status": "publish",
            "link": URL,
            "title": {"rendered": TITLE},
            "content": {"rendered": HTML, "protected": False},
            "author": 7,
            "yoast_head_json": {"og_site_name": "The Ledger", "author": "Ada Lind"},
        }
    ],
    "WordPress table": [
        {
            "ID": "9",
            "post_author": "1",
            "post_date": "2023-03-16 08:00:00",
            "post_date_gmt": "2023-03-15 23:00:00",
            "post_title": TITLE,
            "post_content": HTML,
            "post_status": "publish",
            "post_type": "post",
            "guid": URL,
            "publisher": "The Ledger",
            "author": "Ada Lind",
        }
    ],
    "Ghost": {
        "posts": [
            {
                "id": "63",
                "slug": "ferry",
                "title": TITLE,
                "html": HTML,
                "plaintext": f"{ONE} {TWO}",
                "status": "published",
                "visibility": "public",
                "published_at": "2023-03-16T08:00:00.000+09:00",
                "url": URL,
                "authors": [{"id": "1", "name": "Ada Lind"}],
                "site": "The Ledger",
            }
        ],
        "meta": {"pagination": {"page": 1}},
    },
    "Drupal JSON:API": {
        "jsonapi": {"version": "1.0"},
        "data": [
            {
                "type": "node--article",
                "id": "0a1b",
                "links": {"self": {"href": "https://ledger.example/jsonapi/node/article/0a1b"}},
                "attributes": {
                    "title": TITLE,
                    "status": True,
                    "created": "2023-03-16T08:00:00+09:00",
                    "langcode": "en",
                    "path": {"alias": "/2023/ferry", "langcode": "en"},
                    "body": {"value": HTML, "format": "basic_html", "processed": HTML, "summary": ""},
                    "field_byline": "Ada Lind",
                },
                "source": "The Ledger",
            }
        ],
        "included": [{"type": "user--user", "id": "2", "attributes": {"display_name": "ada"}}],
    },
    "Arc XP": {
        "type": "story",
        "_id": "QWE",
        "site": {"site_url": "https://ledger.example"},
        "canonical_url": "/2023/ferry",
        "headlines": {"basic": TITLE},
        "display_date": "2023-03-16T08:00:00+09:00",
        "credits": {"by": [{"type": "author", "name": "Ada Lind"}]},
        "distributor": {"name": "The Ledger", "category": "staff"},
        "content_elements": [
            {"type": "text", "content": ONE},
            {"type": "image", "caption": "A ferry", "url": "https://ledger.example/a.jpg"},
            {"type": "interstitial_link", "content": "Read also: buses", "url": "https://ledger.example/bus"},
            {"type": "text", "content": TWO},
        ],
    },
    "JSON Feed": {
        "version": "https://jsonfeed.org/version/1",
        "title": "The Ledger",
        "home_page_url": "https://ledger.example/",
        "items": [
            {
                "id": "7",
                "url": URL,
                "title": TITLE,
                "content_html": HTML,
                "date_published": "2023-03-16T08:00:00+09:00",
                "author": {"name": "Ada Lind"},
            }
        ],
    },
    "Miniflux": {
        "total": 1,
        "entries": [
            {
                "id": 3,
                "status": "unread",
                "title": TITLE,
                "url": URL,
                "published_at": "2023-03-16T08:00:00+09:00",
                "content": HTML,
                "author": "Ada Lind",
                "feed": {"id": 1, "title": "The Ledger", "site_url": "https://ledger.example"},
            }
        ],
    },
    "FreshRSS": {
        "id": "user/-/state/com.google/reading-list",
        "items": [
            {
                "id": "tag:google.com,2005:reader/item/0005",
                "crawlTimeMsec": "1714550000000",
                "published": 1678924800,
                "title": TITLE,
                "canonical": [{"href": URL}],
                "alternate": [{"href": URL}],
                "summary": {"content": HTML},
                "author": "Ada Lind",
                "origin": {"streamId": "feed/1", "title": "The Ledger"},
            }
        ],
    },
    "newspaper4k": {
        "url": URL,
        "source_url": "https://ledger.example",
        "title": TITLE,
        "authors": ["Ada Lind"],
        "publish_date": "2023-03-16T08:00:00+09:00",
        "top_image": "https://ledger.example/a.jpg",
        "meta_site_name": "The Ledger",
        "text": f"{ONE}\n\n{TWO}",
    },
    "fundus": [
        {
            "title": TITLE,
            "authors": ["Ada Lind"],
            "publishing_date": "2023-03-16 08:00:00+09:00",
            "publisher": "The Ledger",
            "html": {"requested_url": URL, "responded_url": URL, "content": "<html></html>"},
            "body": {"summary": [ONE], "sections": [{"headline": [], "paragraphs": [TWO]}]},
        }
    ],
    "NewsAPI": {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            {
                "source": {"id": None, "name": "The Ledger"},
                "author": "Ada Lind",
                "title": TITLE,
                "description": "Short.",
                "url": URL,
                "publishedAt": "2023-03-16T08:00:00Z",
                "content": f"{ONE}\n\n{TWO}",
            }
        ],
    },
    "Event Registry": {
        "articles": {
            "page": 1,
            "results": [
                {
                    "uri": "75",
                    "lang": "eng",
                    "dateTime": "2023-03-16T08:00:00Z",
                    "dateTimePub": "2023-03-16T07:00:00Z",
                    "url": URL,
                    "title": TITLE,
                    "body": f"{ONE}\n\n{TWO}",
                    "source": {"uri": "ledger.example", "title": "The Ledger"},
                    "authors": [{"uri": "ada", "name": "Ada Lind"}],
                }
            ],
        }
    },
    "ninjs 2": {
        "uri": URL,
        "type": "text",
        "versioncreated": "2023-03-16T08:00:00+09:00",
        "pubstatus": "usable",
        "headlines": [{"role": "main", "value": TITLE}],
        "bodies": [{"contenttype": "text/html", "value": HTML}, {"contenttype": "text/plain", "value": f"{ONE} {TWO}"}],
        "by": "Ada Lind",
        "infosources": [{"name": "The Ledger"}],
    },
    "AP": {
        "data": {
            "items": [
                {
                    "meta": {"products": [1]},
                    "item": {
                        "uri": URL,
                        "altids": {"itemid": "ab12"},
                        "versioncreated": "2023-03-16T08:00:00+09:00",
                        "pubstatus": "usable",
                        "headline": TITLE,
                        "bylines": [{"by": "By Ada Lind"}],
                        "body_nitf": f"<block>{HTML}</block>",
                        "provider": "The Ledger",
                    },
                }
            ]
        }
    },
    "Elasticsearch": {
        "took": 3,
        "hits": {
            "total": {"value": 1},
            "hits": [
                {
                    "_index": "news",
                    "_id": "77",
                    "_source": {
                        "headline": TITLE,
                        "body": f"{ONE}\n\n{TWO}",
                        "date": 1678924800000,
                        "url": URL,
                        "publication": "The Ledger",
                        "byline": "By Ada Lind",
                    },
                }
            ],
        },
    },
    "mongoexport": [
        {
            "_id": {"$oid": "64120a"},
            "headline": TITLE,
            "body": f"{ONE}\n\n{TWO}",
            "pub_date": {"$date": {"$numberLong": "1678924800000"}},
            "views": {"$numberInt": "12"},
            "url": URL,
            "outlet": "The Ledger",
            "author": "Ada Lind",
        }
    ],
    "schema.org": {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": TITLE,
                "articleBody": f"{ONE}\n\n{TWO}",
                "datePublished": "2023-03-16T08:00:00+09:00",
                "author": [{"@type": "Person", "name": "Ada Lind"}],
                "publisher": {"@type": "Organization", "name": "The Ledger"},
                "mainEntityOfPage": {"@id": URL},
            }
        ],
    },
    "Contentful": {
        "sys": {"type": "Array"},
        "items": [
            {
                "sys": {"id": "x9", "updatedAt": "2023-04-01T00:00:00Z"},
                "source": "The Ledger",
                "fields": {
                    "title": TITLE,
                    "url": URL,
                    "publishDate": "2023-03-16",
                    "author": {"sys": {}, "fields": {"name": "Ada Lind"}},
                    "body": {
                        "nodeType": "document",
                        "content": [
                            {
                                "nodeType": "paragraph",
                                "content": [
                                    {"nodeType": "text", "value": "The ferry to "},
                                    {
                                        "nodeType": "hyperlink",
                                        "data": {"uri": "https://ledger.example/aldersea"},
                                        "content": [{"nodeType": "text", "value": "Aldersea"}],
                                    },
                                    {"nodeType": "text", "value": " stays in port until May, "},
                                    {"nodeType": "text", "value": "the harbour master said on Thursday."},
                                ],
                            },
                            {"nodeType": "embedded-asset-block", "data": {}, "content": []},
                            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": TWO}]},
                        ],
                    },
                },
            }
        ],
    },
    "Editor.js": {
        "title": TITLE,
        "url": URL,
        "date": "2023-03-16",
        "author": "Ada Lind",
        "source": "The Ledger",
        "content": {
            "time": 1678924800000,
            "blocks": [{"type": "paragraph", "data": {"text": ONE}}, {"type": "paragraph", "data": {"text": TWO}}],
        },
    },
    "Portable Text": {
        "title": TITLE,
        "url": URL,
        "publishedAt": "2023-03-16",
        "author": {"name": "Ada Lind"},
        "source": "The Ledger",
        "body": [
            {"_type": "block", "children": [{"_type": "span", "text": ONE[:20]}, {"_type": "span", "text": ONE[20:]}]},
            {"_type": "image", "asset": {"_ref": "image-1"}},
            {"_type": "block", "children": [{"_type": "span", "text": TWO}]},
        ],
    },
    "a GraphQL answer": {
        "data": {
            "stories": {
                "edges": [
                    {
                        "cursor": "a",
                        "node": {
                            "headline": TITLE,
                            "url": URL,
                            "datePublished": "2023-03-16",
                            "body": f"{ONE}\n\n{TWO}",
                            "byline": "By Ada Lind",
                            "site": {"name": "The Ledger"},
                        },
                    }
                ]
            }
        }
    },
    "records by their ids": {
        "exported": {
            "a1": {"title": TITLE, "url": URL, "date": "2023-03-16", "text": f"{ONE}\n\n{TWO}", "author": "Ada Lind",
                   "source": "The Ledger"}
        }
    },
    "trafilatura": {
        "title": TITLE,
        "author": "Ada Lind",
        "hostname": "ledger.example",
        "date": "2023-03-16",
        "fingerprint": "f0",
        "text": f"{ONE}\n\n{TWO}",
        "filedate": "2024-05-01",
        "source": URL,
        "source-hostname": "The Ledger",
    },
    "NewsBlur": {
        "stories": [
            {
                "story_title": TITLE,
                "story_permalink": URL,
                "story_date": "2023-03-16 08:00:00",
                "story_authors": "Ada Lind",
                "story_feed_title": "The Ledger",
                "story_content": HTML,
                "read_status": 0,
            }
        ]
    },
    "Korean columns": [
        {"기사 제목": TITLE, "언론사": "The Ledger", "날짜": "2023-03-16", "기자": "Ada Lind", "링크": URL,
         "기사 내용": "", "본문": f"{ONE}\n\n{TWO}"}
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_known_shape_gives_text_title_day_outlet_address_and_author(name: str) -> None:
    [article] = articles(SHAPES[name])
    assert article.text == f"{ONE}\n\n{TWO}"
    assert article.title == TITLE
    assert article.published_at is not None
    assert f"{article.published_at:%Y-%m-%d}" == "2023-03-16"
    assert article.source == "The Ledger"
    assert article.url == URL
    assert article.authors == ("Ada Lind",)


def test_the_papers_own_offset_is_kept_where_local_time_and_utc_are_given() -> None:
    [article] = articles(SHAPES["WordPress REST"])
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2023-03-16T08:00:00+09:00"


def test_an_item_with_a_urn_is_the_same_article_in_whichever_file_it_comes() -> None:
    item = {"uri": "urn:newsml:wire.example:2023:1", "versioncreated": "2023-03-16T08:00:00Z", "headline": TITLE,
            "body_text": ONE}  # fmt: skip
    one, other = (articles(item, name)[0] for name in ("a.json", "b.json"))
    assert one.url == other.url == "urn:newsml:wire.example:2023:1"
    assert one.source == "wire.example"


def reason(record: object) -> str:
    [item] = map(unfetched, document(json.dumps(record).encode(), Path("/news/export.json")))
    assert isinstance(item, Reject)
    return item.reason


@pytest.mark.parametrize(
    "said",
    [
        {"status": "draft"},
        {"status": "Pending"},
        {"post_status": "auto-draft"},
        {"status": "trash"},
        {"draft": True},
        {"is_draft": "yes"},
        {"published": False, "date": "2023-03-16"},
        {"visibility": "private"},
        {"status": "비공개"},
        {"pubstatus": "stat:withheld"},
        {"embargoed": "2999-01-01T00:00:00Z"},
        {"status": "future", "date": "2999-01-01"},
        {"status": "scheduled"},
        {"post_type": "attachment"},
    ],
)
def test_what_is_not_published_is_no_article(said: dict[str, object]) -> None:
    assert any(word in reason({"title": TITLE, "text": ONE, **said}) for word in ("publish", "embargo", "no article"))


@pytest.mark.parametrize(
    "said",
    [
        {"status": "publish"},
        {"status": "ok"},
        {"status": "unread"},
        {"status": 1},
        {"published": "2023-03-16"},
        {"published": True},
        {"draft": False},
        {"visibility": "members"},
        {"embargoed": "2020-01-01T00:00:00Z"},
        {"status": "future", "date": "2020-01-01"},
        {"state": "Oregon"},
    ],
)
def test_what_is_published_is_an_article(said: dict[str, object]) -> None:
    [article] = articles({"title": TITLE, "text": ONE, **said})
    assert article.text == ONE


@pytest.mark.parametrize("cut", ["… [+2219 chars]", " [1204 chars]", "... [+12 characters]", " […]"])
def test_a_text_that_an_api_cut_off_is_told_as_cut(cut: str) -> None:
    assert "cut off" in reason({"title": TITLE, "content": ONE[:40] + cut, "url": URL})
    assert URL in reason({"title": TITLE, "content": ONE[:40] + cut, "url": URL})


def test_a_record_that_is_not_understood_is_told_with_its_keys_and_the_lines_to_write() -> None:
    said = reason({"kop": TITLE, "meta": {"verhaal": ONE}, "gepubliceerd": "2023-03-16"})
    assert "kop, meta.verhaal, gepubliceerd" in said
    assert "fields: {text: meta.verhaal}" in said


def test_dotted_paths_of_the_admin_are_followed() -> None:
    record = {"kop": TITLE, "meta": {"verhaal": ONE, "dag": "2023-03-16"}}
    names = {"text": ("meta.verhaal",), "title": ("kop",), "published_at": ("meta.dag",)}
    [item] = document(json.dumps(record).encode(), Path("/news/export.json"), names)
    assert isinstance(item, RawDocument)
    assert item.fields == {"title": TITLE, "text": ONE, "published_at": "2023-03-16"}


@pytest.mark.parametrize("missing", ["nan", "NULL", "None", "#N/A", "N/A", "<NA>", "[Removed]", float("nan"), "", None])
def test_what_stands_for_a_missing_value_is_neither_text_nor_title(missing: object) -> None:
    assert "it has no text" in reason({"title": TITLE, "text": missing})
    [article] = articles({"title": missing, "text": ONE, "source": missing, "author": missing})
    assert (article.title, article.authors, article.source) == (ONE, (), "news")


def test_a_record_with_only_a_summary_or_an_address_says_so() -> None:
    assert "only a summary" in reason({"title": TITLE, "url": URL, "description": ONE})
    assert "only names an address" in reason({"title": TITLE, "url": URL, "seendate": "20230316T090000Z"})


def test_comments_below_an_article_are_no_articles() -> None:
    [article] = articles({"title": TITLE, "text": ONE, "comments": [{"author": "x", "title": "Re", "body": "First!"}]})
    assert article.text == ONE
    empty = {
        "title": TITLE,
        "url": URL,
        "text": "",
        "comments": [{"title": "Re", "body": "First!", "date": "2023-03-16"}],
    }
    assert "text is empty" in reason(empty)


def test_a_whole_page_in_a_record_is_read_as_a_page() -> None:
    page = f"<!DOCTYPE html><html><body><nav>Home</nav><article><h1>{TITLE}</h1>{HTML * 2}</article></body></html>"
    [item] = document(json.dumps({"url": URL, "html": page, "date": "2023-03-16"}).encode(), Path("/news/export.json"))
    assert isinstance(item, RawDocument)
    assert item.kind == "html"
    assert ONE in extract(item).text
