"""Asking again before something is done that takes something away."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from clippings.bot.errors import show_error
from clippings.bot.questions import question_id
from clippings.bot.servers.moderators import NotAllowed

_VALID_S = 120.0

Check = Callable[[discord.Interaction[Any]], Awaitable[None]]
Do = Callable[[discord.Interaction[Any]], Awaitable[str]]


class Confirm(discord.ui.View):
    """Two buttons, for the one person who was asked.

    Args:
        asked: Who may press them.
        label: What is done, on the button.
        check: Raises when that person may not do it (any more); asked when the button is pressed.
        do: Does it, and tells what was done.
    """

    def __init__(self, asked: discord.abc.User, label: str, check: Check, do: Do) -> None:
        super().__init__(timeout=_VALID_S)
        self._asked = asked.id
        self._check = check
        self._do = do
        self.yes.label = label
        self._asking: discord.Interaction[Any] | None = None

    async def ask(self, interaction: discord.Interaction[Any], question: str) -> None:
        """Ask, in reply to a command that was deferred or not; seen by the one who is asked alone."""
        self._asking = interaction
        if interaction.response.is_done():
            await interaction.edit_original_response(content=question, view=self)
        else:
            await interaction.response.send_message(question, view=self, ephemeral=True)

    async def on_timeout(self) -> None:
        if self._asking is not None:
            with contextlib.suppress(discord.HTTPException):  # it was dismissed
                await self._asking.edit_original_response(
                    content="Nothing was changed: nobody confirmed it within two minutes.", view=None
                )

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        question_id.begin(guild_id=interaction.guild_id, user_id=interaction.user.id)
        try:
            if interaction.user.id != self._asked:
                raise NotAllowed("Somebody else was asked this.")
            await self._check(interaction)
        except app_commands.CheckFailure as refusal:
            await show_error(interaction, f"Button {self.yes.label}", refusal)
            return False
        return True

    @discord.ui.button(style=discord.ButtonStyle.danger)
    async def yes(self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Confirm]) -> None:
        self.stop()
        await interaction.response.defer()
        await interaction.edit_original_response(content=await self._do(interaction), view=None)

    @discord.ui.button(label="Leave it", style=discord.ButtonStyle.secondary)
    async def no(self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Confirm]) -> None:
        self.stop()
        await interaction.response.edit_message(content="Nothing was changed.", view=None)

    async def on_error(
        self, interaction: discord.Interaction[Any], error: Exception, _item: discord.ui.Item[Any], /
    ) -> None:
        await show_error(interaction, f"Button {self.yes.label}", error)
