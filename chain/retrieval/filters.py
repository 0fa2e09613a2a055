"""Which articles a question is about: its time window, its sources, authors and languages, its phrases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from clippings.chain.ranking.features import ChunkCandidate
from clippings.chain.text.quotations import says
from clippings.core.time_window import names_a_day
from clippings.core.types import Article, Question


def is_within(article: Article, question: Question) -> bool:
    """Whether an article lies within the question's limits; an undated one lies outside any time window."""
    return is_of_its_time_and_source(article, question) and _says_all(article, question.phrases)


def is_of_its_time_and_source(article: Article, question: Question) -> bool:
    """Whether an article lies within the question's time, sources, authors and languages, whatever it says."""
    return lies_within(
        article.published_at, article.utc_offset_minutes, article.source, article.language, article.authors, question
    )


def with_phrases(found: Sequence[ChunkCandidate], question: Question) -> list[ChunkCandidate]:
    """Those whose articles have the question's phrases; each article is read once."""
    if not question.phrases:
        return list(found)
    articles = {one.chunk.article.id: one.chunk.article for one in found}
    have = {article.id for article in articles.values() if _says_all(article, question.phrases)}
    return [one for one in found if one.chunk.article.id in have]


def _says_all(article: Article, phrases: Sequence[str]) -> bool:
    return all(says(f"{article.title}\n{article.text}", phrase) for phrase in phrases)


def lies_within(
    moment: datetime | None,
    utc_offset_minutes: int,
    source: str,
    language: str,
    authors: Sequence[str],
    question: Question,
) -> bool:
    """Whether something published then, by this source and these authors, lies within the question's limits.

    A limit that names a day is compared with the day of the paper: what Seoul printed on the morning of 16 March is of
    16 March, though it was 15 March in UTC.
    """
    if question.sources and source not in question.sources:
        return False
    if question.languages and language not in question.languages:
        return False
    if question.authors and not set(question.authors).intersection(authors):
        return False
    ends = [limit for limit in (question.until, question.as_of) if limit is not None]
    if question.since is None and not ends:
        return True
    if moment is None:
        return False
    printed = moment + timedelta(minutes=utc_offset_minutes)
    is_late_enough = question.since is None or question.since <= (printed if names_a_day(question.since) else moment)
    return is_late_enough and all((printed if names_a_day(end) else moment) <= end for end in ends)
