"""How an assistant's tools reach an archive: alone over stdin and stdout, or through the page's queue over HTTP."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Protocol, TypeVar

from starlette.requests import HTTPConnection

from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.checking import report
from clippings.chain.pipeline import Asker
from clippings.core.errors import ClippingsError
from clippings.core.types import Question
from clippings.core.visible_text import without_paths
from clippings.serve.archives import ServedArchive
from clippings.serve.drafts import checked_draft
from clippings.serve.site import Site, client_of
from clippings.vectorstore.archive import Archive

log = logging.getLogger(__name__)

_T = TypeVar("_T")

_IDLE_S = 20.0
"""After so long without a question, other processes may have the vectors."""

ASKED_BY: ContextVar[HTTPConnection] = ContextVar("ASKED_BY")
"""The request that a tool was called by, over HTTP."""


class Reach(Protocol):
    """One archive, as the tools ask it."""

    @property
    def archive(self) -> Archive:
        """The archive, and no other."""
        ...

    async def ask(self, tool: str, work: Callable[[Asker], _T]) -> _T:
        """Do what takes as long as a question.

        Raises:
            ClippingsError: It may not be done, or fails.
        """
        ...

    async def read(self, work: Callable[[], _T]) -> _T:
        """Do what only reads the catalogue.

        Raises:
            ClippingsError: It fails.
        """
        ...

    async def check(self, text: str, limits: Question) -> report.CheckedDraft:
        """Check a draft.

        Raises:
            ClippingsError: It may not be done, or fails.
        """
        ...

    def told(self, error: ClippingsError) -> str:
        """What the assistant is told of an error."""
        ...


class Alone:
    """The archive of this process, which one assistant talks to.

    Args:
        asker: Of the open archive.
    """

    def __init__(self, asker: Asker) -> None:
        self._worker = ArchiveWorker(asker.archive, asker)
        self._idle = _Idle(self._worker)

    @property
    def archive(self) -> Archive:
        return self._worker.archive

    async def ask(self, tool: str, work: Callable[[Asker], _T]) -> _T:
        return await self.read(lambda: self._worker.run(work))

    async def read(self, work: Callable[[], _T]) -> _T:
        return await asyncio.to_thread(self._idle.busy, work)

    async def check(self, text: str, limits: Question) -> report.CheckedDraft:
        return await self.ask("check", lambda asker: report.checked(asker.retriever, text, limits))

    def told(self, error: ClippingsError) -> str:
        return str(error)


class Served:
    """An archive of the page: the same queue, limits and log as for the API.

    Args:
        site: Whose limits count.
        archive: One of its archives, which the token opened.
    """

    def __init__(self, site: Site, archive: ServedArchive) -> None:
        self._site, self._served = site, archive

    @property
    def archive(self) -> Archive:
        return self._served.worker.archive

    async def ask(self, tool: str, work: Callable[[Asker], _T]) -> _T:
        self._take(tool)
        return await self._served.ask(work)

    async def read(self, work: Callable[[], _T]) -> _T:
        return await self._served.read(work)

    async def check(self, text: str, limits: Question) -> report.CheckedDraft:
        self._take("check")
        return await checked_draft(self._served, lambda: self._take("check"), text, limits)

    def told(self, error: ClippingsError) -> str:
        return without_paths(str(error))

    def _take(self, tool: str) -> None:
        """Count a question, and note who asked which tool; never what was asked.

        Raises:
            TooMany: Its client asks too often.
        """
        request = ASKED_BY.get()
        self._site.take(self._served, request)
        log.info("archive %s: %s calls %s", self._served.name, client_of(request), tool)


class _Idle:
    """Lets the vectors go while nothing is asked: an assistant keeps this process for days."""

    def __init__(self, worker: ArchiveWorker) -> None:
        self._worker = worker
        self._changing = threading.Lock()
        self._timer: threading.Timer | None = None

    def busy(self, work: Callable[[], _T]) -> _T:
        """Do it, and begin to count again."""
        try:
            return work()
        finally:
            with self._changing:
                if self._timer is not None:
                    self._timer.cancel()
                self._timer = threading.Timer(_IDLE_S, self._let_go)
                self._timer.daemon = True
                self._timer.start()

    def _let_go(self) -> None:
        self._worker.run(lambda asker: asker.archive.vectors.close())
