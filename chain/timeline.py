"""How a story went: the clippings that bear on a topic, in the order of their dates."""

from __future__ import annotations

from dataclasses import dataclass

from clippings.chain.evidence import selection as evidence
from clippings.chain.generation.citations import verified
from clippings.chain.generation.extractive import cite
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import SearchResults, search_passages
from clippings.core.types import Citation, Evidence, Question

MOST = 12
_LOOKED_AT, _LOOKED_AT_ONCE = 40, 8
"""Passages, of which each lot offers its best sentences: so that the story that matches best leaves room for others."""
_LEAST_COVERAGE = 0.5
"""Of the topic's informative words, in the sentence or its headline: with fewer, it is another story."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One quote an article, oldest article first, and what was searched for them."""

    found: SearchResults
    clippings: tuple[Citation, ...]


def timeline(retriever: HybridRetriever, question: Question, most: int = MOST) -> Timeline:
    """The clippings that tell a story.

    Every quote is read again from the catalogue and compared to the letter. A story that several papers ran is told
    once, by the article that told it best; articles without a date are left out.

    Args:
        retriever: Of the archive.
        question: The topic, within its limits.
        most: How many clippings; of more, the ones that bear most on the topic are kept.
    """
    found = search_passages(retriever, question, k=_LOOKED_AT)
    best: dict[int, Evidence] = {}
    for at in range(0, len(found.passages), _LOOKED_AT_ONCE):
        looked_at = found.passages[at : at + _LOOKED_AT_ONCE]
        for one in evidence.select(retriever.archive, found.question, looked_at).evidence:
            article = one.passage.article
            if article.published_at and one.coverage >= _LEAST_COVERAGE and article.story not in best:
                best[article.story] = one
        if len(best) >= most:
            break
    kept = verified(retriever.archive, cite(list(best.values())[:most]))
    ordered = sorted(kept, key=lambda citation: citation.passage.article.by_day)
    return Timeline(found, tuple(cite(ordered)))
