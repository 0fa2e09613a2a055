"""`Show passages`: each quote in the paragraph that it stands in, for the one who pressed it."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from clippings.bot.rendering.labels import labels_for
from clippings.bot.rendering.passage_page import passage_page
from clippings.bot.views.answer_button import ANSWER_ID, AnswerButton, Pressed
from clippings.bot.views.keep import KeepThisButton
from clippings.core.web_links import answer_address
from clippings.vectorstore.catalogue.given_answers import GivenAnswer


class PassagesButton(AnswerButton, template=rf"clippings:passages:{ANSWER_ID}"):
    action = "passages"

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        embed, view = await _page(interaction, answer, 0)
        await interaction.edit_original_response(embed=embed, view=view)


class PageButton(AnswerButton, template=rf"clippings:page:{ANSWER_ID}:(?P<page>\d{{1,3}}):(?P<way>back|on)"):
    """One page back or on; at the ends it cannot be pressed."""

    action = "page"

    def __init__(self, answer_id: str, page: int, way: str, label: str = "…", disabled: bool = False) -> None:
        super().__init__(answer_id, label, page, way, disabled=disabled)
        self.page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["answer"], int(match["page"]), match["way"])

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        await interaction.response.defer()
        embed, view = await _page(interaction, answer, self.page)
        await interaction.edit_original_response(embed=embed, view=view)


async def _page(interaction: Pressed, answer: GivenAnswer, page: int) -> tuple[discord.Embed, discord.ui.View]:
    bot = interaction.client
    catalogue = bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
    labels = labels_for(answer.language)
    last = max(0, len(answer.quotes) - 1)
    page = min(page, last)
    own_page = answer_address(bot.archive.settings.page_address, answer.guild_id, answer.id)
    embed = await bot.in_thread(passage_page, catalogue, answer, page, labels, own_page)
    view = discord.ui.View(timeout=None)
    if last:
        view.add_item(PageButton(answer.id, max(0, page - 1), "back", labels.back, disabled=page == 0))
        view.add_item(PageButton(answer.id, min(last, page + 1), "on", labels.on, disabled=page == last))
    if answer.quotes:
        view.add_item(KeepThisButton(answer.id, page, labels.keep))
    return embed, view
