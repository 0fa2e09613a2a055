"""From a question in Discord to its card, whoever asks and how: searched, streamed, shown, kept."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

import discord

from clippings.bot.client import ClippingsBot
from clippings.bot.errors import told
from clippings.bot.questions import question_id
from clippings.bot.questions.streaming import LiveAnswer
from clippings.bot.questions.surfaces import Surface
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.answer_card import card
from clippings.bot.rendering.labels import labels_for
from clippings.bot.servers.personal import is_personal
from clippings.chain.verification.refusals import Refusal, WrongRequest
from clippings.core.errors import StorageError
from clippings.core.languages import of_question
from clippings.core.types import Answer, Question
from clippings.core.web_links import answer_address
from clippings.vectorstore.catalogue.given_answers import GivenAnswer, given_answer

log = logging.getLogger(__name__)

MOST_CHARACTERS = 500
"""Of a question."""

LONGEST_S = 14 * 60
"""A minute less than Discord lets the bot change its response."""


class AnswerTookTooLong(Refusal):
    """There was no answer within the time in which Discord would show it."""


@dataclass(frozen=True, slots=True)
class AskingMember:
    """Who asks, and where."""

    guild_id: int | None
    user_id: int

    @classmethod
    def of(cls, interaction: discord.Interaction[ClippingsBot]) -> AskingMember:
        return cls(interaction.guild_id, interaction.user.id)


def question_text(text: str) -> str:
    """A question's text as it is asked.

    Raises:
        WrongRequest: There is nothing to read in it, or too much.
    """
    if not safe_text.one_line(text):
        raise WrongRequest("question_empty")
    if len(text) > MOST_CHARACTERS:
        raise WrongRequest("question_long", count=len(text), most=MOST_CHARACTERS)
    return text


async def deferred(interaction: discord.Interaction[ClippingsBot], *, ephemeral: bool = False) -> None:
    """Have Discord show that somebody is at it; from here on a bot that ends answers first, or says that it cannot."""
    interaction.client.drain.count()
    await interaction.response.defer(ephemeral=ephemeral or is_personal(interaction), thinking=True)


async def ask(
    bot: ClippingsBot, surface: Surface, question: Question, asker: AskingMember, longest_s: float = LONGEST_S
) -> None:
    """Answer a question on a surface; what goes wrong is told there.

    Args:
        bot: Which answers it.
        surface: Where it is shown from "searching" to the card.
        question: What is asked.
        asker: Who asks, and where.
        longest_s: How long the answer may take.
    """
    question_id.begin(guild_id=asker.guild_id, user_id=asker.user_id)
    bot.drain.count()
    language = ""
    try:
        # its model takes milliseconds, the first time a second
        language = await bot.in_thread(of_question, question.text)
        answer = await _answered(bot, surface, question, language, asker, longest_s)
        await _shown(bot, surface, question, answer, asker)
        await surface.answered(answer)
    except Exception as error:  # noqa: BLE001  # whatever it is, the asker is told and the log has it
        text = told("A question", error, language)
        try:
            await surface.fail(text)
        except discord.HTTPException as gone:
            log.warning("The error of a question could not be shown (%s)", gone)


async def _answered(
    bot: ClippingsBot, surface: Surface, question: Question, language: str, asker: AskingMember, longest_s: float
) -> Answer:
    catalogue = bot.worker_of(asker.guild_id, asker.user_id).archive.catalogue
    labels = labels_for(language)
    articles = await bot.in_thread(catalogue.article_count)
    async with LiveAnswer(surface, question.text, labels.searching.format(f"{articles:,}")) as live:

        async def waiting(before: int) -> None:
            live.waits(labels.waiting.format(f"{before:,}"))

        try:
            async with asyncio.timeout(
                longest_s
            ):  # in this task, which a bot that ends waits for until the card is shown
                return await bot.answer(
                    question, guild_id=asker.guild_id, user_id=asker.user_id, shown=live.shown, waiting=waiting
                )
        except TimeoutError:
            raise AnswerTookTooLong("took_too_long", minutes=f"{longest_s / 60:.0f}") from None


async def _shown(bot: ClippingsBot, surface: Surface, question: Question, answer: Answer, asker: AskingMember) -> None:
    """Show the card, its buttons alive, and keep the answer; without its buttons where it cannot be kept."""
    from clippings.bot.views.answer import answer_view  # its buttons ask as well

    answer_id = bot.answer_book.new_id()
    catalogue = bot.worker_of(asker.guild_id, asker.user_id).archive.catalogue
    embeds = [card(answer, answer_address(bot.archive.settings.page_address, asker.guild_id, answer_id))]

    def given(channel_id: int, message_id: int | None) -> GivenAnswer:
        return given_answer(
            answer,
            question,
            answer_id,
            guild_id=asker.guild_id,
            channel_id=channel_id,
            message_id=message_id,
            user_id=asker.user_id,
        )

    bot.answer_book.announce(catalogue, given(0, None))
    if answer.is_small_talk:
        message = await surface.show(safe_text.escaped(answer.text))
    else:
        message = await surface.show(None, embeds, answer_view(answer_id, answer, of_post=surface.is_of_post))
    try:
        await bot.in_thread(bot.answer_book.write, catalogue, given(message.channel.id, message.id))
        bot.judge_later(bot.worker_of(asker.guild_id, asker.user_id), answer, answer_id)
    except StorageError as error:
        log.warning("An answer could not be kept, so it has no buttons: %s", error)
        await surface.show(None, embeds)
