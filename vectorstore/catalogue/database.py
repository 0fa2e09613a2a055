"""The database under the catalogue: how it is opened, how its transactions begin, what its errors mean to a person."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, SQLAlchemyError

from clippings.core.errors import CatalogueDamaged, ClippingsError, StorageError
from clippings.vectorstore.migrations import is_at_head

_BUSY_TIMEOUT_MS = 120_000
"""How long a writer waits for another; ingest writes in transactions of well under a second."""

_POSTGRES_DEFAULTS = {
    "connect_timeout": "10",
    "keepalives_idle": "30",  # a machine that is gone gives its locks back within two minutes
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "application_name": "clippings",
}


def engine_of(url: str) -> Engine:
    """An engine for a database address; SQLite and PostgreSQL are the two that the catalogue is tested on.

    Raises:
        StorageError: It is no address, or its driver is not installed. The address is not told: it may hold a password.
    """
    try:
        parsed = make_url(url)
        options: dict[str, Any] = {}
        if parsed.get_backend_name() == "postgresql":
            given = {name: value for name, value in _POSTGRES_DEFAULTS.items() if name not in parsed.query}
            # Asked before each use, so that a server that was restarted costs nobody an error.
            options = {"pool_pre_ping": True, "connect_args": given}
        engine = create_engine(parsed, **options)
    except ModuleNotFoundError as error:
        raise StorageError(
            f"The database address of CLIPPINGS_DATABASE_URL needs a driver that is not installed ({error.name}).",
            "For PostgreSQL: pip install 'clippings[postgres]', and an address postgresql+psycopg://USER@HOST/NAME.",
        ) from None
    except (SQLAlchemyError, ValueError) as error:
        shown = "it cannot be parsed" if isinstance(error, ArgumentError | ValueError) else str(error)
        raise StorageError(
            f"The database address cannot be used: {shown}", "CLIPPINGS_DATABASE_URL takes SQLAlchemy's form."
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`, not by the driver
    for pragma in (
        f"busy_timeout={_BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # a change number that was handed to a follower must survive a power cut
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("catalogue_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite database; None for any other."""
    engine = engine_of(url)
    database = engine.url.database
    return Path(database) if engine.dialect.name == "sqlite" and database and database != ":memory:" else None


def sqlite_folder(engine: Engine) -> Path | None:
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    return Path(database).absolute().parent


@contextlib.contextmanager
def storage_errors(engine: Engine) -> Iterator[None]:
    """Turn the driver's words into an error that says what to do."""
    try:
        yield
    except ClippingsError:
        raise
    except IntegrityError:
        raise
    except (DatabaseError, OSError) as error:
        reason = str(getattr(error, "orig", None) or getattr(error, "strerror", None) or error)
        if engine.dialect.name == "sqlite":
            raise _sqlite_trouble(engine.url.database or "", reason) from error
        where = engine.url.set(username=None, password=None, query={}).render_as_string()
        raise StorageError(
            f"The catalogue {where} cannot be read or written ({' '.join(reason.split())[:300]}).",
            "See that the server runs, lets you in and has space, then run the same command again: what was ingested "
            "is kept.",
        ) from error


def _sqlite_trouble(where: str, reason: str) -> ClippingsError:
    if "malformed" in reason or "not a database" in reason:
        return CatalogueDamaged(
            f"The catalogue {where} is damaged ({reason}).",
            "Restore a backup onto an empty folder: clippings restore FILE --home FOLDER",
        )
    return StorageError(
        f"The catalogue {where} cannot be read or written ({reason}).",
        "Free some space or make the folder writable, then run the same command again: what was ingested is kept.",
    )


def database_exists(url: str) -> bool:
    """Whether there is a catalogue to open: a file for SQLite, its tables elsewhere. Nothing is made."""
    engine = engine_of(url)
    if engine.dialect.name == "sqlite":
        return engine.url.database is not None and Path(engine.url.database).exists()
    with _disposed(engine), storage_errors(engine):
        return inspect(engine).has_table("articles")


def database_is_current(url: str) -> bool:
    """Whether the catalogue there has this version's tables. Nothing is changed."""
    engine = engine_of(url)
    with _disposed(engine), storage_errors(engine):
        return is_at_head(engine)


@contextlib.contextmanager
def _disposed(engine: Engine) -> Iterator[None]:
    """Close what the engine has open afterwards: SQLite's files beside the database go with the last connection."""
    try:
        yield
    finally:
        engine.dispose()
