"""The form of `/admin add` without options."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from clippings.bot.errors import show_error
from clippings.bot.questions import question_id
from clippings.bot.servers.moderators import require_own_archive

Submitted = Callable[[discord.Interaction[Any], str, str, str], Awaitable[None]]
"""Takes address, name and schedule as they were written."""


class AddSource(discord.ui.Modal, title="Add a source"):
    """Address, name and schedule of a source on the web."""

    address: discord.ui.TextInput[AddSource] = discord.ui.TextInput(
        label="Address of a feed, a sitemap or a page", placeholder="https://", max_length=2_000
    )
    name: discord.ui.TextInput[AddSource] = discord.ui.TextInput(label="Name", required=False, max_length=100)
    schedule: discord.ui.TextInput[AddSource] = discord.ui.TextInput(
        label="How often to look (empty: once)", placeholder="every 1h", required=False, max_length=50
    )

    def __init__(self, submitted: Submitted) -> None:
        super().__init__()
        self._submitted = submitted

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        question_id.begin(guild_id=interaction.guild_id, user_id=interaction.user.id)
        try:
            require_own_archive(interaction)
        except app_commands.CheckFailure as refusal:
            await show_error(interaction, "Add a source", refusal)
            return False
        return True

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        await self._submitted(interaction, self.address.value, self.name.value, self.schedule.value)

    async def on_error(  # type: ignore[override]  # as discord.py's own Modal has it
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        await show_error(interaction, "Add a source", error)
