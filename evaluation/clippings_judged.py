"""Citations and passages of an answer, as the results of an evaluation keep them."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from clippings.core.time_window import iso, iso_day
from clippings.core.types import Article, Citation, Passage
from clippings.evaluation.suites.expectations import cites, is_one_of

_EXCERPT_CHARACTERS = 600


class JudgedClipping(BaseModel):
    """A citation or a retrieved passage."""

    url: str
    title: str
    source: str
    published_at: str | None
    published_on: str | None = None
    """The day that its source prints, where it is known."""
    number: int
    """Of the citation, or the passage's rank."""
    text: str
    score: float | None = None
    relevant: bool | None = None
    """Whether the suite names its article; None where the suite names none."""


def ranks_of(passages: Sequence[Passage], relevant: Sequence[str]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for passage in passages:
        tellings = [article.url for article in (passage.article, *passage.also_in) if article.url in relevant]
        for url in tellings or [passage.article.url]:
            ranks.setdefault(url, passage.rank)
    return ranks


def judged_citation(citation: Citation, named: Sequence[str]) -> JudgedClipping:
    relevant = any(cites(citation, name) for name in named) if named else None
    return _clipping(citation.passage.article, citation.number, citation.quote, None, relevant)


def judged_passage(passage: Passage, relevant: Sequence[str]) -> JudgedClipping:
    named = is_one_of(passage, relevant) if relevant else None
    return _clipping(passage.article, passage.rank, passage.text[:_EXCERPT_CHARACTERS], round(passage.score, 4), named)


def _clipping(article: Article, number: int, text: str, score: float | None, relevant: bool | None) -> JudgedClipping:
    return JudgedClipping(
        url=article.url,
        title=article.title,
        source=article.source,
        published_at=iso(article.published_at),
        published_on=iso_day(article.dated),
        number=number,
        text=text,
        score=score,
        relevant=relevant,
    )
