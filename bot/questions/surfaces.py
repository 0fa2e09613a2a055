"""Where an answer is shown: a message that is written once and then edited, whoever asked for it and how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import discord

from clippings.core.types import Answer

_SILENT = discord.AllowedMentions.none()


class Surface(Protocol):
    """One message of the bot that changes while an answer is made."""

    @property
    def is_of_post(self) -> bool:
        """Whether it answers a post of a forum."""

    async def answered(self, answer: Answer) -> None:
        """What else is to be done once the card is shown."""

    async def show(
        self, content: str | None = None, embeds: Sequence[discord.Embed] = (), view: discord.ui.View | None = None
    ) -> discord.Message:
        """Show this and nothing else.

        Raises:
            discord.HTTPException: The message cannot be sent or edited any more.
        """

    async def fail(self, text: str) -> None:
        """Show an error in place of the answer: to the asker alone where Discord can.

        Raises:
            discord.HTTPException: It cannot be shown any more.
        """


class PlainSurface:
    """One after which nothing else is to be done."""

    is_of_post = False

    async def answered(self, answer: Answer) -> None:
        """Nothing."""


class InteractionSurface(PlainSurface):
    """The response to a command or button; deferred, so that it is there already.

    Args:
        interaction: Deferred with `thinking=True`.
    """

    def __init__(self, interaction: discord.Interaction[discord.Client]) -> None:
        self._interaction = interaction
        self._is_blank = True

    async def show(
        self, content: str | None = None, embeds: Sequence[discord.Embed] = (), view: discord.ui.View | None = None
    ) -> discord.Message:
        self._is_blank = False
        return await self._interaction.edit_original_response(
            content=content, embeds=embeds, view=view, allowed_mentions=_SILENT
        )

    async def fail(self, text: str) -> None:
        if self._is_blank:  # what is sent first takes the place of "thinking", and shows to everybody
            await self.show("…")
        await self._interaction.followup.send(text, ephemeral=True, allowed_mentions=_SILENT)
        await self._interaction.delete_original_response()


class MessageSurface(PlainSurface):
    """A message in a channel, thread or direct message.

    Args:
        channel: Where it is sent.
        reply_to: The message that it answers, if any.
    """

    def __init__(self, channel: discord.abc.Messageable, reply_to: discord.Message | None = None) -> None:
        self._channel = channel
        self._reply_to = reply_to
        self._message: discord.Message | None = None

    async def show(
        self, content: str | None = None, embeds: Sequence[discord.Embed] = (), view: discord.ui.View | None = None
    ) -> discord.Message:
        if self._message is None:
            message: dict[str, Any] = {"content": content, "embeds": embeds, "allowed_mentions": _SILENT}
            if view is not None:
                message["view"] = view
            if self._reply_to is not None:
                message["reference"] = self._reply_to.to_reference(fail_if_not_exists=False)
            self._message = await self._channel.send(**message)
        else:
            self._message = await self._message.edit(
                content=content, embeds=embeds, view=view, allowed_mentions=_SILENT
            )
        return self._message

    async def fail(self, text: str) -> None:
        await self.show(text)
