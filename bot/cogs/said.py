"""`/said`: what somebody said, in order of time."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.errors import told
from clippings.bot.questions import ask as asking
from clippings.bot.questions.surfaces import InteractionSurface
from clippings.bot.rendering.labels import labels_for
from clippings.bot.rendering.said_card import said_card
from clippings.bot.servers.language import language_here
from clippings.core.errors import ClippingsError
from clippings.core.types import Question

_Interaction = discord.Interaction[ClippingsBot]
_SILENT = discord.AllowedMentions.none()


class WhatTheySaid(commands.Cog):
    """The words of people."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot

    @app_commands.command()
    async def said(
        self,
        interaction: _Interaction,
        person: app_commands.Range[str, 1, 100],
        topic: app_commands.Range[str, 1, 200] | None = None,
    ) -> None:
        """What somebody said, in order of time, each quote with its day.

        Args:
            interaction: Of the asker.
            person: Whose words: a name.
            topic: Only words on this: a few words; a time in them counts too.
        """
        question = Question(asking.question_text(person), self.bot.now())
        await asking.deferred(interaction)
        try:
            found = await self.bot.said(
                question, topic or "", guild_id=interaction.guild_id, user_id=interaction.user.id
            )
        except ClippingsError as error:
            await InteractionSurface(interaction).fail(told("/said", error, language_here(interaction)))
            return
        labels = labels_for(found.understood.language)
        await interaction.edit_original_response(embed=said_card(found, labels), allowed_mentions=_SILENT)


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(WhatTheySaid(bot))
