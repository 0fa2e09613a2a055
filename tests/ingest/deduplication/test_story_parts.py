"""Which page of a story a document is."""

from __future__ import annotations

import pytest
from lxml import html

from clippings.ingest.deduplication import story_parts

STORY = "https://ledger.example/long/harbour"


@pytest.mark.parametrize(
    ("own", "canonical", "number"),
    [
        (f"{STORY}?page=2", STORY, 2),
        (f"{STORY}/3", STORY, 3),
        (f"{STORY}/page/2/", f"{STORY}/", 2),
        ("http://www.ledger.example/long/harbour_page2", STORY, 2),
        (f"{STORY}-page-4.html", f"{STORY}.html", 4),
        (f"{STORY}?id=9&page=2", f"{STORY}?id=9", 2),
        (STORY, STORY, 1),
        (f"{STORY}?page=2", f"{STORY}?page=2", 1),
        (f"{STORY}?page=2017", STORY, 0),
        ("https://ledger.example/long/school?page=2", STORY, 0),
        ("https://ledger.example/news/7", "https://ledger.example/news/6", 0),
        ("file:///site/harbour_page2.html", STORY, 2),
        ("file:///site/Harbour%20page%203.html", STORY, 3),
        ("file:///site/news-2.html", "https://ledger.example/news", 0),
        ("file:///site/page2.html", STORY, 0),
        ("https://[broken", STORY, 0),
    ],
)
def test_an_address_tells_the_page_of_its_own_story_only(own: str, canonical: str, number: int) -> None:
    assert story_parts.of_address(own, canonical) == number


@pytest.mark.parametrize(
    ("head", "number"),
    [
        (f'<link rel="next" href="{STORY}?page=2">', 1),
        ('<link rel="prev" href="/long/harbour">', 2),
        ('<link rel="prev" href="?page=2"><link rel="next" href="?page=4">', 3),
        ('<link rel="prev" href="https://ledger.example/long/school">', 0),
        ("<title>Harbour - Page 3</title>", 3),
        ("<title>Harbour | Seite 2 von 4</title>", 2),
        ("<title>Beatles: page 2 of history reopened</title>", 0),
        ("<title>Harbour</title>", 0),
    ],
)
def test_links_and_titles_tell_the_page_too(head: str, number: int) -> None:
    tree = html.document_fromstring(f"<html><head>{head}</head><body><p>Text</p></body></html>")
    assert story_parts.of_page(tree, STORY) == number
