"""`/my_archive`: which archive somebody asks alone, in direct messages and where the app is installed for them."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.labels import labels_for
from clippings.bot.servers.language import language_here
from clippings.bot.servers.personal import askable
from clippings.chain.verification.refusals import WrongRequest

_Interaction = discord.Interaction[ClippingsBot]


class MyArchive(commands.Cog):
    """For each person alone."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot

    @app_commands.command(name="my_archive")
    async def my_archive(self, interaction: _Interaction, archive: str) -> None:
        """Choose which archive you ask in direct messages, and where you installed me for yourself.

        Args:
            interaction: Of whoever asks alone.
            archive: One that is open to all, or that a server of yours lends to its members.
        """
        await interaction.response.defer(ephemeral=True, thinking=True)
        user_id, guilds = interaction.user.id, self.bot.guilds_settings
        if archive not in await askable(self.bot, user_id):
            raise WrongRequest("archive_not_lent")
        await self.bot.in_thread(guilds.choose, user_id, archive)
        guilds.private_use.note(user_id, archive, True)
        told = labels_for(language_here(interaction)).archive_chosen
        await interaction.edit_original_response(content=told.format(safe_text.escaped(archive)))

    @my_archive.autocomplete("archive")
    async def archives(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The archives that this person may choose; no others are named."""
        part = typed.casefold()
        names = [name for name in await askable(self.bot, interaction.user.id) if part in name.casefold()]
        return [app_commands.Choice(name=name, value=name) for name in names[: limits.CHOICES]]


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(MyArchive(bot))
