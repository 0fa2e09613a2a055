"""What the buttons under a card have in common: they carry their answer's id, and know it again after a restart."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

import discord

from clippings.bot.client import ClippingsBot
from clippings.bot.errors import show_error
from clippings.bot.servers.channels import require_channel
from clippings.bot.servers.personal import enter
from clippings.vectorstore.catalogue.given_answers import GivenAnswer

PREFIX = "clippings"
ANSWER_ID = r"(?P<answer>[\w-]{1,16})"

Pressed = discord.Interaction[ClippingsBot]


class AnswerButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=f"{PREFIX}:nothing"):
    """From the pressed id to its answer, and from an error to its reader.

    Args:
        answer_id: Of the answer that it stands under.
        label: What it says; None where its emoji says it.
    """

    action: ClassVar[str]
    row_of_it: ClassVar[int] = 0
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary
    emoji: ClassVar[str | None] = None

    def __init__(self, answer_id: str, label: str | None = "…", *more: object, disabled: bool = False) -> None:
        super().__init__(
            discord.ui.Button(
                label=label,
                style=self.style,
                emoji=self.emoji,
                custom_id=custom_id(self.action, answer_id, *more),
                disabled=disabled,
                row=self.row_of_it,
            )
        )
        self.answer_id = answer_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["answer"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await enter(interaction, button=self.action)
        try:
            await self.pressed(interaction, await given(interaction, self.answer_id))
        except Exception as error:  # noqa: BLE001  # discord.py would only log it, and the reader wait for ever
            await show_error(interaction, f"Button {self.action}", error)

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        """What the button does."""
        raise NotImplementedError


async def given(interaction: Pressed, answer_id: str) -> GivenAnswer:
    """The answer that a button or a modal is about: the one door through which all of them go.

    Raises:
        NotHere: The server has named other channels to ask in.
        NotYours: It is of another server, or is not kept.
        ClippingsError: This server may not ask the archive.
    """
    require_channel(interaction)
    bot = interaction.client
    catalogue = bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
    return await bot.in_thread(bot.answer_book.recall, catalogue, answer_id, interaction.guild_id, interaction.user.id)


def custom_id(action: str, answer_id: str, *more: object) -> str:
    """`clippings:action:answer`: 100 characters at most, which Discord's limit is."""
    return ":".join((PREFIX, action, answer_id, *map(str, more)))
