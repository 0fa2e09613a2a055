"""`Newer` and `Older`: the same question, of the time after the newest or before the oldest article that was cited."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from clippings.bot.questions import ask as asking
from clippings.bot.questions.surfaces import InteractionSurface
from clippings.bot.views.answer_button import ANSWER_ID, AnswerButton, Pressed
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.time_window import first_moment, utc
from clippings.core.types import Question
from clippings.vectorstore.catalogue.given_answers import GivenAnswer

_INSTANT = timedelta(microseconds=1)


class NewerButton(AnswerButton, template=rf"clippings:newer:{ANSWER_ID}"):
    action = "newer"
    row_of_it = 1

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        await _ask_again(interaction, answer, self.action, newer(answer, interaction.client.now()))


class OlderButton(AnswerButton, template=rf"clippings:older:{ANSWER_ID}"):
    action = "older"
    row_of_it = 1

    async def pressed(self, interaction: Pressed, answer: GivenAnswer) -> None:
        await _ask_again(interaction, answer, self.action, older(answer, interaction.client.now()))


def newer(answer: GivenAnswer, now: datetime) -> Question:
    """The question, of what was published after the newest article that was cited.

    Raises:
        WrongRequest: Nothing can have been.
    """
    newest = max(_dates(answer))
    since = newest + _INSTANT
    if utc(newest).timetz() == time.min.replace(tzinfo=UTC):  # a day alone is known of it: the rest of it is not newer
        since = first_moment(utc(newest).date() + timedelta(days=1))
    if since > utc(now):
        raise WrongRequest("newest_of_today")
    return replace(answer.question, asked_at=now, since=since, until=None)


def older(answer: GivenAnswer, now: datetime) -> Question:
    """The question, of what was published before the oldest article that was cited."""
    return replace(answer.question, asked_at=now, since=None, until=min(_dates(answer)) - _INSTANT)


def _dates(answer: GivenAnswer) -> list[datetime]:
    dates = [quote.published_at for quote in answer.cited if quote.published_at]
    if not dates:
        raise WrongRequest("undated_answer")
    return dates


async def _ask_again(interaction: Pressed, answer: GivenAnswer, action: str, question: Question) -> None:
    bot = interaction.client
    with bot.presses.once(action, answer.id, interaction.user.id):
        await asking.deferred(interaction)
        await asking.ask(bot, InteractionSurface(interaction), question, asking.AskingMember.of(interaction))
