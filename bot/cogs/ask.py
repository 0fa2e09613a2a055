"""`/ask`: a question in, an answer with its clippings out."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot import limits, safe_text
from clippings.bot.cards import card
from clippings.bot.client import ClippingsBot
from clippings.core.errors import WrongUsage
from clippings.core.time_window import check_window, end_of, start_of
from clippings.core.types import Question


class Ask(commands.Cog):
    """The command that the bot is for."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot

    @app_commands.command()
    async def ask(
        self,
        interaction: discord.Interaction[ClippingsBot],
        question: app_commands.Range[str, 1, 500],
        after: str | None = None,
        before: str | None = None,
        source: str | None = None,
    ) -> None:
        """Ask the news archive; the answer comes with the clippings that prove it.

        Args:
            interaction: Of the asker.
            question: In any language; the answer is in the same one.
            after: Only articles of this day and later, as 2023-03-16.
            before: Only articles up to this day, as 2023-03-31.
            source: Only articles of this source.
        """
        if not safe_text.one_line(question):
            raise WrongUsage("The question is empty.", "Ask it in a sentence.")
        since = start_of(after, "after") if after else None
        until = end_of(before, "before") if before else None
        asked = self.bot.now()
        check_window(since, until, asked, ("after", "before"))
        await interaction.response.defer(thinking=True)
        sources = (await self._known(interaction, source),) if source else ()

        async def waiting(before: int) -> None:
            await interaction.edit_original_response(content=f"{before} questions are before this one.")

        answer = await self.bot.answer(
            Question(question, asked, since=since, until=until, sources=sources),
            guild_id=interaction.guild_id,
            user_id=interaction.user.id,
            waiting=waiting,
        )
        await interaction.edit_original_response(
            content=None, embeds=card(answer), allowed_mentions=discord.AllowedMentions.none()
        )

    async def _known(self, interaction: discord.Interaction[ClippingsBot], source: str) -> str:
        """The archive's own spelling of a source's name."""
        names = await self.bot.in_thread(self.bot.worker_of(interaction.guild_id).source_names)
        wanted = source.strip().casefold()
        for name in names:
            if name.casefold() == wanted:
                return name
        raise WrongUsage(
            f"The archive has no source called “{safe_text.one_line(source)}”.",
            "Choose one from the list that opens while you type.",
        )

    @ask.autocomplete("source")
    async def sources(
        self, interaction: discord.Interaction[ClippingsBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """The sources whose names have what was typed in them."""
        names = await self.bot.in_thread(self.bot.worker_of(interaction.guild_id).source_names)
        part = typed.strip().casefold()
        found = [name for name in names if part in name.casefold() and 0 < limits.size(name) <= limits.CHOICE]
        return [
            app_commands.Choice(name=limits.fitted(safe_text.plain(name) or name, limits.CHOICE), value=name)
            for name in found[: limits.CHOICES]
        ]


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Ask(bot))
