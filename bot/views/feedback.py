"""`Good` and `Bad`: what readers say of an answer, with a reason if they like; `clippings feedback export` has it."""

from __future__ import annotations

from typing import Any, ClassVar

import discord

from clippings.bot.errors import show_error
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering.labels import Labels, labels_for
from clippings.bot.servers.personal import enter
from clippings.bot.views.answer_button import ANSWER_ID, AnswerButton, Pressed, given
from clippings.vectorstore.catalogue.given_answers import GivenAnswer, Verdict, keep_feedback

_MOST_REASON = 1_000


class _VerdictButton(AnswerButton, template="clippings:verdict"):
    row_of_it = 1
    verdict: ClassVar[Verdict]

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        await interaction.response.send_modal(ReasonModal(answer.id, self.verdict, labels_for(answer.language)))


class GoodButton(_VerdictButton, template=rf"clippings:good:{ANSWER_ID}"):
    action, verdict, emoji = "good", "good", "👍"


class BadButton(_VerdictButton, template=rf"clippings:bad:{ANSWER_ID}"):
    action, verdict, emoji = "bad", "bad", "👎"


class ReasonModal(discord.ui.Modal):
    """Asks for a reason, which may be left out."""

    def __init__(self, answer_id: str, verdict: Verdict, labels: Labels) -> None:
        super().__init__(title=labels.why_good if verdict == "good" else labels.why_bad)
        self.answer_id, self.verdict, self._labels = answer_id, verdict, labels
        self.reason: discord.ui.TextInput[ReasonModal] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, required=False, max_length=_MOST_REASON, custom_id="reason"
        )
        self.add_item(discord.ui.Label(text=labels.reason, description=labels.reason_hint, component=self.reason))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        await enter(interaction, form="feedback")
        answer = await given(interaction, self.answer_id)
        bot = interaction.client
        catalogue = bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
        reason = limits.fitted(self.reason.value.strip(), _MOST_REASON)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await bot.in_thread(keep_feedback, catalogue, answer.id, interaction.user.id, self.verdict, reason, bot.now())
        await interaction.edit_original_response(content=self._labels.thanks)

    async def on_error(  # type: ignore[override]  # discord.py itself leaves the item out for modals
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        await show_error(interaction, f"Feedback {self.verdict}", error)
