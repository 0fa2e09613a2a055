"""While the bot runs, the indexes of its archives follow their catalogues."""

from __future__ import annotations

from discord.ext import commands, tasks

from clippings.bot.client import ClippingsBot
from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.follower import EVERY_S, Follower


class LoopedFollower(Follower):
    """Follows every second while its loop runs."""

    def __init__(self, bot: ClippingsBot, name: str, worker: ArchiveWorker) -> None:
        super().__init__(name, worker, bot.in_thread)
        self.loop = tasks.loop(seconds=EVERY_S)(self.follow)


class Follow(commands.Cog):
    """A follower for each archive of the bot; one that has much to embed keeps no other waiting."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.followers = {name: LoopedFollower(bot, name, worker) for name, worker in bot.workers.items()}

    async def cog_load(self) -> None:
        for follower in self.followers.values():
            follower.loop.start()

    async def cog_unload(self) -> None:
        for follower in self.followers.values():
            follower.loop.cancel()


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Follow(bot))
