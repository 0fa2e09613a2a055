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
        f"{ADDRESS}#comments",
        "https://PAPER.example/2023/03/16/harbour",
        "https://paper.example:443/2023/03/16/harbour",
    ],
)
def test_an_address_loses_what_only_tells_where_the_reader_came_from(linked: str) -> None:
    assert canonical(linked) == ADDRESS


def test_parameters_that_name_the_article_stay() -> None:
    assert canonical("https://paper.example/view?id=42&utm_source=x") == "https://paper.example/view?id=42"
    assert canonical("https://paper.example/view?id=42") != canonical("https://paper.example/view?id=43")


def test_a_file_keeps_its_address_with_the_fragment_that_tells_its_articles_apart() -> None:
    assert canonical("file:///news/all.jsonl#17") == "file:///news/all.jsonl#17"


@given(st.text(max_size=40).map(lambda path: "https://paper.example/" + path) | st.text(max_size=40))
def test_making_an_address_canonical_twice_changes_nothing_more(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)
