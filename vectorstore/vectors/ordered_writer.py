"""Writes that go on while the next ones are prepared, strictly in the order in which they were handed over."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

_MOST_WAITING = 2
"""Handed over and not yet done: enough to keep the writer busy, few enough to bound what is held in memory."""


class OrderedWriter:
    """One thread that does jobs in their order. After one that failed, none is done any more.

    So a watermark that is handed over after the writes that it stands for is never written before them, nor without
    them. Leaving the context waits for every job and raises what went wrong.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "vectors")
        self._waiting: deque[Future[None]] = deque()
        self._failed = False

    def hand_over(self, job: Callable[[], object]) -> None:
        """Do `job` after all earlier ones; waits while too many are waiting.

        Raises:
            BaseException: What an earlier job raised.
        """
        while len(self._waiting) >= _MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._do, job))

    def _do(self, job: Callable[[], object]) -> None:
        if self._failed:
            return
        try:
            job()
        except BaseException:  # the engine of Chroma panics with one; it is raised again where the result is awaited
            self._failed = True
            raise

    def __enter__(self) -> OrderedWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True)
        if error is None:
            for job in self._waiting:
                job.result()
