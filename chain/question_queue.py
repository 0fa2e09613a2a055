"""Who is asked next: the questions to one archive, in the order in which they came, and not more than have a place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from clippings.chain.verification.refusals import Refusal

Waiting = Callable[[int], Awaitable[None]]
"""Is told how many questions are before this one, when there are any."""


class QueueFull(Refusal):
    """As many questions wait as have a place."""


class QuestionQueue:
    """The questions that wait for one archive; it answers one at a time.

    They wait here, on the event loop, and not in threads: fifty that wait would take all threads from what needs one
    for a moment, such as the list of sources that opens while somebody types.

    Args:
        places: How many may wait.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._turn = asyncio.Lock()
        self.length = 0
        """Questions that wait or are being answered."""

    @property
    def is_full(self) -> bool:
        """Whether one more would be refused."""
        return self.length > self._places

    @asynccontextmanager
    async def turn(self, waiting: Waiting | None = None) -> AsyncIterator[None]:
        """Wait for one's turn, and keep it until the end of the block.

        Raises:
            QueueFull: All places are taken.
        """
        before = self.length
        if self.is_full:
            raise QueueFull("queue_full", count=before)
        self.length += 1
        try:
            if before and waiting is not None:
                await waiting(before)
            async with self._turn:
                yield
        finally:
            self.length -= 1
