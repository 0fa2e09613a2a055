"""`/timeline`, `/trend`, `/archive`, `/sources`: what is there to be asked about."""

from __future__ import annotations

import io

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.errors import told
from clippings.bot.questions import ask as asking
from clippings.bot.questions.surfaces import InteractionSurface
from clippings.bot.rendering.archive_card import PICTURE, contents, sources_card
from clippings.bot.rendering.labels import labels_for
from clippings.bot.rendering.timeline_card import timeline_card
from clippings.bot.rendering.trend_card import PICTURE as TREND
from clippings.bot.rendering.trend_card import trend_card
from clippings.bot.servers.language import labels_here, language_here
from clippings.core.errors import ClippingsError
from clippings.core.types import Question

_Interaction = discord.Interaction[ClippingsBot]
_SILENT = discord.AllowedMentions.none()


class Explore(commands.Cog):
    """Looking around in the archive."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot

    @app_commands.command()
    async def timeline(self, interaction: _Interaction, topic: app_commands.Range[str, 1, 200]) -> None:
        """How a story went: dated clippings about a topic, in their order.

        Args:
            interaction: Of the asker.
            topic: What the story is about: a few words.
        """
        question = Question(asking.question_text(topic), self.bot.now())
        await asking.deferred(interaction)
        try:
            found = await self.bot.timeline(question, guild_id=interaction.guild_id, user_id=interaction.user.id)
        except ClippingsError as error:
            await InteractionSurface(interaction).fail(told("/timeline", error, language_here(interaction)))
            return
        labels = labels_for(found.found.understood.language)
        await interaction.edit_original_response(embed=timeline_card(topic, found, labels), allowed_mentions=_SILENT)

    @app_commands.command()
    async def trend(self, interaction: _Interaction, topic: app_commands.Range[str, 1, 200]) -> None:
        """How often a topic was written of, by month and source; the first and the latest article.

        Args:
            interaction: Of the asker.
            topic: What the articles mention: a few words.
        """
        question = Question(asking.question_text(topic), self.bot.now())
        await asking.deferred(interaction)
        try:
            found = await self.bot.trend(question, guild_id=interaction.guild_id, user_id=interaction.user.id)
            labels = labels_for(found.understood.language)
            embed, picture = await self.bot.in_thread(trend_card, found, labels)
        except ClippingsError as error:
            await InteractionSurface(interaction).fail(told("/trend", error, language_here(interaction)))
            return
        files = [discord.File(io.BytesIO(picture), TREND)] if picture else []
        await interaction.edit_original_response(embed=embed, attachments=files, allowed_mentions=_SILENT)

    @app_commands.command()
    async def archive(self, interaction: _Interaction) -> None:
        """What is in the archive: articles by month and source."""
        catalogue = self.bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
        self.bot.cooldowns.take(interaction.guild_id, interaction.user.id)  # a picture takes as long as an answer
        await interaction.response.defer(ephemeral=True, thinking=True)
        embeds, picture = await self.bot.in_thread(contents, catalogue, labels_here(interaction))
        files = [discord.File(io.BytesIO(picture), PICTURE)] if picture else []
        await interaction.edit_original_response(embeds=embeds, attachments=files, allowed_mentions=_SILENT)

    @app_commands.command()
    async def sources(self, interaction: _Interaction) -> None:
        """Which sources the archive has, and of which time."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        catalogue = self.bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
        found = await self.bot.in_thread(catalogue.sources)
        await interaction.edit_original_response(
            embed=sources_card(found, labels_here(interaction)), allowed_mentions=_SILENT
        )


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Explore(bot))
