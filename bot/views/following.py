"""What is followed, as a list from which a question is chosen to be paused, resumed or ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from clippings.bot.errors import show_error
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.answer_card import ANSWERED
from clippings.bot.rendering.discord_limits import fitted
from clippings.bot.rendering.labels import Labels
from clippings.bot.servers.personal import enter
from clippings.bot.standing.rules import may_change
from clippings.chain.messages import message
from clippings.chain.verification.refusals import WrongRequest
from clippings.vectorstore.catalogue.standing_questions import StandingQuestion, change_standing, standing

_VALID_S = 600.0


def following_card(questions: Sequence[StandingQuestion], labels: Labels) -> discord.Embed:
    """The embed of the list: each question with where it is told, how often, and when it last had news."""
    embed = discord.Embed(title=labels.following, colour=ANSWERED)
    if not questions:
        embed.description = labels.nothing_followed
        return embed
    room = limits.DESCRIPTION // min(len(questions), limits.CHOICES) - len("\n")
    embed.description = "\n".join(_line(one, labels, room) for one in questions[: limits.CHOICES])
    return embed


def _line(one: StandingQuestion, labels: Labels, room: int) -> str:
    last = labels.last_news if one.matched_at else labels.no_news_yet
    about = [
        f"<#{one.channel_id}>" if one.guild_id else "",
        labels.every[("at_once", "daily", "weekly").index(one.rhythm.every)],
        last.format(labels.date(one.matched_at or one.created_at)),
        labels.paused if one.state == "paused" else "",
        message(one.reason, one.language) if one.reason else "",
    ]
    tail = "\n-# " + " · ".join(part for part in about if part)
    return f"**{fitted(safe_text.one_line(one.text), room - limits.size(tail) - 4, safe_text.escaped)}**{tail}"


class FollowingView(discord.ui.View):
    """Chooses one question, then what becomes of it.

    Args:
        questions: Of the one who looks, or of the server for a moderator.
        labels: Of their language.
    """

    def __init__(self, questions: Sequence[StandingQuestion], labels: Labels) -> None:
        super().__init__(timeout=_VALID_S)
        options = [
            discord.SelectOption(label=fitted(safe_text.plain(one.text), limits.CHOICE), value=one.id)
            for one in questions[: limits.CHOICES]
        ]
        self.add_item(_Choice(options, labels))


class _Choice(discord.ui.Select[FollowingView]):
    def __init__(self, options: list[discord.SelectOption], labels: Labels) -> None:
        super().__init__(placeholder=labels.choose_followed, options=options)
        self._labels = labels

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        found = await _found(interaction, self.values[0])
        view = discord.ui.View(timeout=_VALID_S)
        toggle = (self._labels.pause, "paused") if found.state == "following" else (self._labels.resume, "following")
        for label, state in (toggle, (self._labels.end, "ended")):
            view.add_item(_Become(found.id, label, state))
        await interaction.response.edit_message(embed=following_card([found], self._labels), view=view)


class _Become(discord.ui.Button[discord.ui.View]):
    def __init__(self, standing_id: str, label: str, state: str) -> None:
        super().__init__(
            label=label, style=discord.ButtonStyle.danger if state == "ended" else discord.ButtonStyle.secondary
        )
        self._standing_id, self._state = standing_id, state

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            found = await _found(interaction, self._standing_id)
            bot = interaction.client
            catalogue = bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
            await bot.in_thread(lambda: change_standing(catalogue, found.id, state=self._state, reason=""))
            words = fitted(safe_text.one_line(found.text), limits.TITLE, safe_text.escaped)
            await interaction.response.edit_message(content=f"{self.label} ✓ {words}", embed=None, view=None)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it
            await show_error(interaction, "/following", error)


async def _found(interaction: discord.Interaction[Any], standing_id: str) -> StandingQuestion:
    """The question that was chosen, looked up again for the one who chose.

    Raises:
        WrongRequest: It is not followed any more, or not theirs.
    """
    await enter(interaction, button="following")
    bot = interaction.client
    catalogue = bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
    found: StandingQuestion | None = await bot.in_thread(standing, catalogue, standing_id)
    if found is None or found.state == "ended" or found.guild_id != interaction.guild_id:
        raise WrongRequest("standing_not_found")
    if not may_change(interaction, found):
        raise WrongRequest("standing_followed_by_another")
    return found
