"""Locks that go with a catalogue: a file beside SQLite, an advisory lock of PostgreSQL for many machines."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from clippings.core.errors import StorageError
from clippings.vectorstore.catalogue.database import sqlite_folder, storage_errors
from clippings.vectorstore.catalogue.file_lock import Ownership

_LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL's code for a lock that was not given within `lock_timeout`."""

_FOR_EVER_MS = 0


class Lock(Protocol):
    """What one process holds at a time. As a context manager it waits for its turn."""

    @property
    def held(self) -> bool: ...

    def take(self, timeout_s: float = 0.0) -> bool: ...

    def give_back(self) -> None: ...

    def check(self) -> None:
        """Raise when it was held and is lost."""

    def __enter__(self) -> Lock: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def lock_of(engine: Engine, name: str) -> Lock:
    """The lock of this name that all processes on one catalogue share.

    Args:
        engine: Of the catalogue.
        name: What is locked; a folder of it appears beside a SQLite file.
    """
    if engine.dialect.name == "postgresql":
        return AdvisoryLock(engine, name)
    folder = sqlite_folder(engine) or Path(tempfile.mkdtemp(prefix="clippings-"))  # one in memory has no other process
    return Ownership(folder / name)


class AdvisoryLock:
    """A session-level advisory lock of PostgreSQL, on a connection of its own: the server gives it back with that.

    So it ends with the process, however that ends, and with the network between: whoever holds it for long asks
    `check` before it relies on it (https://www.postgresql.org/docs/current/explicit-locking.html, advisory locks).

    Args:
        engine: Of the database that it belongs to.
        name: Told apart by 63 bits of its SHA-256.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._key = int.from_bytes(hashlib.sha256(f"clippings {name}".encode()).digest()[:8], "big") >> 1
        self._connection: Connection | None = None
        self._changing = threading.Lock()

    @property
    def held(self) -> bool:
        return self._connection is not None

    def take(self, timeout_s: float = 0.0) -> bool:
        """Try to have it, for at most `timeout_s` seconds; True when this process has it now."""
        with self._changing:
            return self.held or self._wait(max(1, round(timeout_s * 1000)))

    def give_back(self) -> None:
        with self._changing:
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()  # detached from the pool: this ends the session, and with it the lock

    def check(self) -> None:
        """See that the session that holds it still lives.

        Raises:
            StorageError: It does not; another process may have the lock now.
        """
        with self._changing:
            connection = self._connection
            if connection is None:
                return
            try:
                connection.execute(text("SELECT 1"))
            except DBAPIError as error:
                self._connection = None
                connection.invalidate()
                raise StorageError(
                    f"The connection that held the lock '{self._name}' was lost.",
                    "Run the same command again: it goes on where this one stopped.",
                ) from error

    def _wait(self, timeout_ms: int) -> bool:
        with storage_errors(self._engine):
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            try:
                connection.detach()
                connection.execute(text(f"SET lock_timeout = {timeout_ms}"))
                connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": self._key})
            except DBAPIError as error:
                connection.close()
                if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
                    return False
                raise
            except BaseException:
                connection.close()
                raise
            self._connection = connection
            return True

    def __enter__(self) -> AdvisoryLock:
        with self._changing:
            if not self.held:
                self._wait(_FOR_EVER_MS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_back()
