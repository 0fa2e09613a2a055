"""Which articles a question is about: its time window, its sources, its phrases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clippings.chain.quoted_phrases import says
from clippings.chain.ranking_features import Candidate
from clippings.core.types import Article, Question


def is_within(article: Article, question: Question) -> bool:
    """Whether an article lies within the question's limits; an undated one lies outside any time window."""
    return lies_within(article.published_at, article.source, question) and _says_all(article, question.phrases)


def with_phrases(found: Sequence[Candidate], question: Question) -> list[Candidate]:
    """Those whose articles have the question's phrases; each article is read once."""
    if not question.phrases:
        return list(found)
    articles = {one.chunk.article.id: one.chunk.article for one in found}
    have = {article.id for article in articles.values() if _says_all(article, question.phrases)}
    return [one for one in found if one.chunk.article.id in have]


def _says_all(article: Article, phrases: Sequence[str]) -> bool:
    return all(says(f"{article.title}\n{article.text}", phrase) for phrase in phrases)


def lies_within(moment: datetime | None, source: str, question: Question) -> bool:
    """Whether something published then by this source lies within the question's time and sources."""
    if question.sources and source not in question.sources:
        return False
    newest = question.newest_allowed
    if question.since is None and newest is None:
        return True
    if moment is None:
        return False
    return (question.since is None or moment >= question.since) and (newest is None or moment <= newest)
