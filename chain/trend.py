"""How often a topic was written of: articles that mention it, by month and source, the first and the latest of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from clippings.chain.messages import message
from clippings.chain.query.understanding import limited, understand
from clippings.chain.retrieval.filters import is_within, lies_within
from clippings.core.types import Article, Question
from clippings.core.understood import Understood
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.history import MonthCount


@dataclass(frozen=True, slots=True)
class Trend:
    """The articles that mention a topic, counted."""

    topic: str
    question: Question
    """With the limits that were applied."""
    understood: Understood
    months: tuple[MonthCount, ...]
    """By source and month of the paper's own clock; None is the month of those without one."""
    first: Article | None
    """The oldest dated one."""
    latest: Article | None
    notes: tuple[str, ...] = ()

    @property
    def articles(self) -> int:
        """How many there are."""
        return sum(one.articles for one in self.months)


def trend(archive: Archive, question: Question) -> Trend:
    """Count the articles that mention a topic.

    An article mentions it when all its informative words, in any form, stand in one passage of it or its headline;
    words in quotation marks must stand in the article as they are. A story that several papers ran counts for each.

    Args:
        archive: An open archive.
        question: The topic, within its limits.

    Raises:
        IndexDamaged: The index of words cannot be read.
    """
    archive.lexical.follow()
    catalogue = archive.catalogue
    understood = understand(question, catalogue.source_names, catalogue.newest)
    asked = limited(question, understood)
    if not understood.words:
        return Trend(question.text, asked, understood, (), None, None, (message("no_words", understood.language),))
    window = asked.searched_window
    by_them = catalogue.article_ids_by(asked.authors) if asked.authors else None
    chunk_ids = archive.lexical.having_all(
        asked.text, window.since, window.until, asked.sources, by_them, asked.languages
    )
    mentions = {
        article_id: (_printed(published[0], published[1]), published[2])
        for article_id, published in catalogue.articles_of(chunk_ids).items()
        if lies_within(*published, asked)
    }
    if asked.phrases:
        say_so = {article.id for article in catalogue.articles(list(mentions)) if is_within(article, asked)}
        mentions = {article_id: one for article_id, one in mentions.items() if article_id in say_so}
    counted = Counter((source, f"{on:%Y-%m}" if on else None) for on, source in mentions.values())
    months = sorted((MonthCount(*key, count) for key, count in counted.items()), key=lambda one: (one[0], one[1] or ""))
    dated = sorted((on, article_id) for article_id, (on, _) in mentions.items() if on)
    ends = {article.id: article for article in catalogue.articles([dated[0][1], dated[-1][1]])} if dated else {}
    first, latest = (ends.get(dated[0][1]), ends.get(dated[-1][1])) if dated else (None, None)
    return Trend(question.text, asked, understood, tuple(months), first, latest)


def _printed(moment: datetime | None, utc_offset_minutes: int) -> datetime | None:
    """The time on the paper's own clock."""
    return moment + timedelta(minutes=utc_offset_minutes) if moment else None
