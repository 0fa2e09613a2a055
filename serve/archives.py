"""The archives that are served: each with its worker, its queue and its follower, and nothing in common."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import logging
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TypeVar

from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.follower import EVERY_S, Follower
from clippings.chain.pipeline import Asker
from clippings.chain.question_queue import QuestionQueue
from clippings.core.errors import ClippingsError
from clippings.core.settings import MAIN_ARCHIVE, Settings, further_archives
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.catalogue import Catalogue

log = logging.getLogger(__name__)

_THREADS = 4
"""For each archive: one answers, the others read articles and lists."""
_T = TypeVar("_T")


class ServedArchive:
    """One archive, asked by one question at a time.

    Args:
        name: As in `CLIPPINGS_ARCHIVES`, or `main`.
        asker: Of the open archive.
        places: How many questions may wait.
    """

    def __init__(self, name: str, asker: Asker, places: int) -> None:
        self.name = name
        self.worker = ArchiveWorker(asker.archive, asker)
        self.queue = QuestionQueue(places)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix=f"archive {name}")

    @property
    def catalogue(self) -> Catalogue:
        return self.worker.archive.catalogue

    async def ask(self, work: Callable[[Asker], _T]) -> _T:
        """Do what needs the asker when it is one's turn.

        Raises:
            QueueFull: Too many wait.
            ClippingsError: The archive cannot be read.
        """
        came_s = time.perf_counter()
        async with self.queue.turn():
            began_s = time.perf_counter()
            done: _T = await self.read(self.worker.run, work)
        took_s = time.perf_counter() - began_s
        log.info("archive %s: waited %.0f ms, took %.0f ms", self.name, (began_s - came_s) * 1e3, took_s * 1e3)
        return done

    async def read(self, work: Callable[..., _T], *arguments: object) -> _T:
        """Do what only reads the catalogue, beside the event loop and beside the questions.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        run = functools.partial(contextvars.copy_context().run, work, *arguments)
        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    async def follow(self) -> None:
        """Take in what is ingested, once a second, until cancelled; after an error ever less often."""
        follower = Follower(self.name, self.worker, self.read)
        while True:
            await follower.follow()
            await asyncio.sleep(EVERY_S)

    async def warm_up(self) -> None:
        """Load what the first question would otherwise wait for."""
        began_s = time.monotonic()
        try:
            await self.read(self.worker.warm_up)
        except ClippingsError as error:  # whoever asks is told; by then it may have been put right
            log.error("The archive %s is not ready for questions: %s", self.name, error)
        else:
            log.info("The archive %s is ready after %.1f s.", self.name, time.monotonic() - began_s)

    def close(self) -> None:
        """End what is under way; the archive itself is closed by whoever opened it."""
        self.worker.stop()
        self._threads.shutdown(wait=True)


def opened(
    settings: Settings, names: Collection[str], build_asker: Callable[[Archive], Asker], stack: ExitStack
) -> dict[str, ServedArchive]:
    """Open some of the archives, until the end of the stack.

    Args:
        settings: Of the main archive, and where the further ones are.
        names: Which of them; the others are not touched.
        build_asker: Makes the asker of each.
        stack: Closes them.

    Raises:
        ClippingsError: One of them cannot be opened.
    """
    found: dict[str, ServedArchive] = {}
    named: Mapping[str, Settings] = {MAIN_ARCHIVE: settings, **further_archives(settings)}
    for name in names:
        archive = stack.enter_context(Archive(named[name]))
        found[name] = ServedArchive(name, build_asker(archive), settings.queue_places)
        stack.callback(found[name].close)
    return found


@contextlib.asynccontextmanager
async def kept_up(archives: Mapping[str, ServedArchive]) -> AsyncIterator[None]:
    """Warm the archives up and let their indexes follow, until the end of the block."""
    tasks = [asyncio.create_task(work()) for one in archives.values() for work in (one.warm_up, one.follow)]
    try:
        yield
    finally:
        for one in archives.values():
            one.worker.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
