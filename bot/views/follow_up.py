"""`Follow up`: the next question, which knows the answer before it, in a thread that begins at the card."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

import discord

from clippings.bot.errors import show_error
from clippings.bot.questions import ask as asking
from clippings.bot.questions.surfaces import InteractionSurface, MessageSurface, Surface
from clippings.bot.rendering.discord_limits import fitted
from clippings.bot.rendering.labels import Labels, labels_for
from clippings.bot.rendering.sanitize import plain
from clippings.bot.servers.personal import enter, is_personal
from clippings.bot.views.answer_button import ANSWER_ID, AnswerButton, Pressed, given
from clippings.core.types import Question
from clippings.vectorstore.catalogue.given_answers import GivenAnswer

log = logging.getLogger(__name__)

_THREAD_NAME = 100
_MOST_TURNS = 6
_SILENT = discord.AllowedMentions.none()
_HAS_A_THREAD = 160004
"""Discord's code for a message from which a thread was begun already."""


class FollowUpButton(AnswerButton, template=rf"clippings:follow:{ANSWER_ID}"):
    action = "follow"
    style = discord.ButtonStyle.primary

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        await interaction.response.send_modal(FollowUpModal(answer.id, labels_for(answer.language)))


class FollowUpModal(discord.ui.Modal):
    """Asks for the next question: nothing that is written in a channel has to be read for it."""

    def __init__(self, answer_id: str, labels: Labels) -> None:
        super().__init__(title=labels.follow_up)
        self.answer_id, self._labels = answer_id, labels
        self.question: discord.ui.TextInput[FollowUpModal] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=asking.MOST_CHARACTERS, custom_id="question"
        )
        self.add_item(
            discord.ui.Label(text=labels.next_question, description=labels.next_hint, component=self.question)
        )

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        await enter(interaction, form="follow")
        bot = interaction.client
        answer = await given(interaction, self.answer_id)
        question = follow_up(answer, asking.question_text(self.question.value), bot.now())
        channel, message = interaction.channel, interaction.message
        if isinstance(channel, discord.TextChannel) and message is not None and not is_personal(interaction):
            await asking.deferred(interaction, ephemeral=True)
            thread = await thread_of(interaction.client, channel, message, answer)
            surface: Surface = MessageSurface(thread) if thread else MessageSurface(channel, message)
            await interaction.edit_original_response(
                content=self._labels.answered_in.format((thread or channel).mention), allowed_mentions=_SILENT
            )
        else:
            await asking.deferred(interaction)
            surface = InteractionSurface(interaction)
        await asking.ask(bot, surface, question, asking.AskingMember.of(interaction))

    async def on_error(  # type: ignore[override]  # discord.py itself leaves the item out for modals
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        await show_error(interaction, "Follow up", error)


def follow_up(answer: GivenAnswer, text: str, now: datetime) -> Question:
    """The next question of a conversation, which knows the last few turns of it."""
    return Question(text, now, history=(*answer.question.history, answer.turn)[-_MOST_TURNS:])


async def thread_of(
    client: discord.Client, channel: discord.TextChannel, message: discord.Message, answer: GivenAnswer
) -> discord.Thread | None:
    """The thread of a card, begun if there is none; None where the bot may not begin one."""
    if (known := channel.get_thread(message.id)) is not None:
        return known
    name = fitted(plain(answer.question.text), _THREAD_NAME) or "Clippings"
    try:
        return await message.create_thread(name=name, auto_archive_duration=1440)
    except discord.HTTPException as error:
        if error.code == _HAS_A_THREAD:
            found = await client.fetch_channel(message.id)
            return found if isinstance(found, discord.Thread) else None
        log.warning("No thread could be begun (%s)", error)
        return None
