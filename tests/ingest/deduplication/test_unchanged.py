"""A second ingest of the same documents reads nothing; whatever decides about one reads it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clippings.ingest.deduplication import unchanged as unchanged_documents
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction import extract
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

NEWS = {"url": "https://a.example/1", "title": "The harbour", "published_at": "2023-04-05", "text": "It reopened."}
DOCUMENT = RawDocument("news.jsonl:1", "record", b"", NEWS, None, "file:///news.jsonl#1", "news")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The locations of the documents that were read, as the test goes on."""
    locations = list[str]()
    original = extract.extract

    def note(raw: RawDocument, source: str | None = None) -> extract.ExtractedArticle:
        locations.append(raw.location)
        return original(raw, source)

    monkeypatch.setattr(extract, "extract", note)
    return locations


def test_what_is_unchanged_is_not_read_a_second_time(
    archive: Archive, listener: QuietListener, write_jsonl: Callable[..., Path], read: list[str]
) -> None:
    path = write_jsonl(NEWS, {**NEWS, "url": "https://a.example/2"})
    ingest(archive, [str(path)], listener, defer_vectors=True)
    assert len(read) == 2
    before = archive.catalogue.last_change()
    counts = ingest(archive, [str(path)], listener, defer_vectors=True)
    assert len(read) == 2
    assert (counts.seen, counts.unchanged, counts.added) == (2, 2, 0)
    assert archive.catalogue.last_change() == before


@pytest.mark.parametrize(
    "change",
    [{"text": "It closed."}, {"title": "The port"}, {"published_at": "2023-04-06"}, {"authors": ["A. Writer"]}],
)
def test_a_document_that_says_anything_else_is_read_again(
    archive: Archive, listener: QuietListener, write_jsonl: Callable[..., Path], read: list[str], change: dict[str, Any]
) -> None:
    ingest(archive, [str(write_jsonl(NEWS))], listener, defer_vectors=True)
    ingest(archive, [str(write_jsonl({**NEWS, **change}))], listener, defer_vectors=True)
    assert len(read) == 2


def test_the_same_document_under_another_source_s_name_is_read_again(
    archive: Archive, listener: QuietListener, write_jsonl: Callable[..., Path]
) -> None:
    path = str(write_jsonl(NEWS))
    ingest(archive, [path], listener, source="The Ledger", defer_vectors=True)
    counts = ingest(archive, [path], listener, source="The Courier", defer_vectors=True)
    assert counts.updated == 1
    assert archive.catalogue.articles([2])[0].source == "The Courier"


def test_content_that_was_replaced_and_comes_back_is_read_again(
    archive: Archive, listener: QuietListener, write_jsonl: Callable[..., Path], read: list[str]
) -> None:
    for text in ("It reopened.", "It closed.", "It reopened."):
        ingest(archive, [str(write_jsonl({**NEWS, "text": text}))], listener, defer_vectors=True)
    assert len(read) == 3


def test_an_undated_article_is_read_again_for_its_date_may_have_been_to_come(
    archive: Archive, listener: QuietListener, write_jsonl: Callable[..., Path], read: list[str]
) -> None:
    path = str(write_jsonl({**NEWS, "published_at": "2999-01-01"}))
    for _ in range(2):
        ingest(archive, [path], listener, defer_vectors=True)
    assert len(read) == 2


def test_a_reject_is_forgotten_when_its_document_is_whole_again(
    archive: Archive, listener: QuietListener, write_jsonl: Callable[..., Path]
) -> None:
    whole = write_jsonl(NEWS)
    ingest(archive, [str(whole)], listener, defer_vectors=True)
    text = whole.read_text()
    whole.write_text(text[:20])
    assert ingest(archive, [str(whole)], listener, defer_vectors=True).rejected == 1
    whole.write_text(text)
    assert ingest(archive, [str(whole)], listener, defer_vectors=True).unchanged == 1
    assert archive.catalogue.rejects() == []


@pytest.mark.parametrize(
    "other",
    [
        replace(DOCUMENT, kind="html"),
        replace(DOCUMENT, content=b"x"),
        replace(DOCUMENT, fields={**NEWS, "language": "en"}),
        replace(DOCUMENT, charset="latin-1"),
        replace(DOCUMENT, fallback_url="file:///other.jsonl#1"),
        replace(DOCUMENT, fallback_source="other"),
    ],
)
def test_every_part_of_a_document_that_decides_changes_its_digest(other: RawDocument) -> None:
    assert unchanged_documents.digest(other, None) != unchanged_documents.digest(DOCUMENT, None)


def test_where_a_document_stands_does_not_change_its_digest() -> None:
    moved = replace(DOCUMENT, location="news.jsonl:2")
    assert unchanged_documents.digest(moved, None) == unchanged_documents.digest(DOCUMENT, None)


def test_another_way_of_reading_changes_every_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = unchanged_documents.digest(DOCUMENT, None)
    monkeypatch.setattr(unchanged_documents, "_readers", lambda: "2 clippings-9.9")
    assert unchanged_documents.digest(DOCUMENT, None) != before
