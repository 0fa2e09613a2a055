"""What a page says about its article is taken from where it is right; what it does not say is unknown."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from clippings.ingest.extraction.html.page import parts
from tests.ingest.pages import HEADLINE, PARAGRAPHS, page

URL = "https://www.harbour-ledger.example/a/storm"
ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def fields(head: str = "", body: str = "", headline: str = HEADLINE, url: str = URL) -> dict[str, Any]:
    return parts(page(head or " ", body or ARTICLE, headline), url)[0]


def linked(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def day(found: dict[str, Any]) -> date | None:
    moment = found.get("published_at")
    return moment.date() if isinstance(moment, datetime) else None


@pytest.mark.parametrize(
    "json",
    [
        '{"@type": "NewsArticle", "datePublished": "2023-03-16"}',
        '{"@type": "https://schema.org/OpinionNewsArticle", "datePublished": "2023-03-16"}',
        '{"@type": "LiveBlogPosting", "datePublished": "2023-03-16"}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2023-03-16"}}',
        '{"@graph": [{"@type": "WebSite"}, {"@type": "WebPage", "datePublished": "2023-03-16"}]}',
        '[[{"@type": "NewsArticle", "datePublished": "2023-03-16"}]]',
        '{"@type": "NewsArticle", "description": "two\nlines", "datePublished": "2023-03-16"}',
        '{"@type": "NewsArticle", "wordCount": , "datePublished": "2023-03-16",}',
        '{"@type": "NewsArticle", "datePublished": "2023-03-16"}, // a comment',
    ],
)
def test_linked_data_is_read_in_every_shape_also_when_a_template_broke_it(json: str) -> None:
    assert day(fields(linked(json))) == date(2023, 3, 16)


def test_of_several_articles_the_one_of_this_page_counts() -> None:
    other = '{"@type": "NewsArticle", "headline": "Ten recipes", "datePublished": "2020-01-01"}'
    own = f'{{"@type": "NewsArticle", "headline": "{HEADLINE}", "datePublished": "2023-03-16"}}'
    assert day(fields(linked(f"[{other}, {own}]"))) == date(2023, 3, 16)


def test_a_publisher_and_an_author_may_be_named_by_reference() -> None:
    found = fields(
        linked(
            '{"@graph": [{"@type": "NewsArticle", "publisher": {"@id": "#o"}, "author": [{"@id": "#p"}]},'
            '{"@type": "Organization", "@id": "#o", "name": "Harbour Ledger"},'
            '{"@type": "Person", "@id": "#p", "name": "Ada Lind"}]}'
        )
    )
    assert (found["source"], found["authors"]) == ("Harbour Ledger", ["Ada Lind"])


@pytest.mark.parametrize(
    ("title", "trimmed"),
    [
        (f"{HEADLINE} | Harbour Ledger", HEADLINE),
        (f"{HEADLINE} - Harbour Ledger", HEADLINE),
        (f"Harbour Ledger: {HEADLINE}", f"Harbour Ledger: {HEADLINE}"),
        ("Storm - and what comes after it", "Storm - and what comes after it"),
    ],
)
def test_the_name_of_the_site_is_cut_from_a_title_and_nothing_else_is(title: str, trimmed: str) -> None:
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Harbour Ledger">'
    assert fields(head, headline="")["title"] == trimmed


def test_the_headline_is_the_one_that_readers_see() -> None:
    head = '<meta property="og:title" content="Lindholm harbour closed: storm">'
    assert (
        fields(head, headline="Storm closes the harbour of Lindholm")["title"] == "Storm closes the harbour of Lindholm"
    )


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content="Harbour Ledger | All the news of the coast">', "Harbour Ledger"),
        (
            linked('{"@type": "NewsArticle", "publisher": {"name": "Coast Media Holding"}}')
            + '<meta property="og:site_name" content="Harbour Ledger">',
            "Harbour Ledger",
        ),
        (
            linked('{"@type": "NewsArticle", "publisher": {"name": "The Harbour Ledger"}}')
            + '<meta property="og:site_name" content="Sport">',
            "The Harbour Ledger",
        ),
        ("", "harbour-ledger.example"),
    ],
)
def test_the_outlet_is_called_as_its_address_confirms(head: str, name: str) -> None:
    assert fields(head)["source"] == name


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Ada Lind", ["Ada Lind"]),
        ("Ada Lind and Bo Kim", ["Ada Lind", "Bo Kim"]),
        ("Ada Lind, Harbour Correspondent, The Ledger", ["Ada Lind"]),
        ("https://ledger.example/ada", []),
        ("ada@ledger.example", []),
        ("admin", []),
    ],
)
def test_authors_are_people_by_name(written: str, names: list[str]) -> None:
    assert fields(f'<meta name="author" content="{written}">').get("authors", []) == names


@pytest.mark.parametrize(
    "printed",
    [
        "<p>March 16, 2023</p>",
        '<div class="byline">By Ada Lind | Published 16 March 2023, 18:30</div>',
        '<time datetime="2023-03-16T18:30:00+01:00">Thursday</time>',
        '<span itemprop="datePublished" content="2023-03-16"></span>',
        "<p>입력 2023.03.16 18:30</p>",
    ],
)
def test_a_date_by_the_headline_is_the_articles(printed: str) -> None:
    assert day(fields(body=printed + ARTICLE)) == date(2023, 3, 16)


def test_a_date_in_the_address_is_the_articles() -> None:
    assert day(fields(url="https://ledger.example/2023/03/16/storm")) == date(2023, 3, 16)
    assert day(fields(url="https://ledger.example/storm-20230316/")) == date(2023, 3, 16)
    assert day(fields(url="https://ledger.example/2023/03/storm-of-16")) is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<footer>Copyright 2019 The Ledger</footer>",
        "<aside><ul><li>Ten recipes <time datetime='2021-05-05'>May 5, 2021</time></li></ul></aside>",
        "<ul><li>March 3, 2021 Ten recipes</li></ul>",
        "<p>The harbour was built in 1901 and opened on May 5, 1903, by the king of the time.</p>",
    ],
)
def test_a_date_that_is_not_the_articles_is_not_taken_for_it(elsewhere: str) -> None:
    assert day(fields(body=ARTICLE + elsewhere)) is None


def test_the_day_on_a_masthead_is_that_of_the_crawl() -> None:
    document = page(" ", ARTICLE).replace("<nav>", "<div><div>Wednesday, November 20, 2019</div></div><nav>")
    assert day(parts(document, URL)[0]) is None


def test_a_moment_in_utc_gets_the_day_that_the_paper_prints() -> None:
    head = '<meta property="article:published_time" content="2023-03-17T00:04:00Z">'
    found = fields(head, "<p>March 16, 2023 7:04 pm ET</p>" + ARTICLE)
    assert day(found) == date(2023, 3, 16)
    assert found["published_at"] == datetime.fromisoformat("2023-03-17T00:04:00+00:00")
    assert day(fields(head, "<p>March 2, 2023</p>" + ARTICLE)) == date(2023, 3, 17)


def test_figures_that_may_be_day_or_month_are_no_date() -> None:
    assert day(fields(body="<p>05/10/2018</p>" + ARTICLE)) is None
    assert day(fields(body="<p>25/10/2018</p>" + ARTICLE)) == date(2018, 10, 25)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="2023-05">',
        '<meta name="date" content="2023">',
        '<meta name="date" content="2023-02-30">',
        '<meta name="date" content="03/04/2023">',
        '<meta name="date" content="03/04/23">',
        '<meta itemprop="copyrightYear" content="2023">',
        '<meta name="description" content="What happened on 16 March 2023 in Lindholm">',
        '<meta name="gentime" content="2023-05-28T10:00:00Z">',
        '<meta http-equiv="date" content="Sun, 28 May 2023 10:00:00 GMT">',
        linked('{"@type": "NewsArticle", "datePublished": "2023-05"}'),
    ],
)
def test_half_a_date_is_never_completed_and_the_day_of_the_crawl_is_none(head: str) -> None:
    assert day(fields(head)) is None


def test_a_full_date_counts_under_the_rarer_names_too() -> None:
    head = '<meta name="rbpubdate" content="2023-05"><meta name="ptime" content="2023-03-16T09:30:00+09:00">'
    assert fields(head)["published_at"] == datetime.fromisoformat("2023-03-16T09:30:00+09:00")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:modified_time" content="2023-03-16">', ""),
        ('<meta property="og:updated_time" content="2023-03-16">', ""),
        ("", '<p><time class="updated" datetime="2023-03-16">Thursday</time></p>'),
        ("", "<p>Updated March 16, 2023 10:30</p>"),
    ],
)
def test_the_day_of_a_change_is_not_that_of_publication(head: str, body: str) -> None:
    found = fields(head, body + ARTICLE)
    assert day(found) is None
    assert found["modified_at"].date() == date(2023, 3, 16)


def test_a_line_may_tell_of_publication_and_of_a_change() -> None:
    found = fields(body="<p>Published March 16, 2023 - updated March 17, 2023</p>" + ARTICLE)
    assert (day(found), found["modified_at"].date()) == (date(2023, 3, 16), date(2023, 3, 17))
