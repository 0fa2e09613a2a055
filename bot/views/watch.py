"""`Follow` under an answer, and `End following` under the news that came of it."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from clippings.bot.errors import show_error
from clippings.bot.rendering.labels import labels_for
from clippings.bot.servers.channels import require_channel
from clippings.bot.servers.language import labels_here
from clippings.bot.servers.personal import enter
from clippings.bot.standing.rules import may_change
from clippings.bot.views.answer_button import ANSWER_ID, PREFIX, AnswerButton, Pressed
from clippings.chain.standing.begin import begin
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.types import Question
from clippings.vectorstore.catalogue.given_answers import GivenAnswer, KeptQuote
from clippings.vectorstore.catalogue.standing_questions import Rhythm, StandingQuestion, change_standing, standing

END = "unwatch"


class WatchButton(AnswerButton, template=rf"clippings:watch:{ANSWER_ID}"):
    action, emoji = "watch", "🔔"

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        told = () if answer.abstained else tuple(answer.cited)
        kept = await follow(interaction, answer.question, told, Rhythm())
        await interaction.edit_original_response(content=followed(kept))


async def follow(
    interaction: Pressed, question: Question, told: tuple[KeptQuote, ...], rhythm: Rhythm
) -> StandingQuestion:
    """Follow a question for the one who pressed or typed, to be told where they did.

    Raises:
        WrongRequest: It cannot be followed.
        Refusal: One more is too many.
    """
    bot = interaction.client
    archive = bot.worker_of(interaction.guild_id, interaction.user.id).archive
    settings = bot.archive.settings

    def work() -> StandingQuestion:
        return begin(
            archive,
            "discord",
            question,
            told,
            at=bot.now(),
            rhythm=rhythm,
            guild_id=interaction.guild_id,
            channel_id=interaction.channel_id,
            user_id=interaction.user.id,
            most_per_user=settings.followed_per_user,
            most_per_guild=settings.followed_per_guild,
        )

    return await bot.in_thread(bot.worker_of(interaction.guild_id, interaction.user.id).run, lambda _asker: work())


def followed(kept: StandingQuestion) -> str:
    """What is told to whoever begins to follow."""
    labels = labels_for(kept.language)
    return labels.watched if kept.told else labels.watched_nothing_told


class EndButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"{PREFIX}:{END}:(?P<question>[\w-]{{1,16}}):(?P<news>\d+)",
):
    """Ends a question, for who follows it and for moderators.

    Args:
        question_id: Of the question.
        news_id: Of the first news that its message told; by it the message is found again.
        label: What it says.
    """

    def __init__(self, question_id: str, news_id: int, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"{PREFIX}:{END}:{question_id}:{news_id}"))
        self.standing_id = question_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["question"], int(match["news"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await enter(interaction, button=END)
        try:
            require_channel(interaction)
            await interaction.response.defer(ephemeral=True, thinking=True)
            bot = interaction.client
            catalogue = bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
            found = await bot.in_thread(standing, catalogue, self.standing_id)
            if found is None or found.state == "ended" or found.guild_id != interaction.guild_id:
                raise WrongRequest("standing_not_found")
            if not may_change(interaction, found):
                raise WrongRequest("standing_followed_by_another")
            await bot.in_thread(lambda: change_standing(catalogue, found.id, state="ended", reason=""))
            await interaction.edit_original_response(content=labels_here(interaction).end + " ✓")
        except Exception as error:  # noqa: BLE001  # discord.py would only log it
            await show_error(interaction, f"Button {END}", error)
