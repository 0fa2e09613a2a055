"""The shared folder's small pages, records and feeds that went wrong: each comes out right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clippings.ingest.extract import ExtractedArticle, extract
from clippings.ingest.raw_document import RawDocument, Unreadable
from clippings.ingest.sources.files import documents

pytestmark = pytest.mark.real_data


def read(path: Path) -> list[ExtractedArticle]:
    return [extract(raw) for raw in documents(path) if isinstance(raw, RawDocument)]


@pytest.fixture
def cases(real_data: Path) -> Path:
    return real_data / "cases"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("challenge", "check for robots"), ("section", "links to 9 articles, and no article; it names no feed")],
)
def test_what_is_no_article_is_refused(cases: Path, name: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(cases / "pages" / f"{name}.html")


def test_a_portal_shows_the_papers_article(cases: Path) -> None:
    [article] = read(cases / "pages" / "naver.html")
    assert article.source == "하버일보"
    assert article.text.split("\n")[:2] == [
        "2년 공사…어민 우려",
        "항만공사는 15일 4천만 달러 규모의 준설 계획을 승인했다.",
    ]
    assert "@" not in article.text
    assert article.published_at is not None
    assert article.published_at.date() == date(2023, 3, 15)


def test_a_copy_is_the_pages_and_a_change_no_publication(cases: Path) -> None:
    [copy] = read(cases / "pages" / "wayback.html")
    assert (copy.url, copy.source, copy.published_at) == ("https://h.example/local/ferry", "h.example", None)
    [changed] = read(cases / "pages" / "updated_only.html")
    assert changed.published_at is None
    assert changed.modified_at is not None
    assert changed.modified_at.date() == date(2024, 2, 2)


def test_texts_are_whole_and_hold_no_offers(cases: Path) -> None:
    [paid] = read(cases / "pages" / "paywall.html")
    assert paid.text.endswith("its director said.")
    [persian] = read(cases / "pages" / "persian.html")
    assert persian.text.startswith("هیئت بندر")
    assert "کشتی\u200cهایی" in persian.text
    [live] = read(cases / "pages" / "liveblog_ld_only.html")
    assert "2023-03-15 10:15 UTC" in live.text
    assert "Smoke is seen over the town hall." in live.text
    texts = [article.text for article in read(cases / "records" / "html_in_records.jsonl")]
    for text in texts:
        assert "<" not in text
        assert "&#" not in text
    assert "Smith | 4,312 votes" in texts[6]
    assert texts[9].startswith("FERNDALE — The school board met on Monday.\n\nIt voted five to four.")
    [double] = read(cases / "feeds" / "double_escaped.xml")
    assert (double.title, double.source) == ("AT&T’s plan", "Harbor & Ledger")
