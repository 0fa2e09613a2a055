from __future__ import annotations

from datetime import UTC, datetime

from clippings.core.types import Article


def test_an_article_is_dated_as_its_source_printed_it() -> None:
    published = datetime(2023, 3, 17, 22, 0, tzinfo=UTC)
    article = Article(1, "u", "t", "s", published, "en", "text", utc_offset_minutes=540)
    assert article.dated is not None
    assert article.dated.date().isoformat() == "2023-03-18"
    assert article.dated == published
