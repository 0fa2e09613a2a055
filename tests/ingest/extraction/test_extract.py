"""A document of any kind becomes the fields of an article, in text that every database and index can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.ingest.documents import RawDocument, Unreadable
from clippings.ingest.extraction.extract import ExtractedArticle, extract
from clippings.ingest.sources.files.files import documents
from tests.conftest import SAMPLE_ARCHIVE
from tests.ingest.pages import HEADLINE, PARAGRAPHS, page


def record(**fields: object) -> ExtractedArticle:
    return extract(RawDocument("a:1", "record", fields=fields, fallback_url="file:///a#1", fallback_source="folder"))


def test_a_name_that_the_admin_gives_wins_over_what_the_document_says() -> None:
    raw = RawDocument("a.html", "html", page().encode(), fallback_source="folder")
    assert extract(raw).source == "THE Harbour LEDGER"
    assert extract(raw, "My name for it").source == "My name for it"


def test_a_document_that_names_no_source_and_no_address_has_those_of_its_place() -> None:
    found = record(title="T", text="The harbour was closed.")
    assert (found.source, found.url) == ("folder", "file:///a#1")


@pytest.mark.parametrize(
    "url", ["/news/1", "news/1", "//ledger.example/1", "http://", "n/a", "localhost:80/1", True, 7]
)
def test_what_leads_nowhere_from_outside_its_site_is_no_address(url: object) -> None:
    assert record(url=url, text="The harbour was closed.").url == "file:///a#1"


@pytest.mark.parametrize("url", ["HTTPS://ledger.example/1", "urn:newsml:ledger.example:1", "file:///b#2"])
def test_what_names_one_thing_in_all_the_world_is_an_address(url: str) -> None:
    assert record(url=f" {url} ", text="The harbour was closed.").url == url


def test_an_article_without_a_title_is_called_by_its_first_line() -> None:
    assert record(text="The harbour was closed.\nMore.").title == "The harbour was closed."
    assert len(record(text="word " * 100).title) <= 120


def test_the_text_decides_the_language_whatever_the_template_declares() -> None:
    assert record(text="정부는 일본과의 연구 협력을 넓히기로 했다.", language="en").language == "ko"
    assert record(text="12 34 56", language="pl-PL").language == "pl"


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"language": "de"}, date(2023, 3, 12)),
        ({"language": "en-US"}, date(2023, 12, 3)),
        ({"language": "en"}, None),
        ({"language": "German", "text": "Der Hafen von Lindholm wurde am Donnerstag geschlossen."}, date(2023, 3, 12)),
        ({"text": "Der Hafen von Lindholm wurde am Donnerstag geschlossen."}, date(2023, 3, 12)),
        ({}, None),
    ],
)
def test_figures_of_a_record_are_read_in_its_language_or_that_of_its_text(
    fields: dict[str, str], day: date | None
) -> None:
    told = {"text": "The harbour of Lindholm was closed on Thursday.", **fields}
    found = record(published_at="12.03.2023", modified_at="12.03.2023 18:30", **told)
    assert (found.published_at and found.published_at.date()) == day
    assert (found.modified_at and found.modified_at.date()) == day


def test_line_ends_and_invisible_marks_are_made_uniform() -> None:
    found = record(title="A\u2028title\x00", text="\ufeffOne.\r\nTwo.\rThree.\u2029Four\x00. Cafe\u0301")
    assert found.text == "One.\nTwo.\nThree.\n\nFour. Café"
    assert found.title == "A title"


@pytest.mark.parametrize("field", ["text", "title", "source", "authors", "url"])
def test_half_a_character_from_broken_json_is_replaced(field: str) -> None:
    fields = {"text": "The harbour.", "title": "T", "source": "S", "authors": "A", "url": "https://a.example/x"}
    found = record(**{**fields, field: fields[field] + "\ud800z"})
    for value in (found.text, found.title, found.source, found.url, *found.authors):
        assert value.encode("utf-8")


@pytest.mark.parametrize("text", ["", "   ", "\x00", "…", "<p> </p>", None, 3, ["words"]])
def test_what_has_no_words_is_unreadable(text: object) -> None:
    with pytest.raises(Unreadable, match="no text"):
        record(text=text, title="A title")


def test_a_page_is_read_with_its_own_address() -> None:
    head = '<link rel="canonical" href="https://ledger.example/harbour"><meta property="og:url" content="https://ledger.example/harbour">'
    found = extract(
        RawDocument("a.html", "html", page(head).encode(), fallback_url="https://ledger.example/harbour?utm_source=x")
    )
    assert found.url == "https://ledger.example/harbour"
    assert found.title == HEADLINE
    assert found.text.startswith(PARAGRAPHS[0])


def test_the_sample_page_in_euc_kr_reads_as_korean() -> None:
    [raw] = documents(SAMPLE_ARCHIVE / "hanbit" / "birth-rate-2022.html")
    assert isinstance(raw, RawDocument)
    with pytest.raises(UnicodeDecodeError):
        raw.content.decode("utf-8")
    found = extract(raw)
    assert found.language == "ko"
    assert "한국" in found.text
    assert "\ufffd" not in found.text + found.title


FIELDS = st.dictionaries(
    st.sampled_from(["text", "title", "source", "url", "published_at", "authors", "language"]),
    st.one_of(st.text(max_size=40), st.none(), st.integers(), st.lists(st.text(max_size=5), max_size=2), st.dates()),
)


@settings(max_examples=50)
@given(FIELDS)
def test_any_record_becomes_an_article_that_can_be_stored_or_is_unreadable(fields: dict[str, object]) -> None:
    try:
        found = record(**fields)
    except Unreadable:
        return
    assert found.title
    assert found.source
    assert found.text == found.text.strip()
    assert not set("\x00\r\ufeff\u2028\u2029") & set(found.text)
    assert (found.title + found.source + found.text + found.url).encode("utf-8")
    assert found.published_at is None or found.published_at.utcoffset() is not None
    assert found.published_at is None or found.published_at > datetime(1600, 1, 1, tzinfo=UTC)


def test_every_sample_file_becomes_articles(tmp_path: Path) -> None:
    found = [extract(raw) for raw in documents(SAMPLE_ARCHIVE) if isinstance(raw, RawDocument)]
    assert all(article.published_at and article.title and len(article.text) > 100 for article in found)
    assert {article.language for article in found} == {"en", "ko"}
