"""A copy of a catalogue as it is at one moment, while others go on writing it: SQLite's online backup.

A read transaction is opened first and kept, so what is copied is one snapshot, and no write by another process makes
the copy begin again (in WAL mode a reader stops no writer).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from clippings.core.errors import CatalogueDamaged, StorageError
from clippings.vectorstore.backup.manifest import Progress

_PAGES_AT_ONCE = 2_000


def copy_catalogue(source: Path, target: Path, progress: Progress) -> None:
    """Copy a catalogue that may be in use.

    Raises:
        CatalogueDamaged: It cannot be read.
        StorageError: The copy cannot be written.
    """
    done = 0

    def told(_status: int, remaining: int, total: int) -> None:
        nonlocal done
        progress((total - remaining - done) * page_bytes)
        done = total - remaining

    try:
        with closing(sqlite3.connect(source, isolation_level=None)) as live, closing(sqlite3.connect(target)) as copy:
            page_bytes = int(live.execute("PRAGMA page_size").fetchone()[0])
            live.execute("BEGIN")
            live.execute("SELECT count(*) FROM sqlite_master").fetchone()
            live.backup(copy, pages=_PAGES_AT_ONCE, progress=told)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    except sqlite3.DatabaseError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            raise CatalogueDamaged(f"The catalogue {source} is damaged ({error}).", RESTORE) from error
        raise StorageError(
            f"The catalogue {source} cannot be copied to {target.parent} ({error}).", "Free some space and try again."
        ) from error


def check_copy(path: Path) -> list[str]:
    """What is wrong with a catalogue in a file that nobody has open; empty when it is whole.

    Looks also for what no catalogue of ours has: triggers and views, by which a file from elsewhere could do things.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            foreign = connection.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')")
            if unexpected := foreign.fetchall():
                return [f"it has a {unexpected[0][0]}, {unexpected[0][1]}, which no catalogue has"]
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def row_counts(path: Path) -> dict[str, int]:
    """How many rows each table has, of a catalogue that `check_copy` found whole."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in sorted(names)
            if not name.startswith("sqlite_") and '"' not in name
        }


RESTORE = "Restore a backup onto an empty folder: clippings restore FILE --home FOLDER"
