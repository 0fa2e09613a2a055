"""While the bot runs, its indexes follow the catalogue: what is ingested can be asked about a second later."""

from __future__ import annotations

import logging
import time

from discord.ext import commands, tasks

from clippings.bot.archive_worker import Stopping
from clippings.bot.client import ClippingsBot
from clippings.core.errors import ClippingsError

log = logging.getLogger(__name__)

_EVERY_S = 1.0
_LONGEST_PAUSE_S = 60.0


class Follow(commands.Cog):
    """Looks for changes every second; after an error ever less often, up to once a minute."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot
        self.pause_s = _EVERY_S
        self._next_at_s = 0.0

    async def cog_load(self) -> None:
        self.follow.start()

    async def cog_unload(self) -> None:
        self.follow.cancel()

    @tasks.loop(seconds=_EVERY_S)
    async def follow(self) -> None:
        if time.monotonic() < self._next_at_s:
            return
        try:
            await self.bot.in_thread(self.bot.worker.follow)
        except Stopping:
            return
        except ClippingsError as error:
            self._back_off()
            log.error("The indexes could not follow; next try in %.0f s. %s", self.pause_s, error)
        except Exception:  # the bot goes on answering from what its indexes have
            self._back_off()
            log.exception("The indexes could not follow; next try in %.0f s.", self.pause_s)
        else:
            self.pause_s = _EVERY_S

    def _back_off(self) -> None:
        self.pause_s = min(self.pause_s * 2, _LONGEST_PAUSE_S)
        self._next_at_s = time.monotonic() + self.pause_s


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Follow(bot))
