"""Answers and passages as the JSON that other programs read. The keys are a contract (docs/commands.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clippings.chain.said import Said, SpokenQuote
from clippings.chain.trend import Trend
from clippings.core.time_window import TimeWindow, iso, iso_day, utc
from clippings.core.types import Answer, Article, Citation, Passage
from clippings.core.understood import Understood
from clippings.vectorstore.archive import Status


def passage(found: Passage) -> dict[str, Any]:
    return {
        "rank": found.rank,
        "score": round(found.score, 6),
        **article(found.article),
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "also_in": [article(other) for other in found.also_in],
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
        "citations": [citation(each) for each in given.citations],
        "more": [citation(each) for each in given.more],
        "related": [citation(each) for each in given.related],
        "otherwise": given.otherwise,
        "missing": list(given.missing),
        "nearest": [article(found.article) for found in given.nearest],
        "understood": understood(given.understood) if given.understood else None,
        "notes": list(given.notes),
        "timings_ms": given.timings_ms,
    }


def citation(given: Citation) -> dict[str, Any]:
    return {
        "number": given.number,
        **article(given.passage.article),
        "quote": given.quote,
        "start": given.start,
        "end": given.end,
        "also_in": [article(other) for other in given.passage.also_in],
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


def article(given: Article) -> dict[str, Any]:
    return {
        "url": given.url,
        "title": given.title,
        "source": given.source,
        "published_at": iso(given.published_at),
        "published_on": f"{given.dated:%Y-%m-%d}" if given.dated else None,
    }


def said(found: Said) -> dict[str, Any]:
    """What somebody said; `then` and `now` are the first and the latest quote, where they are of two days."""
    ends = found.then_and_now
    return {
        "person": found.person,
        "speaker": found.speaker,
        "topic": found.topic,
        "quotes": [quote(one) for one in found.quotes],
        "then": quote(ends[0]) if ends else None,
        "now": quote(ends[1]) if ends else None,
        "understood": understood(found.understood),
        "notes": list(found.notes),
    }


def quote(given: SpokenQuote) -> dict[str, Any]:
    return {
        "speaker": given.speaker,
        "text": given.text,
        **article(given.article),
        "start": given.start,
        "end": given.end,
        "is_direct": given.is_direct,
        "occasion": given.occasion,
        "stance": given.stance,
        "also_in": [article(other) for other in given.also_in],
    }


def trend(found: Trend) -> dict[str, Any]:
    return {
        "topic": found.topic,
        "articles": found.articles,
        "months": [one._asdict() for one in found.months],
        "first": article(found.first) if found.first else None,
        "latest": article(found.latest) if found.latest else None,
        "understood": understood(found.understood),
        "notes": list(found.notes),
    }


def status(told: Status) -> dict[str, Any]:
    return {
        "articles": told.articles,
        "chunks": told.chunks,
        "embedded_chunks": told.embedded_chunks,
        "pending_chunks": told.pending_chunks,
        "sources": [
            {
                "name": one.name,
                "articles": one.articles,
                "oldest": iso(one.oldest and utc(one.oldest)),
                "newest": iso(one.newest and utc(one.newest)),
                "oldest_on": iso_day(one.oldest),
                "newest_on": iso_day(one.newest),
                "undated": one.undated,
            }
            for one in told.sources
        ],
        "embedding_model": told.embedding_model,
    }
