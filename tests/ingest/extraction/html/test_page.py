"""From a web page come the article and what the page says about it, and nothing that stands around it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.ingest.documents import Unreadable
from clippings.ingest.extraction.html.page import fragment_text, parts
from tests.ingest.pages import HEADLINE, OPEN_GRAPH, PARAGRAPHS, page

URL = "https://ledger.example/harbour"


def test_the_body_is_the_paragraphs_of_the_article_in_order() -> None:
    _, text = parts(page(), URL)
    assert [line for line in text.splitlines() if line.strip()] == list(PARAGRAPHS)


def test_navigation_advertising_and_read_more_are_left_out() -> None:
    _, text = parts(page(), URL)
    for outside in ("Home", "Sport results", "Subscribe", "Read more", "recipes", "Copyright", "Imprint"):
        assert outside not in text


def test_the_headline_is_a_field_and_not_repeated_in_the_text() -> None:
    fields, text = parts(page(), URL)
    assert fields["title"] == HEADLINE
    assert HEADLINE not in text


def test_linked_data_tells_when_to_the_second_by_whom_and_where() -> None:
    fields, _ = parts(page(), URL)
    assert fields["published_at"] == datetime(2023, 3, 16, 9, 30, tzinfo=UTC)
    assert fields["modified_at"] == datetime(2023, 3, 16, 23, tzinfo=UTC)
    assert fields["authors"] == ["Bo Kim"]
    assert fields["language"] == "en"


def test_a_publisher_keeps_the_capitals_that_it_gives_itself() -> None:
    assert parts(page(), URL)[0]["source"] == "THE Harbour LEDGER"
    assert parts(page(OPEN_GRAPH), URL)[0]["source"] == "harbour ledger ONLINE"


def test_open_graph_tells_what_linked_data_does_not() -> None:
    fields, _ = parts(page(OPEN_GRAPH), URL)
    assert fields["title"] == HEADLINE
    assert fields["published_at"] == datetime(2023, 3, 16, 9, 30, tzinfo=UTC)
    assert fields["modified_at"] == datetime(2023, 3, 16, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "linked",
    [
        '{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "datePublished": "2023-03-16T09:30:00Z"}]}',
        '[{"@type": "BreadcrumbList"}, {"@type": "ReportageNewsArticle", "datePublished": "2023-03-16T09:30:00Z"}]',
    ],
)
def test_linked_data_is_found_in_a_graph_and_in_a_list(linked: str) -> None:
    head = f'<script type="application/ld+json">{linked}</script>'
    assert parts(page(head), URL)[0]["published_at"] == datetime(2023, 3, 16, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "linked", ["{broken", "null", "[1, 2]", '{"@type": "NewsArticle", "publisher": []}', '"text"', "[" * 100_000]
)
def test_broken_linked_data_does_not_cost_the_article(linked: str) -> None:
    fields, text = parts(page(OPEN_GRAPH + f'<script type="application/ld+json">{linked}</script>'), URL)
    assert PARAGRAPHS[0] in text
    assert fields["published_at"] == datetime(2023, 3, 16, 9, 30, tzinfo=UTC)


def test_a_page_that_says_nothing_about_its_date_has_none() -> None:
    assert "published_at" not in parts(page(head=" "), URL)[0]


@pytest.mark.parametrize("empty", ["", "   ", "<!-- nothing -->", "<html></html>"])
def test_an_empty_page_is_unreadable(empty: str) -> None:
    with pytest.raises(Unreadable):
        parts(empty, URL)


def test_a_page_without_an_article_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="no article text"):
        parts("<html><head><title>Login</title></head><body><form><input name='user'></form></body></html>", URL)


@settings(max_examples=30)
@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["<p>", "</div>", "<", ">", "&#x0;", "a", "<script>", "<!--"])).map("".join)
)
def test_any_page_has_an_article_or_is_unreadable(document: str) -> None:
    try:
        _, text = parts(document, "")
    except Unreadable:
        return
    assert text.strip()


def test_a_fragment_of_a_feed_becomes_paragraphs() -> None:
    fragment = (
        "<p>One  <em>two</em>\nthree.</p><ul><li>Four.</li><li>Five.</li></ul><blockquote><p>Six.</p></blockquote>"
    )
    assert fragment_text(fragment) == "One two three.\n\nFour.\n\nFive.\n\nSix."


def test_text_that_is_no_html_comes_back_as_it_is() -> None:
    text = "Profit rose by 5% <sic>.\n\nCosts fell: a < b."
    assert fragment_text(text) == text


@pytest.mark.parametrize("control", ["\x00", "\x1b", "&#1;", "&#x1F;", "\ufffe", "\ud800"])
def test_characters_that_no_html_may_have_are_left_out_of_a_fragment(control: str) -> None:
    """Found by `make fuzz feed`: lxml reads some of them and refuses to write them."""
    assert fragment_text(f"{control}<p>One{control} two.</p>") == "One two."
