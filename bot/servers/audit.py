"""Everything that a moderator does is written down: who, when, what, and what came of it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import discord

from clippings.core.errors import ClippingsError
from clippings.vectorstore.catalogue.guild_records import AuditEntry, note_audit

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot

log = logging.getLogger(__name__)


async def note(interaction: discord.Interaction[Any], action: str, subject: str, outcome: str) -> None:
    """Write one line of the audit, of the server in which it was done.

    Raises:
        StorageError: It cannot be written; what was to be done is then not done.
    """
    bot: ClippingsBot = interaction.client
    entry = AuditEntry(interaction.guild_id, interaction.user.id, action, subject, bot.now(), outcome)
    log.info("%s %s: %s", action, subject, outcome)

    def write() -> None:
        with bot.archive.catalogue.writing() as writer:
            note_audit(writer, entry)

    await bot.in_thread(write)


@asynccontextmanager
async def audited(interaction: discord.Interaction[Any], action: str, subject: str) -> AsyncIterator[None]:
    """Do the block between two lines of the audit: that it was begun, and how it ended."""
    await note(interaction, action, subject, "begun")
    try:
        yield
    except ClippingsError as error:
        await note(interaction, action, subject, f"failed: {error.what}")
        raise
    except Exception as error:
        await note(interaction, action, subject, f"failed: {type(error).__name__}")
        raise
    await note(interaction, action, subject, "done")
