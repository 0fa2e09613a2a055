"""Messages that speak to the bot: a mention, a reply to it, a direct message; in its threads, what follows up.

Discord leaves the words out of every other message, unless an admin switched on the privileged intent. Nothing is done
with, or kept of, a message that does not speak to the bot.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import discord
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.errors import told
from clippings.bot.questions import ask as asking
from clippings.bot.questions import question_id
from clippings.bot.questions.posts import PostSurface, post_of, question_of_post
from clippings.bot.questions.surfaces import MessageSurface
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.servers.channels import NotHere, check_channel
from clippings.bot.servers.personal import check_membership
from clippings.bot.views.follow_up import follow_up
from clippings.chain.messages import message as words
from clippings.core.errors import ClippingsError
from clippings.core.languages import of_question
from clippings.core.types import Question

log = logging.getLogger(__name__)

_SILENT = discord.AllowedMentions.none()


class Messages(commands.Cog):
    """Questions in plain words."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot
        self._told_unread: set[int] = set()
        """Channels of questions that were told that they cannot be read."""

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if self._is_unreadable(message):
            await self._tell_unread(message)
            return
        if not self._speaks_to_us(message):
            return
        guild_id = message.guild.id if message.guild else None
        question_id.begin(command="message", guild_id=guild_id, user_id=message.author.id)
        await check_membership(self.bot, guild_id, message.author.id)
        try:
            check_channel(self.bot, guild_id, message.channel)
            post = self._new_post(message)
            question = await self._question(message, post)
        except NotHere as refusal:
            if self._is_mentioned(message):  # plain words in a thread were perhaps not meant for the bot
                await self._say(message, refusal)
            return
        except ClippingsError as error:
            await self._say(message, error)
            return
        surface = PostSurface(post, message) if post else MessageSurface(message.channel, message)
        await asking.ask(self.bot, surface, question, asking.AskingMember(guild_id, message.author.id))

    def _speaks_to_us(self, message: discord.Message) -> bool:
        us = self.bot.user
        if us is None or message.author.bot or message.webhook_id is not None or message.is_system():
            return False
        if message.guild is None:
            return self.bot.archive.settings.discord_direct_messages
        if self._new_post(message) is not None or (self._is_in_question_channel(message) and bool(message.content)):
            return True
        return self._is_mentioned(message) or (self._is_our_thread(message.channel) and bool(message.content))

    def _is_in_question_channel(self, message: discord.Message) -> bool:
        """Whether every message of its channel is a question, and it is no reply to somebody else."""
        if message.guild is None or not isinstance(message.channel, discord.TextChannel) or message.reference:
            return False
        return message.channel.id in self.bot.guilds_settings.settings_of(message.guild.id).questions

    def _is_unreadable(self, message: discord.Message) -> bool:
        """Whether a message would be a question, if only Discord told the bot its words."""
        if self.bot.intents.message_content or message.content or message.author.bot or message.webhook_id is not None:
            return False
        return not message.is_system() and self._is_in_question_channel(message)

    async def _tell_unread(self, message: discord.Message) -> None:
        """Say once, until the bot is started again, that the messages of a channel cannot be read."""
        if message.channel.id in self._told_unread or message.guild is None:
            return
        self._told_unread.add(message.channel.id)
        language = self.bot.guilds_settings.settings_of(message.guild.id).language
        if not language and message.guild.preferred_locale is discord.Locale.korean:
            language = "ko"
        try:
            await message.reply(words("channel_unread", language or "en"), allowed_mentions=_SILENT)
        except discord.HTTPException as error:
            log.warning("A message could not be answered (%s)", error)

    def _post(self, message: discord.Message) -> discord.Thread | None:
        """The post that a message is in, where its forum is one of those that are answered."""
        guild_id = message.guild.id if message.guild else None
        return post_of(message.channel, self.bot.guilds_settings.settings_of(guild_id).questions)

    def _new_post(self, message: discord.Message) -> discord.Thread | None:
        """The post that a message begins; its first message has the number of its thread."""
        return self._post(message) if message.id == message.channel.id else None

    def _is_mentioned(self, message: discord.Message) -> bool:
        us = self.bot.user
        return us is not None and any(mentioned.id == us.id for mentioned in message.mentions)

    def _is_our_thread(self, channel: object) -> bool:
        us = self.bot.user
        return isinstance(channel, discord.Thread) and us is not None and channel.owner_id == us.id

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel that is gone is no longer one of questions."""
        guilds = self.bot.guilds_settings
        settings = guilds.settings_of(channel.guild.id)
        if channel.id in settings.questions:
            left = tuple(one for one in settings.questions if one != channel.id)
            await self.bot.in_thread(guilds.keep, replace(settings, questions=left))

    async def _question(self, message: discord.Message, post: discord.Thread | None) -> Question:
        us = self.bot.user
        assert us is not None
        content = re.sub(rf"<@!?{us.id}>", " ", message.content)
        if post is not None:
            return Question(question_of_post(post.name, content), self.bot.now())
        text = asking.question_text(safe_text.lines(content))
        guild_id = message.guild.id if message.guild else None
        replied_to = message.reference.message_id if message.reference else None
        is_ours = self._is_our_thread(message.channel) or self._post(message) is not None
        goes_on = is_ours or (message.guild is None and replied_to)
        before = await self.bot.in_thread(
            self.bot.answer_book.before,
            self.bot.worker_of(guild_id, message.author.id).archive.catalogue,
            replied_to,
            message.channel.id if goes_on else 0,
            guild_id,
            message.author.id,
        )
        now = self.bot.now()
        return Question(text, now) if before is None else follow_up(before, text, now)

    async def _say(self, message: discord.Message, error: Exception) -> None:
        set_here = self.bot.guilds_settings.settings_of(message.guild.id if message.guild else None).language
        post = self._new_post(message)
        words = f"{post.name} {message.content}" if post else message.content
        text = told("A message", error, set_here or await self.bot.in_thread(of_question, words))
        try:
            await message.reply(text, allowed_mentions=_SILENT)
        except discord.HTTPException as error:
            log.warning("A message could not be answered (%s)", error)


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Messages(bot))
