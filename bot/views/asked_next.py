"""`Ask next` under an answer: up to three questions that the archive answers, tried before they are shown."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Self

import discord

from clippings.bot.errors import show_error
from clippings.bot.questions import ask as asking
from clippings.bot.questions.surfaces import InteractionSurface
from clippings.bot.questions.turns import in_turns
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.labels import labels_for
from clippings.bot.servers.personal import enter
from clippings.bot.views.answer_button import ANSWER_ID, PREFIX, AnswerButton, Pressed, given
from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.next_questions.propose import MOST_PROPOSED, NextQuestion, is_answered, propose, question_at
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.types import Question
from clippings.vectorstore.catalogue.given_answers import GivenAnswer

MOST_SHOWN = 3
_LONGEST_S = 10.0
"""For which further questions are tried."""


class AskNextButton(AnswerButton, template=rf"clippings:next:{ANSWER_ID}"):
    action = "next"

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        bot, labels = interaction.client, labels_for(answer.language)
        with bot.presses.once(self.action, answer.id, interaction.user.id):
            await interaction.response.defer(ephemeral=True, thinking=True)
            found = await _verified(interaction, answer)
        if not found:
            await interaction.edit_original_response(content=labels.no_next)
            return
        view = discord.ui.View(timeout=None)
        view.add_item(NextSelect(answer.id, found, labels.ask_next))
        await interaction.edit_original_response(content=labels.next_questions, view=view)


async def _verified(interaction: Pressed, answer: GivenAnswer) -> list[NextQuestion]:
    """Questions that the archive was asked and answered, each in a turn of its own; it counts as one question."""
    bot, began_s = interaction.client, time.monotonic()
    proposed: list[NextQuestion] = []
    found: list[NextQuestion] = []

    def prepare(worker: ArchiveWorker) -> None:
        cited = list(dict.fromkeys(quote.article_id for quote in answer.quotes))
        known = {article.id: article for article in worker.archive.catalogue.articles(cited)}
        asked = (answer.question.text, *(turn.question for turn in answer.question.history))
        quoted = [quote.quote for quote in answer.cited]
        proposed.extend(propose([known[one] for one in cited if one in known], quoted, asked))

    def check(at: int) -> Callable[[ArchiveWorker], None]:
        def work(worker: ArchiveWorker) -> None:
            if at >= len(proposed) or len(found) >= MOST_SHOWN or time.monotonic() - began_s > _LONGEST_S:
                return
            one = proposed[at]
            if is_answered(one, worker.ask(_question(answer, one, interaction))):
                found.append(one)

        return work

    works = [prepare, *(check(at) for at in range(MOST_PROPOSED))]
    await in_turns(bot, works, guild_id=interaction.guild_id, user_id=interaction.user.id)
    return found


def _question(answer: GivenAnswer, one: NextQuestion, interaction: Pressed) -> Question:
    """Within the limits of the answer that it comes after."""
    return replace(answer.question, text=one.text, asked_at=interaction.client.now(), history=())


class NextSelect(discord.ui.DynamicItem[discord.ui.Select[Any]], template=rf"{PREFIX}:asknext:{ANSWER_ID}"):
    """The questions to choose from; each option has the place of its sentence, from which the question is made again.

    Args:
        answer_id: Of the answer that they come after.
        questions: To choose from; none in one that was pressed.
        placeholder: What it says before.
    """

    def __init__(self, answer_id: str, questions: list[NextQuestion] | None = None, placeholder: str = "…") -> None:
        options = [
            discord.SelectOption(
                label=limits.fitted(safe_text.plain(one.text), limits.CHOICE), value=f"{one.article_id}:{one.start}"
            )
            for one in questions or ()
        ]
        super().__init__(
            discord.ui.Select(
                custom_id=f"{PREFIX}:asknext:{answer_id}", placeholder=placeholder, options=options[:MOST_SHOWN]
            )
        )
        self.answer_id = answer_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["answer"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await enter(interaction, button="asknext")
        try:
            answer = await given(interaction, self.answer_id)
            question = await _chosen(interaction, answer, self.item.values)
            await asking.deferred(interaction)
            await asking.ask(
                interaction.client, InteractionSurface(interaction), question, asking.AskingMember.of(interaction)
            )
        except Exception as error:  # noqa: BLE001  # discord.py would only log it, and the reader wait for ever
            await show_error(interaction, "Ask next", error)


async def _chosen(interaction: Pressed, answer: GivenAnswer, values: Sequence[str]) -> Question:
    """The question of the option that was chosen: only of articles that the answer cites.

    Raises:
        WrongRequest: There is none any more.
    """
    place = re.fullmatch(r"(\d{1,18}):(\d{1,9})", values[0] if values else "")
    if place is None or int(place[1]) not in {quote.article_id for quote in answer.quotes}:
        raise WrongRequest("no_next_question")
    bot = interaction.client
    catalogue = bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
    articles = await bot.in_thread(catalogue.articles, [int(place[1])])
    found = question_at(articles[0], int(place[2])) if articles else None
    if found is None:
        raise WrongRequest("no_next_question")
    return _question(answer, found, interaction)
