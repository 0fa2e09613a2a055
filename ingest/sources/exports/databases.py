"""Which press database a text file comes from, and its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from clippings.core.types import Reject
from clippings.ingest.documents import Canceled, RawDocument
from clippings.ingest.sources.exports import factiva, movable_type, nexis, proquest
from clippings.ingest.sources.exports.text_export import ExportedArticle, documents_of

DATABASES: tuple[tuple[str, Callable[[str], bool], Callable[[str], list[ExportedArticle]]], ...] = (
    ("Factiva", factiva.is_export, factiva.articles),
    ("ProQuest", proquest.is_export, proquest.articles),
    ("Nexis", nexis.is_export, nexis.articles),
)
"""For each: its name, whether a text is such an export, and the export's articles."""


def documents(text: str, path: Path) -> Iterator[RawDocument | Canceled | Reject] | None:
    """The articles of a text export of a press database or a blog; None when the text is none.

    Args:
        text: The whole file.
        path: The file.
    """
    if movable_type.is_export(text):
        return movable_type.documents(text, path)
    for name, is_export, articles in DATABASES:
        if is_export(text):
            return documents_of(articles(text), path, name)
    return None
