"""No quote is shown that the catalogue does not hold to the letter."""

from __future__ import annotations

from collections.abc import Iterable

from clippings.chain.generation.extractive import cite
from clippings.core.types import Citation, Evidence
from clippings.vectorstore.archive import Archive


def verified(archive: Archive, citations: Iterable[Citation]) -> list[Citation]:
    """The citations whose quote is `Article.text[start:end]` of the article as the catalogue has it now.

    The text is read again from the catalogue: what an index or a model made of it does not count.
    """
    citations = list(citations)
    ids = sorted({citation.passage.article.id for citation in citations})
    texts = {article.id: article.text for article in archive.catalogue.articles(ids, current_only=True)}
    return [citation for citation in citations if _is_to_the_letter(citation, texts)]


def still_true(archive: Archive, found: Iterable[Evidence]) -> list[Evidence]:
    """The evidence that can still be quoted to the letter, before anybody words an answer with it."""
    found = list(found)
    kept = {(one.passage.article.id, one.start, one.end) for one in verified(archive, cite(found))}
    return [one for one in found if (one.passage.article.id, one.start, one.end) in kept]


def _is_to_the_letter(citation: Citation, texts: dict[int, str]) -> bool:
    text = texts.get(citation.passage.article.id)
    if text is None or not 0 <= citation.start < citation.end <= len(text):
        return False
    return text[citation.start : citation.end] == citation.quote
