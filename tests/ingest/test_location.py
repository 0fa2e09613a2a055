"""A location is traced back to what must be read to come to it."""

from __future__ import annotations

import pytest

from clippings.ingest.location import container_of


@pytest.mark.parametrize(
    ("location", "container"),
    [
        ("/news/a.jsonl:12", "/news/a.jsonl"),
        ("/news/a.json#3", "/news/a.json"),
        ("/news/12:30 o'clock.txt", "/news/12:30 o'clock.txt"),
        ("/news/a.html", "/news/a.html"),
        ("https://a.example/feed.xml#3", "https://a.example/feed.xml"),
        ("/news/a.pdf#page=501", "/news/a.pdf"),
        ("https://a.example/a.pdf#page=501", "https://a.example/a.pdf"),
        ("https://a.example/2023:12", "https://a.example/2023:12"),
        ("http://a.example:8000", "http://a.example:8000"),
        ("http://a.example:8000/page#part", "http://a.example:8000/page#part"),
    ],
)
def test_a_line_leads_to_its_file_and_an_entry_to_its_feed(location: str, container: str) -> None:
    assert container_of(location) == container
