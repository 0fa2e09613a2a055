"""A question's turn: whether it may be asked now, who is before it, and what is counted and logged of it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
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

_LOOK_AGAIN_S = 0.5
"""Whether there is a place in the queue, between two parts of one piece of work."""


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
    done, took = await in_turns(bot, [work], guild_id=guild_id, user_id=user_id, waiting=waiting)
    return done[0], took


async def in_turns(
    bot: ClippingsBot,
    works: Sequence[Callable[[ArchiveWorker], _T]],
    *,
    guild_id: int | None,
    user_id: int,
    waiting: Waiting | None = None,
    advanced: Callable[[int], Awaitable[None]] | None = None,
) -> tuple[list[_T], Took]:
    """The same for work in several parts, each in a turn of its own: nobody's question waits for more than one of them.

    It counts as one question. A server that is given another archive meanwhile is told nothing of either.

    Args:
        bot: As of `in_turn`.
        works: The parts.
        guild_id: As of `in_turn`.
        user_id: As of `in_turn`.
        waiting: As of `in_turn`, before the first part.
        advanced: Is told how many parts are done.
    """
    about = {"guild_id": guild_id, "user_id": user_id, "question_id": question_id.current()}
    done: list[_T] = []
    with bot.drain.in_flight():
        try:
            archive = bot.guilds_settings.archive_of(guild_id, user_id)
            bot.cooldowns.take(guild_id, user_id)
            began_s = entered_s = time.perf_counter()
            while len(done) < len(works):
                if done and bot.queues[archive].is_full:
                    await asyncio.sleep(_LOOK_AGAIN_S)
                    continue
                async with bot.queues[archive].turn(bot.drain.unless_ending(None if done else waiting)):
                    began_s = began_s if done else time.perf_counter()
                    bot.drain.check()
                    if bot.guilds_settings.archive_of(guild_id, user_id) != archive:
                        raise NoArchive("archive_changed")
                    done.append(await bot.drain.or_the_end(bot.in_thread(works[len(done)], bot.workers[archive])))
                if advanced is not None:
                    await advanced(len(done))
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
