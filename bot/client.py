"""The Discord client: what the bot may see, what it holds, and what it does when it starts and stops."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import discord
from discord.ext import commands

from clippings.bot import question_id
from clippings.bot.archive_worker import ArchiveWorker
from clippings.bot.command_sync import sync_if_changed
from clippings.bot.cooldowns import Cooldowns, TooSoon
from clippings.bot.drain import Drain
from clippings.bot.errors import Tree
from clippings.bot.guilds import Guilds, NoArchive
from clippings.bot.ingests import Ingests
from clippings.bot.metrics import Metrics
from clippings.bot.queue import QuestionQueue, QueueFull, Waiting
from clippings.chain.ask import Asker, Shown
from clippings.core.errors import WrongUsage
from clippings.core.settings import MAIN_ARCHIVE
from clippings.core.types import Answer, Question
from clippings.vectorstore.archive import Archive

log = logging.getLogger(__name__)

COGS = ("clippings.bot.cogs.ask", "clippings.bot.cogs.follow", "clippings.bot.cogs.admin")
_THREADS = 4
_T = TypeVar("_T")


class ClippingsBot(commands.Bot):
    """Slash commands only: it reads no messages, needs no privileged intent and never notifies anyone.

    Args:
        archive: An open archive, to be closed by the caller after the bot; servers without another ask this one.
        asker: Answers from it.
        guild_ids: Servers that get the commands at once; everywhere, within the hour, when empty.
        now: The clock.
        more: Further archives by their names, for the servers that they are given to.
        published: Remembers which commands were published, so that the same ones are not published again.
        options: discord.py's own (`max_ratelimit_timeout`, `shard_count`).
    """

    def __init__(
        self,
        archive: Archive,
        asker: Asker,
        guild_ids: tuple[int, ...] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        more: Mapping[str, Asker] | None = None,
        published: Path | None = None,
        **options: Any,
    ) -> None:
        self.metrics = Metrics()
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=Tree,
            http_trace=self.metrics.http_trace(),
            **options,
        )
        settings = archive.settings
        self.archive = archive
        self.asker = asker
        self.guild_ids = guild_ids
        self.now = now
        self._published = published
        self.worker = ArchiveWorker(archive, asker)
        self.workers = {
            MAIN_ARCHIVE: self.worker,
            **{name: ArchiveWorker(one.archive, one) for name, one in (more or {}).items()},
        }
        self.queues = {name: QuestionQueue(settings.queue_places) for name in self.workers}
        self.guilds_settings = Guilds(archive.catalogue, self.workers)
        self.cooldowns = Cooldowns(settings.questions_per_user, settings.questions_per_guild, lambda: self.now())
        self.drain = Drain()
        self.longest_stall_s = 0.0
        """Of the event loop, since the metrics were last looked at."""
        self.ingests = Ingests()
        self._threads = ThreadPoolExecutor(_THREADS * len(self.workers), thread_name_prefix="archive")

    async def in_thread(self, work: Callable[..., _T], *arguments: object) -> _T:
        """Run something that blocks, beside the event loop; what it logs carries the question's id too."""
        run = functools.partial(contextvars.copy_context().run, work, *arguments)
        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    async def answer(
        self,
        question: Question,
        *,
        guild_id: int | None,
        user_id: int,
        shown: Shown | None = None,
        waiting: Waiting | None = None,
    ) -> Answer:
        """The one way from Discord to an answer, for every command, button and message.

        Args:
            question: What is asked.
            guild_id: The server it is asked in; None in a direct message.
            user_id: Who asks.
            shown: See `Asker.ask`; called from another thread.
            waiting: Is told how many questions are before this one, when there are any.

        Raises:
            ClippingsError: There is none; the message is for the asker.
        """
        reference = question_id.current()
        with self.drain.in_flight():
            try:
                archive = self.guilds_settings.archive_of(guild_id)
                self.cooldowns.take(guild_id, user_id)
                entered_s = time.perf_counter()
                async with self.queues[archive].turn(self.drain.unless_ending(waiting)):
                    began_s = time.perf_counter()
                    self.drain.check()
                    work = self.in_thread(self.worker_of(guild_id).ask, question, *(() if shown is None else (shown,)))
                    answer = await self.drain.or_the_end(work)
            except (TooSoon, QueueFull, NoArchive, WrongUsage) as reason:
                self.metrics.refused()
                log.info("refused: %s", reason.what, extra={"guild_id": guild_id, "user_id": user_id})
                raise
            except Exception as error:
                self.metrics.failed()
                log.warning("not answered: %s", error, extra={"guild_id": guild_id, "user_id": user_id})
                raise
        ended_s = time.perf_counter()
        self.metrics.answered(answer, began_s - entered_s, ended_s - entered_s)
        told = {"queue_ms": round((began_s - entered_s) * 1e3), "timings_ms": answer.timings_ms, "mode": answer.mode}
        about = {"guild_id": guild_id, "user_id": user_id, "archive": archive, "question_id": reference}
        log.info("abstained" if answer.abstained else "answered", extra={**told, **about})
        return answer

    def worker_of(self, guild_id: int | None) -> ArchiveWorker:
        """The archive that a server may ask (None: direct messages).

        Raises:
            NoArchive: There is none; the message is for the asker.
        """
        return self.workers[self.guilds_settings.archive_of(guild_id)]

    @property
    def state(self) -> Literal["starting", "ready", "lost", "ending"]:
        """Whether questions are taken: `lost` while the gateway is being found again."""
        if self.drain.ending or self.is_closed():
            return "ending"
        if not self.is_ready():
            return "starting"
        return "ready" if self.ws is not None and self.ws.open else "lost"

    async def measure(self) -> None:
        """Bring the gauges up to now."""
        for name, worker in self.workers.items():
            self.metrics.queue.labels(name).set(self.queues[name].length)
            lexical, vectors = await self.in_thread(worker.behind)
            self.metrics.lag.labels(name, "lexical").set(lexical)
            self.metrics.lag.labels(name, "vectors").set(vectors)
        self.metrics.ingests.set(self.ingests.running)
        self.metrics.stall.set(self.longest_stall_s)
        self.longest_stall_s = 0.0

    async def setup_hook(self) -> None:
        """Runs again when a login has to be tried again."""
        for cog in COGS:
            if cog not in self.extensions:
                await self.load_extension(cog)
        await sync_if_changed(self.tree, self.guild_ids, self._published)

    async def on_ready(self) -> None:
        log.info("%s is ready in %d servers", self.user, len(self.guilds))

    async def on_resumed(self) -> None:
        log.info("The gateway was found again; nothing was missed.")

    async def on_disconnect(self) -> None:
        self.metrics.reconnects.inc()

    async def close(self) -> None:
        for worker in self.workers.values():
            worker.stop()
        await self.ingests.stop()
        await super().close()
        await asyncio.to_thread(self._threads.shutdown, wait=True, cancel_futures=True)


class ShardedClippingsBot(ClippingsBot, commands.AutoShardedBot):
    """The same, over as many gateway connections as Discord advises."""

    @property
    def state(self) -> Literal["starting", "ready", "lost", "ending"]:
        if self.drain.ending or self.is_closed():
            return "ending"
        if not self.is_ready():
            return "starting"
        return "lost" if any(shard.is_closed() for shard in self.shards.values()) else "ready"
