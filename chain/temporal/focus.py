"""How far an article lies in time from what a question is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from clippings.core.types import Article, Question

_EVER = datetime.min.replace(tzinfo=UTC)
UNDATED_DAYS = 1_000.0
"""An article without a date counts as this far away: no news, but not lost."""


@dataclass(frozen=True, slots=True)
class Focus:
    """The stretch of time that a question is about; both ends included, equal for a single moment."""

    start: datetime
    end: datetime

    def days_to(self, article: Article) -> float:
        """Days between the article's publication and the nearest end; 0 inside."""
        moment = article.published_at
        if moment is None:
            return UNDATED_DAYS
        if moment < self.start:
            return (self.start - moment) / timedelta(days=1)
        return max(0.0, (moment - self.end) / timedelta(days=1))


def focus_of(question: Question) -> Focus:
    """What a question is about in time: the time that it names, or its window, and no part of that more than another;
    else the moment at which it is asked."""
    now = question.as_of or question.asked_at
    if question.around is not None and question.around.since and question.around.since <= now:
        return Focus(question.around.since, min(question.around.until or now, now))
    if question.since is None and question.until is None:
        return Focus(now, now)
    return Focus(question.since or _EVER, question.newest_allowed or now)
