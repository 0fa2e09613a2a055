"""The Discord client: what the bot may see, what it holds, and what it does when it starts and stops."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.errors import Tree
from clippings.bot.ingestion.ingests import Ingests
from clippings.bot.operations.command_sync import sync_if_changed
from clippings.bot.operations.metrics import Metrics
from clippings.bot.questions.answer_store import AnswerBook
from clippings.bot.questions.cooldowns import Cooldowns
from clippings.bot.questions.debounce import Presses
from clippings.bot.questions.judging import Judging
from clippings.bot.questions.shutdown import Drain
from clippings.bot.questions.turns import in_turn
from clippings.bot.rendering.translator import KoreanTranslator
from clippings.bot.servers.settings import Guilds
from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.generation.writer import Shown
from clippings.chain.pipeline import Asker
from clippings.chain.question_queue import QuestionQueue, Waiting
from clippings.chain.said import Said
from clippings.chain.timeline import Timeline
from clippings.chain.trend import Trend, trend
from clippings.core.settings import MAIN_ARCHIVE, Settings
from clippings.core.types import Answer, Question
from clippings.vectorstore.archive import Archive

log = logging.getLogger(__name__)

COGS = tuple(
    f"clippings.bot.cogs.{name}"
    for name in (
        "ask",
        "ask_about",
        "check",
        "messages",
        "answers",
        "explore",
        "dossier",
        "said",
        "help",
        "admin",
        "follow",
        "standing",
        "my_archive",
    )
)
CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)
"""Where commands are, where people may install the app for themselves; `/admin` is of servers alone."""
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
            intents=intents(archive.settings),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=Tree,
            allowed_contexts=CONTEXTS if archive.settings.discord_user_install else app_commands.AppCommandContext(),
            allowed_installs=INSTALLS if archive.settings.discord_user_install else app_commands.AppInstallationType(),
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
        self.answer_book = AnswerBook()
        self.judging = Judging(settings.judged_share, settings.judged_least)
        self.presses = Presses(lambda: self.now())
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

        def work(worker: ArchiveWorker) -> Answer:
            return worker.ask(question, shown)

        answer, took = await in_turn(self, work, guild_id=guild_id, user_id=user_id, waiting=waiting)
        took.tell(self.metrics, "abstained" if answer.abstained else "answered", answer.timings_ms, mode=answer.mode)
        return answer

    async def timeline(
        self, question: Question, *, guild_id: int | None, user_id: int, waiting: Waiting | None = None
    ) -> Timeline:
        """The same for a topic and its dated clippings; see `answer`.

        Raises:
            ClippingsError: There is none; the message is for the asker.
        """

        def work(worker: ArchiveWorker) -> Timeline:
            return worker.timeline(question)

        found, took = await in_turn(self, work, guild_id=guild_id, user_id=user_id, waiting=waiting)
        took.tell(self.metrics, "answered" if found.clippings else "abstained", {}, mode="timeline")
        return found

    async def trend(self, question: Question, *, guild_id: int | None, user_id: int) -> Trend:
        """The same for a topic and how often it was written of; see `answer`.

        Raises:
            ClippingsError: There is none; the message is for the asker.
        """

        def work(worker: ArchiveWorker) -> Trend:
            return worker.run(lambda asker: trend(asker.archive, question))

        found, took = await in_turn(self, work, guild_id=guild_id, user_id=user_id)
        took.tell(self.metrics, "answered" if found.articles else "abstained", {}, mode="trend")
        return found

    async def said(
        self, person: Question, topic: str, *, guild_id: int | None, user_id: int, waiting: Waiting | None = None
    ) -> Said:
        """The same for a person and their words; see `answer`.

        Raises:
            ClippingsError: There is none; the message is for the asker.
        """

        def work(worker: ArchiveWorker) -> Said:
            return worker.said(person, topic)

        found, took = await in_turn(self, work, guild_id=guild_id, user_id=user_id, waiting=waiting)
        took.tell(self.metrics, "answered" if found.quotes else "abstained", {}, mode="said")
        return found

    def worker_of(self, guild_id: int | None, user_id: int | None = None) -> ArchiveWorker:
        """The archive that a server may ask; in direct messages (None) the one that this person chose.

        Raises:
            NoArchive: There is none; the message is for the asker.
        """
        return self.workers[self.guilds_settings.archive_of(guild_id, user_id)]

    @property
    def state(self) -> Literal["starting", "ready", "lost", "ending"]:
        """Whether questions are taken: `lost` while the gateway is being found again."""
        if self.drain.ending or self.is_closed():
            return "ending"
        if not self.is_ready():
            return "starting"
        return "ready" if self._has_its_gateway() else "lost"

    def _has_its_gateway(self) -> bool:
        return self.ws is not None and self.ws.open

    async def measure(self) -> None:
        """Bring the gauges up to now."""
        for name, worker in self.workers.items():
            self.metrics.queue.labels(name).set(self.queues[name].length)
            lexical, vectors = await self.in_thread(worker.behind)
            self.metrics.lag.labels(name, "lexical").set(lexical)
            self.metrics.lag.labels(name, "vectors").set(vectors)
            quality = await self.in_thread(self.judging.quality, name, worker, self.now())
            self.metrics.judged(name, quality, self.judging.is_alarming(quality))
        self.metrics.ingests.set(self.ingests.running)
        self.metrics.stall.set(self.longest_stall_s)
        self.longest_stall_s = 0.0

    async def setup_hook(self) -> None:
        """Runs again when a login has to be tried again."""
        await self.tree.set_translator(KoreanTranslator())
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

    def judge_later(self, worker: ArchiveWorker, answer: Answer, answer_id: str) -> None:
        """Judge an answer that was given, where it is drawn; nobody waits for it."""
        if self.judging.draws(answer):
            judging = self.in_thread(self.judging.judge, worker, answer, answer_id, self.now())
            task = asyncio.create_task(judging)
            self.judging.tasks.add(task)
            task.add_done_callback(self.judging.tasks.discard)

    async def close(self) -> None:
        for worker in self.workers.values():
            worker.stop()
        await self.ingests.stop()
        await super().close()
        await asyncio.to_thread(self._threads.shutdown, wait=True, cancel_futures=True)


class ShardedClippingsBot(ClippingsBot, commands.AutoShardedBot):
    """The same, over as many gateway connections as Discord advises."""

    def _has_its_gateway(self) -> bool:
        return not any(shard.is_closed() for shard in self.shards.values())
