"""Quotes as a text to read, each article with its source and day; and what such a text quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.core.time_window import day_in
from clippings.core.types import Citation

_ATTRIBUTION = re.compile(
    r"(?:^|(?<=\] ))(?:[^\[\]]{1,100}?, )?(?:\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}년 \d{1,2}월 \d{1,2}일): "
)


def text_of(citations: Sequence[Citation], language: str = "en") -> str:
    """The answer to read: for each article its source and date, then its quotes, each followed by its number."""
    parts: list[str] = []
    told = None
    for citation in citations:
        article = citation.passage.article
        if article.id != told:
            dated = day_in(article.dated, language) if article.dated else ""
            parts.append(", ".join(part for part in (" ".join(article.source.split()), dated) if part) + ":")
            told = article.id
        parts.append(f"{' '.join(citation.quote.split())} [{citation.number}]")
    return " ".join(parts)


def without_attribution(text: str) -> str:
    """What an answer's quotes say, without the sources and dates that `text_of` puts before them."""
    return _ATTRIBUTION.sub(" ", text)
