"""Where in a server the bot may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from clippings.chain.messages import message

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot

ADMIN = "admin"
"""The group of commands that works in every channel: it is how a wrong choice of channels is put right."""


class NotHere(app_commands.CheckFailure):
    """The server has named other channels to ask in; the message is for the asker and links to them."""

    def __init__(self, allowed: tuple[int, ...]) -> None:
        self._channels = ", ".join(f"<#{channel_id}>" for channel_id in allowed)
        super().__init__(self.told_in("en"))

    def told_in(self, language: str) -> str:
        """The same in a language; in English where there is no translation."""
        return message("asked_elsewhere", language, channels=self._channels)


def may_be_asked_in(allowed: tuple[int, ...], channel: object) -> bool:
    """Whether a channel, or the one that a thread belongs to, is among those allowed; all are when none is named."""
    if not allowed:
        return True
    return bool({getattr(channel, "id", None), getattr(channel, "parent_id", None)} & set(allowed))


def check_channel(bot: ClippingsBot, guild_id: int | None, channel: object) -> None:
    """Refuse what is asked in a channel that its server has not named.

    Raises:
        NotHere: It names others.
    """
    settings = bot.guilds_settings.settings_of(guild_id)
    allowed = (*settings.channels, *settings.questions) if settings.channels else ()
    if guild_id is not None and not may_be_asked_in(allowed, channel):
        raise NotHere(settings.channels)


def require_channel(interaction: discord.Interaction[Any]) -> None:
    """The same for a command, button or form; `/admin` works everywhere.

    Raises:
        NotHere: It names others.
    """
    command = interaction.command.qualified_name.split()[0] if interaction.command else ""
    if command != ADMIN:
        check_channel(interaction.client, interaction.guild_id, interaction.channel)
