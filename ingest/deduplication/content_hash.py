"""What tells two versions of an article apart: the hash of everything that it says."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from clippings.core.time_window import utc

if TYPE_CHECKING:
    from clippings.ingest.extraction.extract import ExtractedArticle
    from clippings.vectorstore.catalogue.new_article import NewArticle


def content_hash(article: ExtractedArticle | NewArticle, with_authors: bool = True) -> str:
    """The hash of its address, title, source, moment, text and authors.

    Args:
        article: What was read.
        with_authors: False for the hash that archives of earlier versions have.
    """
    moment = str(article.published_at and utc(article.published_at))
    authors = article.authors if with_authors else ()
    shown = [article.url, article.title, article.source, moment, article.text, *authors]
    return sha256("\x00".join(shown).encode("utf-8", "surrogatepass")).hexdigest()
