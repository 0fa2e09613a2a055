"""`Solved` under the answer to a post: tags it so and closes it."""

from __future__ import annotations

import discord

from clippings.bot.questions.posts import SOLVED, tagged
from clippings.bot.rendering.labels import labels_for
from clippings.bot.views.answer_button import ANSWER_ID, AnswerButton, Pressed
from clippings.chain.verification.refusals import Refusal, WrongRequest
from clippings.vectorstore.catalogue.given_answers import GivenAnswer


class CannotClose(Refusal):
    """The bot may not close a post in this forum."""


class SolvedButton(AnswerButton, template=rf"clippings:solved:{ANSWER_ID}"):
    action, emoji = "solved", "✅"

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        thread = interaction.channel
        if not isinstance(thread, discord.Thread) or thread.id != answer.channel_id:
            raise WrongRequest("no_post")
        may_close = interaction.permissions.manage_threads or interaction.permissions.administrator
        if interaction.user.id != thread.owner_id and not may_close:
            raise WrongRequest("not_your_post")
        if not interaction.app_permissions.manage_threads and not interaction.app_permissions.administrator:
            raise CannotClose("cannot_close")
        # A message in a closed post opens it again: the one who pressed is told first.
        await interaction.response.send_message(labels_for(answer.language).post_closed, ephemeral=True)
        tags = tagged(thread, SOLVED)
        try:
            if tags is None:
                await thread.edit(archived=True)
            else:
                await thread.edit(archived=True, applied_tags=tags)
        except discord.Forbidden as error:  # the permission was taken meanwhile
            raise CannotClose("cannot_close") from error
