"""What the catalogue keeps for Discord servers: their settings, and the audit of who did what from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.writer import CatalogueWriter


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What a server has set; a server without a row has set nothing."""

    guild_id: int
    archive: str | None = None
    """The name of the archive that was given to it."""
    channels: tuple[int, ...] = ()
    """Where it may be asked; everywhere when empty."""
    roles: tuple[int, ...] = ()
    """Who may change the archive, beside those with Manage Server."""
    language: str = ""
    """Of the bot's own words: an ISO 639-1 code; empty for each reader's own."""
    questions: tuple[int, ...] = ()
    """Forums whose posts, and channels whose messages, are questions."""
    is_lent: bool = False
    """Whether its members may ask its archive alone, outside of it."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that somebody did, or tried to."""

    guild_id: int | None
    user_id: int
    action: str
    subject: str
    at: datetime
    outcome: str


def all_guild_settings(catalogue: Catalogue) -> dict[int, GuildSettings]:
    """The settings of every server that has any, by its id."""
    with catalogue.reading() as connection:
        rows = connection.execute(select(tables.guild_settings)).all()
    return {
        row.guild_id: GuildSettings(
            row.guild_id,
            row.archive,
            _asked_in(row.channels),
            tuple(row.roles),
            row.language,
            _questions(row.channels),
            _is_lent(row.channels),
        )
        for row in rows
    }


def _channels(settings: GuildSettings) -> Any:
    """What the column of channels holds: the list of where it may be asked, beside the others where there are any."""
    if not (settings.questions or settings.is_lent):
        return list(settings.channels)
    return {
        "asked_in": list(settings.channels),
        "questions": list(settings.questions),
        "is_lent": settings.is_lent,
    }


def _asked_in(channels: Any) -> tuple[int, ...]:
    return tuple(channels["asked_in"] if isinstance(channels, dict) else channels)


def _questions(channels: Any) -> tuple[int, ...]:
    return tuple(channels["questions"]) if isinstance(channels, dict) else ()


def _is_lent(channels: Any) -> bool:
    return bool(channels.get("is_lent")) if isinstance(channels, dict) else False


def keep_guild_settings(writer: CatalogueWriter, settings: GuildSettings) -> None:
    """Put these settings in the place of the server's earlier ones."""
    table = tables.guild_settings
    writer.connection.execute(delete(table).where(table.c.guild_id == settings.guild_id))
    writer.connection.execute(
        insert(table).values(
            guild_id=settings.guild_id,
            archive=settings.archive,
            channels=_channels(settings),
            roles=list(settings.roles),
            language=settings.language,
            changed_at=datetime.now(UTC),
        )
    )


def note_audit(writer: CatalogueWriter, entry: AuditEntry) -> None:
    """Remember what was done; entries are never changed."""
    values = {name: getattr(entry, name) for name in AuditEntry.__dataclass_fields__}
    writer.connection.execute(insert(tables.audit).values(values))


def audit_of(catalogue: Catalogue, guild_id: int | None, limit: int) -> list[AuditEntry]:
    """The latest entries of one server (None: of direct messages), newest first."""
    audit = tables.audit.c
    columns = [audit[name] for name in AuditEntry.__dataclass_fields__]
    query = select(*columns).where(audit.guild_id.is_(None) if guild_id is None else audit.guild_id == guild_id)
    with catalogue.reading() as connection:
        return [AuditEntry(*row) for row in connection.execute(query.order_by(audit.id.desc()).limit(limit))]
