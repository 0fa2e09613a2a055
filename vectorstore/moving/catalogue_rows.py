"""Every row of a catalogue into the database of another: in one transaction, kept only if each is there as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, func, insert, select, text, update

from clippings.core.errors import StorageError, WrongUsage
from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.column_types import Place, shortened

_AT_ONCE = 1_000
_MODULUS = 2**256

Progress = Callable[[int], None]
"""Called with the number of rows that were copied."""


def count_rows(catalogue: Catalogue) -> dict[str, int]:
    """How many rows each table has."""
    with catalogue.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar() or 0
            for table in tables.metadata.sorted_tables
        }


def copy_rows(source: Catalogue, target: Catalogue, progress: Progress) -> dict[str, int]:
    """Copy every row; returns how many each table has. The target takes over the identity of the source.

    Nobody writes the source meanwhile. A target that has all the rows already is left as it is.

    Raises:
        WrongUsage: The target holds another archive, or more than the source.
        StorageError: A database cannot be read or written, or the copy is not the same; nothing was kept then.
    """
    with source.writing() as reader, target.writing() as writer:
        here, there = reader.connection, writer.connection
        if _is_used(there):
            if differs := _first_difference(here, there):
                raise WrongUsage(
                    f"The database of CLIPPINGS_DATABASE_URL has an archive already, and its {differs} are not those "
                    "of the folder.",
                    "Name an empty database. (One that has been moved to is used without `migrate`.)",
                )
        else:
            there.execute(delete(tables.archive))
            for table in tables.metadata.sorted_tables:
                _copy(table, here, there, progress)
            if differs := _first_difference(here, there):
                raise StorageError(
                    f"The {differs} in the database are not the same as in the folder; nothing was kept.",
                    "Run the same command again; if it says so again, look at the server's disk.",
                )
    target.id = source.id
    return count_rows(target)


def _is_used(connection: Connection) -> bool:
    return any(
        connection.execute(select(func.count()).select_from(table)).scalar()
        for table in tables.metadata.sorted_tables
        if table is not tables.archive
    )


def _copy(table: Table, here: Connection, there: Connection, progress: Progress) -> None:
    to_itself = [column for column in table.c if any(key.column.table is table for key in column.foreign_keys)]
    later: list[dict[str, Any]] = []
    for rows in _rows(table, here):
        for row in rows:
            if refers := {column.name: row[column.name] for column in to_itself if row[column.name] is not None}:
                later.append({"which": row["id"], **refers})
                row.update(dict.fromkeys(refers))  # the row that it names may be still to come
        there.execute(insert(table), rows)
        progress(len(rows))
    if later:
        names = [column.name for column in to_itself]
        changed: dict[str, Any] = {name: func.coalesce(bindparam(name), table.c[name]) for name in names}
        filled = [dict.fromkeys(names) | row for row in later]
        there.execute(update(table).where(table.c.id == bindparam("which")).values(changed), filled)
    _count_on(table, there)


def _count_on(table: Table, there: Connection) -> None:
    """Let the database number the next row after the last one that was copied."""
    numbered = table.autoincrement_column
    if numbered is None or there.dialect.name != "postgresql":
        return
    last = there.execute(select(func.max(numbered))).scalar()
    if last:
        sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
        there.execute(sequence, {"table": table.name, "column": numbered.name, "last": last})


def _rows(table: Table, connection: Connection) -> Iterator[list[dict[str, Any]]]:
    """All rows of a table, as they are to be in a database that takes no NUL in a text."""
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=_AT_ONCE)
    found = connection.execute(query)
    for part in found.mappings().partitions(_AT_ONCE):
        yield [{name: _storable(value) for name, value in row.items()} for row in part]


def _storable(value: Any) -> Any:
    return value.replace("\x00", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


def _first_difference(here: Connection, there: Connection) -> str:
    """The table in which two catalogues differ; empty when every row of one is in the other."""
    shortens = there.dialect.name != "sqlite"
    for table in tables.metadata.sorted_tables:
        if _digest(table, here, shortens) != _digest(table, there, shortens):
            return table.name.replace("_", " ")
    return ""


def _digest(table: Table, connection: Connection, shortens: bool) -> tuple[int, int]:
    """How many rows a table has, and the sum of their SHA-256: databases sort texts by rules of their own."""
    count = total = 0
    columns = list(table.c)
    for rows in _rows(table, connection):
        count += len(rows)
        for row in rows:
            plain = [_plain(column, row[column.name], shortens) for column in columns]
            total += int.from_bytes(sha256(repr(plain).encode("utf-8", "surrogatepass")).digest(), "big")
    return count, total % _MODULUS


def _plain(column: Column[Any], value: Any, shortens: bool) -> Any:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    if shortens and isinstance(value, str) and isinstance(column.type, Place):
        return shortened(value)
    return value
