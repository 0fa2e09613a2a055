"""`/check`, and `Check against the archive` in the menu of a message: a draft in, a verdict on each sentence out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.errors import told
from clippings.bot.questions import ask as asking
from clippings.bot.questions import drafts
from clippings.bot.questions.drafts import Draft
from clippings.bot.questions.surfaces import InteractionSurface
from clippings.bot.rendering import sanitize
from clippings.bot.servers.language import language_here
from clippings.chain.verification.refusals import WrongRequest

NAME = "Check against the archive"
MOST_CHARACTERS = 6_000
"""What Discord lets somebody type into an option; a longer draft is attached."""

_Interaction = discord.Interaction[ClippingsBot]


class Check(commands.Cog):
    """What it finds is shown to the sender alone: a draft is nobody else's yet."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=NAME, callback=self.check_message)
        self._checking: set[int] = set()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command()
    async def check(
        self,
        interaction: _Interaction,
        text: app_commands.Range[str, 1, MOST_CHARACTERS] | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Check a draft: each sentence supported, told otherwise, or not in the archive; shown to you alone.

        Args:
            interaction: Of the sender.
            text: The draft.
            file: The draft as a text, Markdown, a page, a Word document or a PDF.
        """
        if text is not None and file is not None:
            raise WrongRequest("draft_given_twice")
        if text is None and file is None:
            raise WrongRequest("draft_empty")
        await self._check(interaction, text or "", file)

    async def check_message(self, interaction: _Interaction, sent: discord.Message) -> None:
        """What a message says; the first file in it that can be read where it says nothing."""
        file = next((one for one in sent.attachments if drafts.is_a_draft(one)), None)
        says_something = bool(sanitize.one_line(sent.content))
        if not says_something and file is None:
            raise WrongRequest("message_without_draft")
        await self._check(interaction, sent.content, None if says_something else file)

    async def _check(self, interaction: _Interaction, text: str, file: discord.Attachment | None) -> None:
        self.bot.worker_of(
            interaction.guild_id, interaction.user.id
        )  # who may ask no archive is told before anything is read
        if interaction.user.id in self._checking:
            raise WrongRequest("check_running")
        self._checking.add(interaction.user.id)
        try:
            await asking.deferred(interaction, ephemeral=True)
            await _told_if_not(interaction, lambda: self._checked(interaction, text, file))
        finally:
            self._checking.discard(interaction.user.id)

    async def _checked(self, interaction: _Interaction, text: str, file: discord.Attachment | None) -> None:
        draft = Draft(text) if file is None else await drafts.attached(self.bot, file)
        await drafts.check(self.bot, interaction, draft)


async def _told_if_not(interaction: _Interaction, work: Callable[[], Awaitable[None]]) -> None:
    """Whatever goes wrong is told in place of the card, and the log has it."""
    try:
        await work()
    except Exception as error:  # noqa: BLE001  # see above
        await InteractionSurface(interaction).fail(told("/check", error, language_here(interaction)))


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Check(bot))
