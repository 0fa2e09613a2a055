"""While the bot runs, its indexes follow the catalogue: what is ingested can be asked about a second later."""

from __future__ import annotations

import logging
import time

from discord.ext import commands, tasks

from clippings.bot.client import ClippingsBot
from clippings.chain.archive_worker import ArchiveWorker, Stopping
from clippings.core.errors import ClippingsError

log = logging.getLogger(__name__)

_EVERY_S = 1.0
_LONGEST_PAUSE_S = 60.0


class Follower:
    """Looks for changes of one archive every second; after an error ever less often, up to once a minute."""

    def __init__(self, bot: ClippingsBot, name: str, worker: ArchiveWorker) -> None:
        self._bot = bot
        self._name = name
        self._worker = worker
        self.pause_s = _EVERY_S
        self._next_at_s = 0.0
        self.loop = tasks.loop(seconds=_EVERY_S)(self.follow)

    async def follow(self) -> None:
        """Follow once, unless it is too soon after an error."""
        if time.monotonic() < self._next_at_s:
            return
        try:
            await self._bot.in_thread(self._worker.follow)
        except Stopping:
            return
        except ClippingsError as error:
            self._back_off()
            log.error("The indexes of %s could not follow; next try in %.0f s. %s", self._name, self.pause_s, error)
        except Exception:  # the bot goes on answering from what its indexes have
            self._back_off()
            log.exception("The indexes of %s could not follow; next try in %.0f s.", self._name, self.pause_s)
        else:
            self.pause_s = _EVERY_S

    def _back_off(self) -> None:
        self.pause_s = min(self.pause_s * 2, _LONGEST_PAUSE_S)
        self._next_at_s = time.monotonic() + self.pause_s


class Follow(commands.Cog):
    """A follower for each archive of the bot; one that has much to embed keeps no other waiting."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.followers = {name: Follower(bot, name, worker) for name, worker in bot.workers.items()}

    async def cog_load(self) -> None:
        for follower in self.followers.values():
            follower.loop.start()

    async def cog_unload(self) -> None:
        for follower in self.followers.values():
            follower.loop.cancel()


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Follow(bot))
