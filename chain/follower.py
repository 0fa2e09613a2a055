"""While a bot or a page runs, its indexes follow the catalogue: what is ingested can be asked about a second later."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

from clippings.chain.archive_worker import ArchiveWorker, Stopping
from clippings.core.errors import ClippingsError

log = logging.getLogger(__name__)

EVERY_S = 1.0
"""How often it is looked for changes."""
_LONGEST_PAUSE_S = 60.0

InThread = Callable[[Callable[[], int]], Awaitable[int]]
"""Runs something that blocks, beside the event loop."""


class Follower:
    """Looks for changes of one archive; after an error ever less often, up to once a minute.

    Args:
        name: Of the archive.
        worker: Of the archive.
        in_thread: Runs it.
    """

    def __init__(self, name: str, worker: ArchiveWorker, in_thread: InThread) -> None:
        self._name = name
        self._worker = worker
        self._in_thread = in_thread
        self.pause_s = EVERY_S
        self._next_at_s = 0.0

    async def follow(self) -> None:
        """Follow once, unless it is too soon after an error."""
        if time.monotonic() < self._next_at_s:
            return
        try:
            await self._in_thread(self._worker.follow)
        except Stopping:
            return
        except ClippingsError as error:
            self._back_off()
            log.error("The indexes of %s could not follow; next try in %.0f s. %s", self._name, self.pause_s, error)
        except Exception:  # questions go on being answered from what the indexes have
            self._back_off()
            log.exception("The indexes of %s could not follow; next try in %.0f s.", self._name, self.pause_s)
        else:
            self.pause_s = EVERY_S

    def _back_off(self) -> None:
        self.pause_s = min(self.pause_s * 2, _LONGEST_PAUSE_S)
        self._next_at_s = time.monotonic() + self.pause_s
