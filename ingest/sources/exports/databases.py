"""Which press database a text file comes from, and its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from clippings.core.types import Reject
from clippings.ingest.raw_document import RawDocument
from clippings.ingest.sources.exports import factiva, nexis, proquest
from clippings.ingest.sources.exports.text_export import ExportedArticle, documents_of

_DATABASES: tuple[tuple[str, Callable[[str], bool], Callable[[str], list[ExportedArticle]]], ...] = (
    ("Factiva", factiva.is_export, factiva.articles),
    ("ProQuest", proquest.is_export, proquest.articles),
    ("Nexis", nexis.is_export, nexis.articles),
)


def documents(text: str, path: Path) -> Iterator[RawDocument | Reject] | None:
    """The articles of a press database's text export; None when the text is none.

    Args:
        text: The whole file.
        path: The file.
    """
    for name, is_export, articles in _DATABASES:
        if is_export(text):
            return documents_of(articles(text), path, name)
    return None
