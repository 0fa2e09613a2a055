"""Where in a server the bot may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot

ADMIN = "admin"
"""The group of commands that works in every channel: it is how a wrong choice of channels is put right."""


def may_be_asked_in(allowed: tuple[int, ...], channel: object) -> bool:
    """Whether a channel, or the one that a thread belongs to, is among those allowed; all are when none is named."""
    if not allowed:
        return True
    return bool({getattr(channel, "id", None), getattr(channel, "parent_id", None)} & set(allowed))


def refusal_here(interaction: discord.Interaction[Any]) -> str:
    """What to tell somebody who asks in a channel that the server has not named; empty when all is well."""
    command = interaction.command.qualified_name.split()[0] if interaction.command else ""
    bot: ClippingsBot = interaction.client
    allowed = bot.guilds_settings.settings_of(interaction.guild_id).channels
    if command == ADMIN or interaction.guild_id is None or may_be_asked_in(allowed, interaction.channel):
        return ""
    return "The archive is asked in " + ", ".join(f"<#{channel_id}>" for channel_id in allowed) + "."
