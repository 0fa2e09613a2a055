"""Telling news on followed questions in Discord: each once, where it was asked for, when it is due."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from clippings.bot.rendering.discord_limits import CONTENT, fitted
from clippings.bot.rendering.labels import labels_for
from clippings.bot.rendering.sanitize import escaped, one_line
from clippings.bot.servers.personal import check_membership
from clippings.bot.standing.card import standing_card
from clippings.bot.standing.rules import why_not_here
from clippings.bot.views.watch import EndButton
from clippings.chain.messages import message
from clippings.chain.standing.timing import is_due
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.standing_questions import (
    FOLLOWED,
    StandingQuestion,
    WaitingNews,
    all_standing,
    begin_telling,
    change_standing,
    note_told,
    waiting_news,
)

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot

log = logging.getLogger(__name__)

_SILENT = discord.AllowedMentions.none()
_SILENCE = timedelta(days=60)
"""After so long without news, whoever follows a question hears that it is still looked for."""
_LOOKED_BACK = 50
_CANNOT_SEND = 50007
"""Discord's code for somebody who takes no messages."""


class Unreachable(Exception):
    """News cannot be told where it was asked for; `key` is the reason, as in the messages."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class StandingPosts:
    """Tells what waits in one archive.

    Args:
        bot: Which sends it.
        archive: Its name.
    """

    def __init__(self, bot: ClippingsBot, archive: str) -> None:
        self._bot = bot
        self._archive = archive

    @property
    def _catalogue(self) -> Catalogue:
        return self._bot.workers[self._archive].archive.catalogue

    async def post(self) -> int:
        """Tell what is due; returns how many messages were sent. What cannot be sent now is tried again."""
        bot, sent = self._bot, 0
        waiting = await bot.in_thread(waiting_news, self._catalogue, "discord")
        questions = await bot.in_thread(lambda: all_standing(self._catalogue, "discord", states=FOLLOWED))
        for question in questions:
            if question.guild_id is not None and bot.get_guild(question.guild_id) is None:
                continue  # another bot's, or this one was removed: see `on_guild_remove`
            news = waiting.get(question.id, [])
            try:
                if news and is_due(question.rhythm, news[0].found_at, bot.now()):
                    sent += await self._tell(question, news)
                elif not news:
                    await self._remind(question)
            except Unreachable as reason:
                await self.stop(question, reason.key)
            except (discord.HTTPException, OSError) as error:
                log.warning("News on a followed question could not be sent yet (%s)", error)
        return sent

    async def _tell(self, question: StandingQuestion, news: Sequence[WaitingNews]) -> bool:
        bot, ids = self._bot, [one.id for one in news]
        channel = await self._channel(question)
        if not await bot.in_thread(begin_telling, self._catalogue, ids, bot.now()):
            return False
        begun = [one for one in news if one.begun_at]
        message_id = await self._sent_before(channel, question, begun[0]) if begun else None
        if message_id is None:
            message_id = (await self._send(channel, question, news)).id
        await bot.in_thread(note_told, self._catalogue, ids, bot.now(), message_id)
        return True

    async def _send(
        self, channel: discord.abc.Messageable, question: StandingQuestion, news: Sequence[WaitingNews]
    ) -> discord.Message:
        labels = labels_for(question.language)
        view = discord.ui.View(timeout=None)
        view.add_item(EndButton(question.id, news[0].id, labels.unwatch))
        role = question.rhythm.role_id if question.guild_id is not None else None
        mentions = discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(role)] if role else False)
        try:
            return await channel.send(
                content=f"<@&{role}>" if role else None,
                embed=standing_card(question, news),
                view=view,
                allowed_mentions=mentions,
                nonce=f"news-{news[0].id}",
            )
        except discord.NotFound:
            raise Unreachable("standing_channel_gone") from None
        except discord.Forbidden as error:
            closed = error.code == _CANNOT_SEND or question.guild_id is None
            raise Unreachable("standing_messages_closed" if closed else "standing_may_not_post") from None

    async def _sent_before(
        self, channel: discord.abc.Messageable, question: StandingQuestion, first: WaitingNews
    ) -> int | None:
        """The message that told this news, where a process ended between sending and noting it."""
        wanted = EndButton(question.id, first.id).custom_id
        try:
            async for found in channel.history(
                limit=_LOOKED_BACK, after=(first.begun_at or first.found_at) - timedelta(minutes=1)
            ):
                buttons = [child for row in found.components for child in getattr(row, "children", [])]
                if any(getattr(button, "custom_id", None) == wanted for button in buttons):
                    return found.id
        except discord.Forbidden:  # the channel's past is closed to the bot: rather twice than never
            log.warning("Whether news was told already cannot be seen in channel %s.", question.channel_id)
        return None

    async def _channel(self, question: StandingQuestion) -> discord.abc.Messageable:
        """Where a question is told.

        Raises:
            Unreachable: It is gone, or closed to the bot, or the server asks another archive now.
        """
        bot = self._bot
        try:
            if question.guild_id is None:
                user = await bot.fetch_user(question.user_id or 0)
                channel: object = user.dm_channel or await user.create_dm()
            else:
                channel_id = question.channel_id or 0
                channel = bot.get_channel(channel_id) or await bot.fetch_channel(channel_id)
        except discord.NotFound:
            raise Unreachable("standing_channel_gone") from None
        except discord.Forbidden:
            raise Unreachable("standing_may_not_post") from None
        await check_membership(bot, question.guild_id, question.user_id or 0)
        if reason := why_not_here(bot, self._archive, question, channel):
            raise Unreachable(reason)
        if not isinstance(channel, discord.abc.Messageable):
            raise Unreachable("standing_channel_gone")
        return channel

    async def stop(self, question: StandingQuestion, key: str) -> None:
        """Pause a question that cannot be told, and say why to whoever follows it, where Discord lets the bot."""
        bot = self._bot
        await bot.in_thread(lambda: change_standing(self._catalogue, question.id, state="paused", reason=key))
        language = question.language
        text = message("standing_stopped", language, question=one_line(question.text), reason=message(key, language))
        log.warning("A followed question is paused: %s", message(key, "en"))
        try:
            user = await bot.fetch_user(question.user_id or 0)
            await user.send(fitted(text, CONTENT, escaped), allowed_mentions=_SILENT)
        except discord.HTTPException as error:
            log.warning("Nobody could be told of it (%s); /following shows it.", error)

    async def _remind(self, question: StandingQuestion) -> None:
        """Say once that nothing comes."""
        bot = self._bot
        since = question.matched_at or question.created_at
        if question.reminded_at is not None or bot.now() - since < _SILENCE:
            return
        labels = labels_for(question.language)
        text = message("standing_silent", question.language, day=labels.date(since))
        channel = await self._channel(question)
        await bot.in_thread(lambda: change_standing(self._catalogue, question.id, reminded_at=bot.now()))
        await channel.send(fitted(f"{one_line(question.text)}\n{text}", CONTENT, escaped), allowed_mentions=_SILENT)
