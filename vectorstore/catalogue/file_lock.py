"""File locks: one process owns an index folder at a time.

Two processes that write one Chroma folder leave it corrupt without an error (docs/decisions/003), so the lock is taken
before the folder is opened and the operating system gives it back when the process ends, however it ends.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout


class Ownership:
    """The lock of one folder. As a context manager it waits for the folder.

    Args:
        folder: Created when missing. The lock file lies in it, and is never deleted.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / "owner.lock", thread_local=False)

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def take(self, timeout_s: float = 0.0) -> bool:
        """Try to own the folder, for at most `timeout_s` seconds; True when this process owns it now."""
        if self.held:
            return True
        try:
            self._lock.acquire(timeout=timeout_s)
        except Timeout:
            return False
        return True

    def give_back(self) -> None:
        self._lock.release(force=True)

    def check(self) -> None:
        """A file lock is not lost while its process lives."""

    def __enter__(self) -> Ownership:
        self._lock.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_back()
