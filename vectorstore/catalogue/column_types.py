"""Types of columns: moments in UTC, and places that are looked up by their beginning."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import (
    DateTime,
    Dialect,
    Text,
    TypeDecorator,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in and out, kept as UTC also where the database forgets the timezone (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a timezone: {value}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


LONGEST_INDEXED_BYTES = 2_000
"""Of a text that PostgreSQL is to find by: its index refuses rows of more than 2,704 bytes."""


class Place(TypeDecorator[str]):
    """Where something came from. On a server, one that is too long for its index ends in a digest of the whole."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value if value is None or dialect.name == "sqlite" else shortened(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return value


def shortened(place: str) -> str:
    """A place as a server's index takes it: as it is, or its beginning and a digest of the whole."""
    raw = place.encode()
    if len(raw) <= LONGEST_INDEXED_BYTES:
        return place
    return f"{raw[: LONGEST_INDEXED_BYTES - 100].decode(errors='ignore')}…{sha256(raw).hexdigest()}"
