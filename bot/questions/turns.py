"""A question's turn: whether it may be asked now, who is before it, and what is counted and logged of it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from clippings.bot.operations.metrics import Metrics
from clippings.bot.questions import question_id
from clippings.bot.questions.cooldowns import TooSoon
from clippings.bot.servers.settings import NoArchive
from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.question_queue import QueueFull, Waiting
from clippings.core.errors import WrongUsage

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot

log = logging.getLogger(__name__)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Took:
    """Whose question it was, and how long it took."""

    about: Mapping[str, object]
    queue_s: float
    total_s: float

    def tell(self, metrics: Metrics, outcome: str, timings_ms: Mapping[str, float], mode: str) -> None:
        """Count it, and log it.

        Args:
            metrics: Of the bot.
            outcome: `answered` or `abstained`.
            timings_ms: Of its stages.
            mode: How the answer was made.
        """
        metrics.answered(outcome, timings_ms, self.queue_s, self.total_s)
        told = {"queue_ms": round(self.queue_s * 1e3), "timings_ms": dict(timings_ms), "mode": mode}
        log.info(outcome, extra={**told, **self.about})


async def in_turn(
    bot: ClippingsBot,
    work: Callable[[ArchiveWorker], _T],
    *,
    guild_id: int | None,
    user_id: int,
    waiting: Waiting | None = None,
) -> tuple[_T, Took]:
    """Do something with the archive of a server when it is its turn, in a thread.

    Args:
        bot: With its archives, limits and queues.
        work: Blocks; is given the archive that this server may ask.
        guild_id: The server it is asked in; None in a direct message.
        user_id: Who asks.
        waiting: Is told how many questions are before this one, when there are any.

    Raises:
        ClippingsError: It may not be asked, or fails; the message is for the asker.
    """
    about = {"guild_id": guild_id, "user_id": user_id, "question_id": question_id.current()}
    with bot.drain.in_flight():
        try:
            archive = bot.guilds_settings.archive_of(guild_id)
            bot.cooldowns.take(guild_id, user_id)
            entered_s = time.perf_counter()
            async with bot.queues[archive].turn(bot.drain.unless_ending(waiting)):
                began_s = time.perf_counter()
                bot.drain.check()
                done = await bot.drain.or_the_end(bot.in_thread(work, bot.worker_of(guild_id)))
        except (TooSoon, QueueFull, NoArchive, WrongUsage) as reason:
            bot.metrics.refused()
            log.info("refused: %s", reason.what, extra=about)
            raise
        except (Exception, asyncio.CancelledError) as error:
            bot.metrics.failed()
            log.warning("not answered: %s: %s", type(error).__name__, error, extra=about)
            raise
    ended_s = time.perf_counter()
    return done, Took({**about, "archive": archive}, began_s - entered_s, ended_s - entered_s)
