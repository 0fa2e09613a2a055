"""The Discord client: what the bot may see, what it holds, and what it does when it starts and stops."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar

import discord
from discord.ext import commands

from clippings.bot.answer_book import AnswerBook
from clippings.bot.archive_worker import ArchiveWorker
from clippings.bot.errors import Tree
from clippings.bot.presses import Presses
from clippings.bot.translator import KoreanTranslator
from clippings.chain.ask import Asker, Shown
from clippings.chain.timeline import Timeline
from clippings.core.settings import Settings
from clippings.core.types import Answer, Question
from clippings.vectorstore.archive import Archive

log = logging.getLogger(__name__)

COGS = tuple(
    f"clippings.bot.cogs.{name}" for name in ("ask", "ask_about", "messages", "answers", "explore", "help", "follow")
)
_THREADS = 4
_T = TypeVar("_T")


def intents(settings: Settings) -> discord.Intents:
    """What the bot is told of: servers and messages. Of messages that do not speak to it, Discord leaves the words out.

    Only an admin who wants plain messages in the bot's threads to be questions switches on the privileged intent.
    """
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        dm_messages=settings.discord_direct_messages,
        message_content=settings.discord_message_content,
    )


class ClippingsBot(commands.Bot):
    """Slash commands, buttons, and messages that speak to it; it needs no privileged intent and never notifies anyone.

    Args:
        archive: An open archive, to be closed by the caller after the bot.
        asker: Answers from it.
        guild_ids: Servers that get the commands at once; everywhere, within the hour, when empty.
        now: The clock.
    """

    def __init__(
        self,
        archive: Archive,
        asker: Asker,
        guild_ids: tuple[int, ...] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=intents(archive.settings),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=Tree,
        )
        self.archive = archive
        self.asker = asker
        self.guild_ids = guild_ids
        self.now = now
        self.worker = ArchiveWorker(archive, asker)
        self.answer_book = AnswerBook()
        self.presses = Presses(lambda: self.now())
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="archive")

    async def in_thread(self, work: Callable[..., _T], *arguments: object) -> _T:
        """Run something that blocks, beside the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    async def answer(
        self, question: Question, *, guild_id: int | None, user_id: int, shown: Shown | None = None
    ) -> Answer:
        """The one way from Discord to an answer, for every command, button and message.

        Args:
            question: What is asked.
            guild_id: The server it is asked in; None in a direct message.
            user_id: Who asks.
            shown: See `Asker.ask`; called from another thread.

        Raises:
            ClippingsError: There is none; the message is for the asker.
        """
        return await self.in_thread(self.worker_of(guild_id).ask, question, shown)

    async def timeline(self, question: Question, *, guild_id: int | None, user_id: int) -> Timeline:
        """The same for a topic and its dated clippings; see `answer`.

        Raises:
            ClippingsError: The archive cannot be read; the message is for the asker.
        """
        return await self.in_thread(self.worker_of(guild_id).timeline, question)

    def worker_of(self, guild_id: int | None) -> ArchiveWorker:
        """The archive that a server may ask (None: direct messages)."""
        return self.worker

    async def setup_hook(self) -> None:
        await self.tree.set_translator(KoreanTranslator())
        for cog in COGS:
            await self.load_extension(cog)
        if not self.guild_ids:
            await self.tree.sync()
        for guild_id in self.guild_ids:
            guild = discord.Object(guild_id)
            self.tree.copy_global_to(guild=guild)
            await self.tree.sync(guild=guild)

    async def on_ready(self) -> None:
        log.info("%s is ready in %d servers", self.user, len(self.guilds))

    async def close(self) -> None:
        self.worker.stop()
        await super().close()
        await asyncio.to_thread(self._threads.shutdown, wait=True, cancel_futures=True)
