"""The fields of the lexical index, and a chunk as a document of it."""

from __future__ import annotations

from datetime import UTC, datetime

import tantivy
from tantivy import Document

from clippings.core.types import Chunk
from clippings.vectorstore.lexical import tokenizers

_EARLIEST = datetime(1678, 1, 1, tzinfo=UTC)


_LATEST = datetime(2262, 1, 1, tzinfo=UTC)


def make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("chunk_id", fast=True)
    builder.add_unsigned_field("article_id", indexed=True)
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_date_field("published_at", indexed=True, fast=True)
    for group in tokenizers.GROUPS:
        name = "whitespace" if group == tokenizers.KOREAN else group
        builder.add_text_field(f"headline_{group}", tokenizer_name=name, index_option="freq")
        builder.add_text_field(f"body_{group}", tokenizer_name=name, index_option="freq")
    return builder.build()


def document_of(chunk: Chunk) -> Document:
    article = chunk.article
    document = Document()
    document.add_unsigned("chunk_id", chunk.id)
    document.add_unsigned("article_id", article.id)
    document.add_text("source", article.source)
    if article.published_at:
        document.add_date("published_at", _within_range(article.published_at))
    group = tokenizers.group_of(article.language)
    for field, text in ((f"headline_{group}", article.title), (f"body_{group}", chunk.text)):
        if group == tokenizers.KOREAN:
            document.add_pre_tokenized_text(field, tokenizers.korean_tokens(text))
        else:
            document.add_text(field, text)
    return document


def _whole_seconds(moment: datetime | None) -> datetime | None:
    """tantivy keeps dates to the second, rounded down; a limit must be rounded the same way."""
    return _within_range(moment.astimezone(UTC).replace(microsecond=0)) if moment else None


def _within_range(moment: datetime) -> datetime:
    """tantivy refuses dates outside 1677 to 2262."""
    return min(max(moment, _EARLIEST), _LATEST)
