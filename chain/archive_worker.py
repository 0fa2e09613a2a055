"""The one place where a running bot or page touches its archive: one piece of work at a time, questions first.

Chroma's folder is opened lazily, the vector index forgets its store after an error, and not every embedder may
be called from two threads. So following and asking never run at once; a long follow steps aside between its
batches instead, and an asker waits for at most one of them (4 chunks: about a twentieth of a second).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

from clippings.chain.generation.writer import Shown
from clippings.chain.pipeline import Asker
from clippings.chain.reading.judgement import Judgement
from clippings.chain.said import Said, said
from clippings.chain.timeline import Timeline, timeline
from clippings.core.errors import ClippingsError
from clippings.core.types import Answer, Question
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.lexical.index import LexicalIndex

T = TypeVar("T")

_LONGEST_STEP_ASIDE_S = 30.0
"""After so long, the follower takes its turn among the questions, so that a busy channel cannot starve it."""


_AFTERWARDS_S = 0.25
"""After an answer: its card is drawn, and whoever asks several things asks the next."""

_EMBEDDED_AT_ONCE = 4
"""A twentieth of a second of two cores: what a question waits for at most. The median answer takes 83 ms, while vectors
are made 115 ms; with 8 at once it took 172 (docs/decisions/059)."""

_WORDS_AT_ONCE = 100
"""Articles that the index of words takes in before it lets waiting questions go first."""
_LONGEST_WORDS_ASIDE_S = 2.0
"""Others may wait for its folder meanwhile."""


class Stopping(ClippingsError):
    """The process is closing; what was followed so far is kept."""


class ArchiveWorker:
    """Answers questions and keeps the indexes following, from any thread.

    Args:
        archive: An open archive; closed by whoever opened it, after `stop`.
        asker: Answers from it.
    """

    def __init__(self, archive: Archive, asker: Asker) -> None:
        self.archive = archive
        self.asker = asker
        archive.vectors.most_at_once = _EMBEDDED_AT_ONCE
        self._following = LexicalIndex(archive.settings.home / "lexical", archive.catalogue)
        self._following.batch_articles = _WORDS_AT_ONCE
        self._turn = threading.Lock()
        self._waiting = 0
        self._answered_s = float("-inf")
        """When the last question ended, by the monotonic clock."""
        self._counting = threading.Condition()
        self._stopping = threading.Event()

    def ask(self, question: Question, shown: Shown | None = None) -> Answer:
        """Answer one question; waits for its turn.

        Args:
            question: What is asked.
            shown: See `Asker.ask`.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        with self._announced(), self._turn:
            return self.asker.ask(question, shown)

    def warm_up(self) -> None:
        """Load what the first question would otherwise wait for."""
        with self._announced(), self._turn:
            self.asker.warm_up(in_every_language=True)

    def timeline(self, question: Question) -> Timeline:
        """The dated clippings of a topic; waits for its turn.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        return self.run(lambda asker: timeline(asker.retriever, question))

    def said(self, person: Question, topic: str) -> Said:
        """What a person said; waits for its turn.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        return self.run(lambda asker: said(asker.archive, person, topic))

    def run(self, work: Callable[[Asker], T]) -> T:
        """Do something else with the archive's asker; waits for its turn.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        with self._announced(), self._turn:
            return work(self.asker)

    def judge(self, answer: Answer) -> Judgement | None:
        """What the reader thinks of an answer that was given; lets every question that waits be answered first.

        Raises:
            Stopping: `stop` was called meanwhile.
        """
        return self.aside(lambda asker: asker.judge(answer))

    def aside(self, work: Callable[[Asker], T]) -> T:
        """Do something short that nobody waits for; lets every question that waits be answered first.

        Raises:
            Stopping: `stop` was called meanwhile.
        """
        with self._counting:
            self._counting.wait_for(lambda: not self._waiting, timeout=_LONGEST_STEP_ASIDE_S)
        if self._stopping.is_set():
            raise Stopping("The bot is closing.")
        with self._turn:
            return work(self.asker)

    def source_names(self) -> list[str]:
        return self.archive.catalogue.source_names()

    def today(self, now: datetime, language: str) -> date:
        """Which day it is by the clock of the papers in a language."""
        return now.astimezone(self.archive.catalogue.clock(now, language)).date()

    def behind(self) -> tuple[int, int]:
        """How far the indexes are behind the catalogue: (changes of the lexical one, chunks of the vectors)."""
        changes = self.archive.catalogue.last_change() - self.archive.lexical.watermark().change
        return max(0, changes), self.archive.pending_chunks()

    def follow(self) -> int:
        """Bring both indexes up to the catalogue; returns how many chunks were embedded.

        Words are taken in beside the questions, by an index object of its own: while an ingest runs, another process
        may hold the folder for seconds. Vectors are left to the process that owns them.

        Raises:
            Stopping: `stop` was called meanwhile.
            ClippingsError: An index cannot be read or written.
        """
        self._following.follow(self._let_by)
        self.archive.lexical.left_to_others = True
        with self._turn:
            if not self.archive.vectors.own():
                return 0
            return self.archive.vectors.follow(self._step_aside)

    def stop(self) -> None:
        """End a follow that is under way, after its current batch."""
        self._stopping.set()

    def _let_by(self, _chunks: int) -> None:
        """Between two batches of words: they are taken in beside the questions, but slow down the one that is asked."""
        if self._stopping.is_set():
            raise Stopping("The bot is closing.")
        with self._counting:
            self._counting.wait_for(lambda: not self._waiting, timeout=_LONGEST_WORDS_ASIDE_S)

    def _step_aside(self, _chunks: int) -> None:
        """Between two batches: let every question that waits be answered first."""
        if self._stopping.is_set():
            raise Stopping("The bot is closing.")
        deadline = time.monotonic() + _LONGEST_STEP_ASIDE_S
        while self._has_askers() and time.monotonic() < deadline and not self._stopping.is_set():
            self._turn.release()
            try:
                with self._counting:
                    self._counting.wait_for(lambda: not self._waiting, timeout=_LONGEST_STEP_ASIDE_S)
                self._stopping.wait(_AFTERWARDS_S)
            finally:
                self._turn.acquire()

    def _has_askers(self) -> bool:
        return self._waiting > 0 or time.monotonic() - self._answered_s < _AFTERWARDS_S

    @contextmanager
    def _announced(self) -> Iterator[None]:
        with self._counting:
            self._waiting += 1
        try:
            yield
        finally:
            with self._counting:
                self._waiting -= 1
                self._answered_s = time.monotonic()
                self._counting.notify_all()
