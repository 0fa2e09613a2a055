"""`/dossier`: the quotes that somebody keeps, for them alone."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.views.dossier import show_list


class Dossier(commands.Cog):
    """What is kept belongs to who kept it; nobody else sees it."""

    @app_commands.command()
    async def dossier(self, interaction: discord.Interaction[ClippingsBot]) -> None:
        """The quotes you keep, to note, remove and export; shown to you alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await show_list(interaction)


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Dossier())
