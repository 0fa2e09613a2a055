"""A sample of the answers that were given is judged by the reader, when nobody waits for an answer."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from clippings.chain.archive_worker import ArchiveWorker
from clippings.core.errors import ClippingsError
from clippings.core.types import Answer
from clippings.vectorstore.catalogue.judgements import Quality, keep_judgement, quality_since

log = logging.getLogger(__name__)

LANGUAGE = "en"
"""What the reader reads."""

WINDOW = timedelta(days=30)
"""What is told of: the answers of so long."""

FEWEST = 20
"""Judged answers before an alarm: of fewer, a share says little."""


class Judging:
    """Decides which answers are judged, and tells when too few of them answer.

    Args:
        share: Of the answers, 0 to 1.
        least: The share of judged answers that should answer; fewer is an alarm.
        chance: Draws 0 to 1.
    """

    def __init__(self, share: float, least: float, chance: Callable[[], float] = random.random) -> None:
        self._share = share
        self.least = least
        self._chance = chance
        self._alarmed: set[str] = set()
        self.tasks: set[asyncio.Task[None]] = set()
        """Under way."""

    def draws(self, answer: Answer) -> bool:
        """Whether an answer is to be judged: quotes in the reader's language, for a question that stands alone."""
        return (
            not answer.abstained
            and bool(answer.citations)
            and answer.language == LANGUAGE
            and all(one.passage.article.language == LANGUAGE for one in answer.citations)
            and not answer.question.history
            and not (answer.understood and answer.understood.carried)
            and self._chance() < self._share
        )

    def judge(self, worker: ArchiveWorker, answer: Answer, answer_id: str, now: datetime) -> None:
        """Judge an answer that is kept, and keep the judgement; blocks until the archive has nothing better to do."""
        try:
            judgement = worker.judge(answer)
            if judgement is not None:
                quotes = judgement.bears
                keep_judgement(worker.archive.catalogue, answer_id, len(quotes), sum(quotes), judgement.answers, now)
        except ClippingsError as error:
            log.warning("An answer could not be judged: %s", error)

    def quality(self, name: str, worker: ArchiveWorker, now: datetime) -> Quality:
        """How an archive's answers are judged; warns once when that falls below the threshold. Blocks."""
        found = quality_since(worker.archive.catalogue, now - WINDOW)
        if not self.is_alarming(found):
            self._alarmed.discard(name)
        elif name not in self._alarmed:
            self._alarmed.add(name)
            log.warning(
                "Of %d answers of the archive %s that were judged, %d answer their question: fewer than "
                "CLIPPINGS_JUDGED_LEAST=%s.",
                found.judged,
                name,
                found.answering,
                self.least,
            )
        return found

    def is_alarming(self, quality: Quality) -> bool:
        return quality.is_below(self.least, FEWEST)
