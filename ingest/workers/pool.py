"""Documents become articles on all processors: in processes beside this one, once there is enough to read.

Reading is most of an ingest's time before the vectors, and needs no catalogue. The first documents are read here; when
that has taken a while, processes are started, and until they can work, reading goes on here (docs/decisions/069).
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from clippings.core.types import Reject
from clippings.ingest.deduplication import unchanged as unchanged_documents
from clippings.ingest.documents import Item, RawDocument
from clippings.ingest.sanitize import storable
from clippings.ingest.store import Store

if TYPE_CHECKING:
    from clippings.ingest.prepare import Result
    from clippings.ingest.workers.process import ReaderProcess, Task

log = logging.getLogger(__name__)

_BATCH, _BATCH_BYTES = 100, 30_000_000
"""Documents in one transaction: what a crash can make the next run read again. No more than fit in so many bytes: a few
batches are in memory at a time, and a document may have 50 MB."""

_IN_A_TASK = 25
"""Documents: small enough that no process waits long for the others at the end of a batch."""

_WORTH_STARTING_S, _MANY = 0.3, 500
_SLOW_SOURCE_S = 2.0
"""For a batch: its source is what takes time, and reading ahead would only keep what it gave from being stored."""

_CONTAINER_SHARE = Path("/sys/fs/cgroup/cpu.max")
_MOST_PROCESSES = 8
"""Each takes about 130 MB; writing to the catalogue keeps up with about so many."""

Given = tuple[Item, str | None]
"""A document, and the name of its source when the admin gave one."""


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Documents that go into one transaction, and what they say."""

    given: list[Given]
    items: list[Item]
    """The same documents; those that the catalogue knows as they are, `Unchanged`."""
    results: list[Result]


class Readers:
    """Reads documents here, and from when it pays on in processes of their own; as a context, ends them.

    Args:
        expected: About how many documents there are, if that is known: for many, processes are started with the first.
        most_processes: At most so many; by default as many as there are processors, and none where there is one.
        worth_starting_s: Seconds of reading here after which they are started.
    """

    def __init__(
        self,
        expected: int | None = None,
        most_processes: int | None = None,
        worth_starting_s: float = _WORTH_STARTING_S,
    ) -> None:
        processors = _processors()
        by_default = min(processors, _MOST_PROCESSES) if processors > 1 else 0
        self._most = by_default if most_processes is None else most_processes
        self._worth_starting_s = worth_starting_s
        self._are_many = (expected or 0) >= _MANY
        self._seconds_here = 0.0
        self._pool: ThreadPoolExecutor | None = None
        self._own = threading.local()
        """Each thread of the pool has a process of its own as `process`, or None where none can be started."""
        self._processes: list[ReaderProcess] = []
        self._ready = 0
        self._is_over = False

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._is_over = True  # from here on, a process that ends is not replaced, and one that starts ends itself
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in list(self._processes):
                process.end()
            self._pool.shutdown()

    @property
    def ahead(self) -> int:
        """How many batches may be read before the first of them is stored."""
        return self._ready + 1 if self._ready else 0

    def read(self, task: Task, more: bool = False) -> Future[list[Result]]:
        """What these documents say, in their order.

        Args:
            task: The documents.
            more: Whether there may be more after them, so that starting processes can pay.
        """
        if self._pool is not None and self._ready and any(isinstance(document, RawDocument) for document, _ in task):
            return self._pool.submit(self._read_there, task)
        done: Future[list[Result]] = Future()
        if more and self._are_many and all(isinstance(document, RawDocument) for document, _ in task):
            self._start_all()
        done.set_result(self._read_here(task))
        if more and self._seconds_here >= self._worth_starting_s:
            self._start_all()
        return done

    def _read_here(self, task: Task) -> list[Result]:
        from clippings.ingest.prepare import ready

        started = time.monotonic()
        results = [ready(document, source) for document, source in task]
        self._seconds_here += time.monotonic() - started
        return results

    def _start_all(self) -> None:
        if self._pool is None and self._most:
            self._pool = ThreadPoolExecutor(self._most, "reader", self._start)
            for _ in range(self._most):
                self._pool.submit(int)  # a thread is made for each task while none is free

    def _start(self) -> None:
        """Give this thread a process that works, or None."""
        from clippings.ingest.workers.process import ReaderEnded, ReaderProcess

        self._own.process = None
        try:
            process = ReaderProcess()
            self._processes.append(process)
            if self._is_over:
                process.end()
            process.wait_until_ready()
        except ReaderEnded as ended:
            if not self._is_over:
                log.warning("A process to read documents in could not be started (%s): this one reads them.", ended)
            return
        self._own.process = process
        self._ready = min(self._ready + 1, self._most)

    def _read_there(self, task: Task) -> list[Result]:
        from clippings.ingest.workers.process import ReaderEnded, packed

        packed_task = packed(task)
        if self._own.process is None or packed_task is None:
            return self._read_here(task)
        try:
            return self._own.process.read(packed_task)  # type: ignore[no-any-return]
        except ReaderEnded:
            self._replace()
        return [result for one in task for result in self._read_alone(one)]

    def _read_alone(self, one: Given) -> list[Result]:
        """One document of a task that a process did not live to read; another that it ends is no accident."""
        from clippings.ingest.workers.process import ReaderEnded, packed

        document, source = one
        if self._own.process is None:
            return self._read_here([one])
        try:
            return self._own.process.read(packed([one]) or b"")  # type: ignore[no-any-return]
        except ReaderEnded as ended:
            self._replace()
            reason = f"it could not be read (the process that read it ended: {ended})"
            return [Reject(storable(document.location), reason, storable(source or ""))]

    def _replace(self) -> None:
        if self._is_over:
            raise CancelledError
        self._processes.remove(self._own.process)
        self._start()


def read_ahead(documents: Iterator[Given], store: Store, readers: Readers) -> Iterator[ReadBatch]:
    """Documents in batches, in their order, read while earlier ones are stored.

    Args:
        documents: What to read.
        store: Knows which of them need not be read again.
        readers: Read the others.
    """
    waiting: deque[tuple[list[Given], list[Item], list[Future[list[Result]]]]] = deque()
    while True:
        started = time.monotonic()
        batch, is_full = _batch(documents)
        is_slow = time.monotonic() - started > _SLOW_SOURCE_S
        if batch:
            items = unchanged_documents.recognised(store, batch)
            task = [(item, source) for item, (_, source) in zip(items, batch, strict=True)]
            parts = [task[at : at + _IN_A_TASK] for at in range(0, len(task), _IN_A_TASK)]
            waiting.append((batch, items, [readers.read(part, more=is_full) for part in parts]))
        ahead = 0 if is_slow or not batch else readers.ahead  # what was fetched at a page a second is stored at once
        while len(waiting) > ahead:
            given, items, results = waiting.popleft()
            yield ReadBatch(given, items, [result for part in results for result in part.result()])
        if not batch:
            return


def _batch(documents: Iterator[Given]) -> tuple[list[Given], bool]:
    """The next documents, and whether they are as many as fit."""
    batch: list[Given] = []
    size = 0
    for document, source in documents:
        batch.append((document, source))
        size += len(document.content) if isinstance(document, RawDocument) else 0
        if len(batch) == _BATCH or size >= _BATCH_BYTES:
            return batch, True
    return batch, False


def _processors() -> int:
    """Those that this process may use, of the machine and of a container's share of it."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with contextlib.suppress(OSError, ValueError):  # no Linux, no such limit, or "max"
        quota, period = map(int, _CONTAINER_SHARE.read_text().split())
        return max(1, min(usable, quota // period))
    return usable
