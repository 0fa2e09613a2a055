"""Rows of the catalogue as the types of `core.types`."""

from __future__ import annotations

from typing import Any

from clippings.core.types import Article
from clippings.vectorstore.catalogue import tables

_ARTICLES = tables.articles.c
ARTICLE_COLUMNS = (
    _ARTICLES.id,
    _ARTICLES.url,
    _ARTICLES.version,
    _ARTICLES.title,
    _ARTICLES.published_at,
    _ARTICLES.utc_offset_minutes,
    _ARTICLES.modified_at,
    _ARTICLES.language,
    _ARTICLES.authors,
    _ARTICLES.text,
    _ARTICLES.content_hash,
    _ARTICLES.story_id,
    tables.sources.c.name.label("source"),
)


def to_article(row: Any) -> Article:
    """An article from a row of `ARTICLE_COLUMNS`."""
    return Article(
        id=row.id,
        url=row.url,
        title=row.title,
        source=row.source,
        published_at=row.published_at,
        language=row.language,
        text=row.text,
        authors=tuple(row.authors),
        content_hash=row.content_hash,
        modified_at=row.modified_at,
        utc_offset_minutes=row.utc_offset_minutes or 0,
        version=row.version,
        story_id=row.story_id,
    )
