"""`Ask the archive about this`, in the menu of a message: what it says is the question."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.questions import ask as asking
from clippings.bot.questions.surfaces import InteractionSurface
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.discord_limits import fitted
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.types import Question

NAME = "Ask the archive about this"


class AskAbout(commands.Cog):
    """Discord hands the message over with the command, and only that one."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=NAME, callback=self.ask_about)

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    async def ask_about(self, interaction: discord.Interaction[ClippingsBot], message: discord.Message) -> None:
        text = fitted(safe_text.one_line(message.content), asking.MOST_CHARACTERS)
        if not text:
            raise WrongRequest("message_without_words")
        await asking.deferred(interaction)
        question = Question(text, self.bot.now())
        await asking.ask(self.bot, InteractionSurface(interaction), question, asking.AskingMember.of(interaction))


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(AskAbout(bot))
