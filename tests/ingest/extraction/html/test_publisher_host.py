"""The host of an address is an outlet only where it is nobody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clippings.ingest.extraction.extract import extract
from clippings.ingest.extraction.html.publisher_host import host_of
from clippings.ingest.sources.files import files
from tests.ingest.sources.written_files import only, write


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.ledger.example/2023/03/16/storm", "ledger.example"),
        ("http://news.ledger.example:8080/storm", "news.ledger.example"),
        ("https://\ud56d\uad6c\uc77c\ubcf4.example/1", "\ud56d\uad6c\uc77c\ubcf4.example"),
        ("urn:newsml:wire.example:20230316:storm", "wire.example"),
        ("https://web.archive.org/web/2023/https://ledger.example/storm", "ledger.example"),
        ("https://n.news.naver.com/article/001/0001", ""),
        ("https://m.facebook.com/ledger/posts/1", ""),
        ("https://bit.ly/3abc", ""),
        ("http://localhost/storm", ""),
        ("http://192.168.0.7/storm", ""),
        ("http://[::1]/storm", ""),
        ("http://nas.local/storm", ""),
        ("file:///news/storm.json", ""),
        ("https://[broken/storm", ""),
    ],
)
def test_the_outlet_that_an_address_stands_for(url: str, outlet: str) -> None:
    assert host_of(url) == outlet


@pytest.mark.parametrize(
    ("url", "source"),
    [("https://ledger.example/storm", "ledger.example"), ("https://web.archive.org/web/2023/storm", "ledger")],
)
def test_a_record_or_a_note_without_an_outlet_has_that_of_its_address_or_its_folder(
    tmp_path: Path, url: str, source: str
) -> None:
    text = "The harbour was closed by a storm on Thursday, its master said."
    folder = tmp_path / "ledger"
    record = write(folder / "a.json", json.dumps({"url": url, "text": text}))
    note = write(folder / "a.md", f"---\nurl: {url}\n---\n{text}")
    for path in (record, note):
        article = extract(only(list(files.documents(path))))
        assert (article.source, article.is_unsourced) == (source, True)
