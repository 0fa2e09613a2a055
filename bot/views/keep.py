"""`Keep`: the quotes of an answer for the dossier of the one who pressed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from clippings.bot.errors import show_error
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.discord_limits import fitted
from clippings.bot.rendering.labels import Labels, labels_for
from clippings.bot.servers.personal import enter
from clippings.bot.views.answer_button import ANSWER_ID, AnswerButton, Pressed, given
from clippings.chain.dossier.entries import keep
from clippings.chain.verification.refusals import WrongRequest
from clippings.vectorstore.catalogue.given_answers import GivenAnswer, KeptQuote

_VALID_S = 600.0


class KeepButton(AnswerButton, template=rf"clippings:keep:{ANSWER_ID}"):
    """Keeps the quote of an answer; where it has several, asks which."""

    action, emoji = "keep", "📌"

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        labels = labels_for(answer.language)
        if len(answer.cited) > 1:
            await interaction.edit_original_response(content=labels.choose_to_keep, view=_Which(answer, labels))
            return
        text = await kept(interaction, answer, answer.cited)
        await interaction.edit_original_response(content=text)


class KeepThisButton(AnswerButton, template=rf"clippings:keepthis:{ANSWER_ID}:(?P<page>\d{{1,3}})"):
    """Keeps the quote of a page of passages.

    Args:
        answer_id: Of the answer.
        page: Which of its quotes, from 0.
        label: What it says.
    """

    action, emoji = "keepthis", "📌"

    def __init__(self, answer_id: str, page: int, label: str = "…") -> None:
        super().__init__(answer_id, label, page)
        self.page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["answer"], int(match["page"]))

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        text = await kept(interaction, answer, answer.quotes[self.page : self.page + 1])
        await interaction.edit_original_response(content=text)


async def kept(interaction: Pressed, answer: GivenAnswer, quotes: Sequence[KeptQuote]) -> str:
    """Keep quotes for the one who pressed; what they are told.

    Raises:
        WrongRequest: There is none.
        TooManyKept: One more is too many.
    """
    bot = interaction.client
    user_id = interaction.user.id
    archive = bot.worker_of(interaction.guild_id, user_id).archive
    asked = answer.turn.question
    fresh = await bot.in_thread(lambda: keep(archive, user_id, quotes, question=asked, at=bot.now()))
    labels = labels_for(answer.language)
    return labels.kept.format(len(fresh)) if fresh else labels.kept_already


class _Which(discord.ui.View):
    def __init__(self, answer: GivenAnswer, labels: Labels) -> None:
        super().__init__(timeout=_VALID_S)
        self.add_item(_Choice(answer, labels))


class _Choice(discord.ui.Select[_Which]):
    def __init__(self, answer: GivenAnswer, labels: Labels) -> None:
        shown = answer.cited[: limits.CHOICES]
        options = [
            discord.SelectOption(
                label=fitted(f"[{one.number}] {safe_text.plain(one.quote)}", limits.CHOICE),
                value=str(at),
                description=fitted(safe_text.plain(one.source), limits.CHOICE),
            )
            for at, one in enumerate(shown)
        ]
        super().__init__(placeholder=labels.choose_to_keep, options=options, max_values=len(options))
        self._answer_id = answer.id

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await enter(interaction, button="keep")
        try:
            await interaction.response.defer()
            answer = await given(interaction, self._answer_id)
            chosen = [answer.cited[int(at)] for at in sorted(self.values, key=int)]
            if not chosen:
                raise WrongRequest("dossier_nothing_to_keep")
            text = await kept(interaction, answer, chosen)
            await interaction.edit_original_response(content=text, view=None)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it
            await show_error(interaction, "Button keep", error)
