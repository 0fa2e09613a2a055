"""Answers and passages as the JSON that other programs read. The keys are a contract (docs/commands.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clippings.core.time_window import TimeWindow, iso, iso_day, utc
from clippings.core.types import Answer, Article, Citation, Passage
from clippings.core.understood import Understood


def passage(found: Passage) -> dict[str, Any]:
    return {
        "rank": found.rank,
        "score": round(found.score, 6),
        **_article(found.article),
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "also_in": [_article(article) for article in found.also_in],
    }


def retrieved(passages: Sequence[Passage]) -> dict[str, Any]:
    """What was retrieved for an answer, beside it."""
    return {"passages": [passage(one) for one in passages]}


def answer(given: Answer) -> dict[str, Any]:
    return {
        "question": given.question.text,
        "answer": given.text,
        "short_answer": given.short_answer,
        "as_of": iso(utc(given.question.as_of or given.question.asked_at)),
        "abstained": given.abstained,
        "outcome": given.outcome,
        "mode": given.mode,
        "confidence": given.confidence,
        "citations": [_citation(citation) for citation in given.citations],
        "more": [_citation(citation) for citation in given.more],
        "related": [_citation(citation) for citation in given.related],
        "otherwise": given.otherwise,
        "nearest": [_article(found.article) for found in given.nearest],
        "understood": understood(given.understood) if given.understood else None,
        "notes": list(given.notes),
        "timings_ms": given.timings_ms,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        **_article(citation.passage.article),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "also_in": [_article(article) for article in citation.passage.also_in],
    }


def understood(read: Understood) -> dict[str, Any]:
    """What was read out of a question's words; days are whole."""
    window, around = read.window or TimeWindow(), read.around
    return {
        "since": iso_day(window.since),
        "until": iso_day(window.until),
        "reported_until": iso_day(read.reported_until),
        "around": {"since": iso_day(around.since), "until": iso_day(around.until)} if around else None,
        "sources": list(read.sources),
        "phrases": list(read.phrases),
        "carried": list(read.carried),
        "language": read.language,
        "words": read.words,
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        "title": article.title,
        "source": article.source,
        "published_at": iso(article.published_at),
        "published_on": f"{article.dated:%Y-%m-%d}" if article.dated else None,
    }
