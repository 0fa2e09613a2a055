"""How a sentence stands to the others that were read: whether newer articles tell of it, and how many tell the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from clippings.chain.evidence.features import SentenceCandidate
from clippings.core.types import Question

_LIKELIEST = 15
"""Sentences whose words are compared with each other one's."""

_ON_TOPIC = 0.5
"""The newest article is looked for among those with a chunk whose odds, to retrieval, are at least this share of the
best one's: a newer article on something else makes none older."""

_IN_THE_NEWS = timedelta(days=60)
"""A question that is asked so long after the newest article on its topic may be about any time of it."""

NAMES = ("age", "told_elsewhere")


def relate(
    candidates: Sequence[SentenceCandidate], log_odds: Sequence[float], question: Question
) -> list[dict[str, float]]:
    """What each sentence's place among the others says of it.

    Args:
        candidates: Sentences with their chunks' likelihood.
        log_odds: Of each, that it answers.
        question: For when it is asked, and the time that it is about.

    Returns:
        For each sentence `age`, the logarithm of the days between its article and the newest one on the topic (of the
        time that the question is about if it names one), while that is in the news; and `told_elsewhere`, the share of
        its words, or of the other sentence's where that is shorter, that the likeliest sentences of other articles have
        on average.
    """
    newest = _newest(candidates, question)
    ranked = sorted(zip(candidates, log_odds, strict=True), key=lambda each: -each[1])
    likeliest = [one for one, _ in ranked[:_LIKELIEST]]
    found = []
    for one in candidates:
        article = one.passage.article
        shares = [_overlap(one.words, other.words) for other in likeliest if other.passage.article != article]
        age = abs((newest - article.published_at).days) if newest and article.published_at else 0
        found.append({"age": math.log1p(age), "told_elsewhere": sum(shares) / len(shares) if shares else 0.0})
    return found


def _newest(candidates: Sequence[SentenceCandidate], question: Question) -> datetime | None:
    least = max((one.row["chunk"] for one in candidates), default=0.0) + math.log(_ON_TOPIC)
    days = [
        one.passage.article.published_at
        for one in candidates
        if one.row["chunk"] >= least and one.passage.article.published_at is not None
    ]
    if question.around is not None:
        time = question.around.reported()
        if of_the_time := [day for day in days if day in time]:
            return max(of_the_time)
    newest = max(days, default=None)
    now = question.as_of or question.asked_at
    return newest if newest is not None and now - newest <= _IN_THE_NEWS else None


def _overlap(some: frozenset[str], others: frozenset[str]) -> float:
    return len(some & others) / max(1, min(len(some), len(others)))
