"""Ending without leaving anybody waiting: answers under way are finished, and who cannot be answered is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from clippings.chain.question_queue import Waiting
from clippings.chain.verification.refusals import Refusal

FINISH_S = 20.0
"""How long answers may take after the bot was asked to end; supervisors commonly kill after 30."""
TELL_S = 5.0
_T = TypeVar("_T")


class Ending(Refusal):
    """The bot is being stopped or restarted."""

    def __init__(self) -> None:
        super().__init__("restarting")


class Drain:
    """Knows which questions are under way, and ends them."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._over: asyncio.Event = asyncio.Event()
        self.ending = False

    def count(self) -> None:
        """Somebody waits for what this task does: it counts until it has ended, so that the answer, or why there is
        none, is sent as well."""
        task = asyncio.current_task()
        if task is not None and task not in self._tasks:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """A question is being answered.

        Raises:
            Ending: No more are taken.
        """
        self.count()
        self.check(self.ending)
        yield

    def check(self, over: bool | None = None) -> None:
        """Raise `Ending` when the time for answers is over."""
        if self._over.is_set() if over is None else over:
            raise Ending

    async def or_the_end(self, work: Awaitable[_T]) -> _T:
        """What `work` gives.

        Raises:
            Ending: Its time is over; a thread may still be at it, and nobody waits for it.
        """
        working = asyncio.ensure_future(work)
        over = asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait({working, over}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                return working.result()
            raise Ending
        finally:
            over.cancel()
            if not working.done():
                working.cancel()

    def unless_ending(self, waiting: Waiting | None) -> Waiting | None:
        """The same listener; one that is told nothing when the bot ends meanwhile."""
        return None if self.ending else waiting

    async def end(self, finish_s: float = FINISH_S, tell_s: float = TELL_S) -> None:
        """Take no more questions; wait for those under way, then let the rest be told."""
        self.ending = True
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=finish_s)
        self._over.set()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=tell_s)
