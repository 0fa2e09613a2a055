"""One address for one article, however it was linked to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.ingest.canonical_url import canonical

ADDRESS = "https://paper.example/2023/03/16/harbour"


@pytest.mark.parametrize(
    "linked",
    [
        ADDRESS,
        f" {ADDRESS}\n",
        f"{ADDRESS}?utm_source=feed&utm_medium=rss",
        f"{ADDRESS}?fbclid=abc",
        f"{ADDRESS}?UTM_Source=a1&amp;at_campaign=7",
        f"{ADDRESS}?ref=home&source=rss&cid=external-feeds",
        f"{ADDRESS}?amp",
        f"{ADDRESS}#comments",
        "https://PAPER.example/2023/03/16/harbour",
        "https://paper.example:443/2023/03/16/harbour",
    ],
)
def test_an_address_loses_what_only_tells_where_the_reader_came_from(linked: str) -> None:
    assert canonical(linked) == ADDRESS


@pytest.mark.parametrize(
    "query",
    [
        "id=42",
        "uid=42",
        "eid=42",
        "cid=42",
        "source=42",
        "keyword=harbour",
        "42",
        "title=",
        "id=%B0%A1",
        "url=https://b.example/1",
    ],
)
def test_what_may_name_the_article_stays(query: str) -> None:
    assert canonical(f"https://paper.example/view?{query}&utm_source=x") == f"https://paper.example/view?{query}"


def test_parameters_in_another_order_are_the_same_address() -> None:
    assert canonical("https://paper.example/view?b=2&a=1") == canonical("https://paper.example/view?a=1&b=2")


def test_what_must_not_stand_in_an_address_is_written_as_it_may() -> None:
    assert (
        canonical("https://paper.example/a b/{1}?q=가 나")
        == "https://paper.example/a%20b/%7B1%7D?q=%EA%B0%80%20%EB%82%98"
    )


def test_a_page_that_its_fragment_names_keeps_it() -> None:
    assert canonical("https://paper.example/#!/harbour") == "https://paper.example/#!/harbour"


def test_a_file_keeps_its_address_with_the_fragment_that_tells_its_articles_apart() -> None:
    assert canonical("file:///news/all.jsonl#17") == "file:///news/all.jsonl#17"


_PIECES = st.lists(
    st.sampled_from(
        ["/", "?", "&", "#", "#!", "=", "%", ";", ":", ".", "..", "a", "é", " ", "\u3000", "ref", "utm_a", "1"]
    )
).map("".join)


@given((_PIECES | st.text(max_size=40)).map(lambda path: "https://paper.example/" + path) | st.text(max_size=40))
def test_making_an_address_canonical_twice_changes_nothing_more(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


@given(st.text("abc", min_size=1), st.integers(0, 10**9), st.integers(0, 10**9))
def test_two_numbers_are_two_articles(name: str, one: int, other: int) -> None:
    addresses = {canonical(f"https://paper.example/view?{name}={number}") for number in (one, other)}
    assert len(addresses) == len({one, other})
