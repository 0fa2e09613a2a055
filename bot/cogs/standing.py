"""`/follow` and `/following`; and while the bot runs, what is new is compared with what is followed, and told."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands, tasks

from clippings.bot.client import ClippingsBot
from clippings.bot.questions import ask as asking
from clippings.bot.servers.language import labels_here
from clippings.bot.servers.moderators import require_moderator
from clippings.bot.standing.posts import StandingPosts
from clippings.bot.standing.rules import is_moderator
from clippings.bot.views.following import FollowingView, following_card
from clippings.bot.views.watch import follow, followed
from clippings.chain.archive_worker import ArchiveWorker, Stopping
from clippings.chain.standing.check import check
from clippings.chain.standing.timing import check_rhythm
from clippings.core.errors import ClippingsError
from clippings.core.types import Question
from clippings.vectorstore.catalogue.given_answers import kept_quote
from clippings.vectorstore.catalogue.standing_questions import FOLLOWED, PAUSED, Rhythm, all_standing, change_standing

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 20.0
_Here = discord.Interaction[ClippingsBot]
_REMOVED = "standing_bot_removed"


class Standing(commands.Cog):
    """Questions that go on being asked."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot
        self.posts = {name: StandingPosts(bot, name) for name in bot.workers}
        self.loop = tasks.loop(seconds=_LOOK_EVERY_S)(self.look)

    async def cog_load(self) -> None:
        self.loop.before_loop(self.bot.wait_until_ready)
        self.loop.start()

    async def cog_unload(self) -> None:
        self.loop.cancel()

    async def look(self) -> None:
        """Compare what is new, and tell what is due; an archive that fails keeps no other from it."""
        for name, worker in self.bot.workers.items():
            try:
                await self.bot.in_thread(self._check, worker)
                await self.posts[name].post()
            except Stopping:
                return
            except ClippingsError as error:
                log.error("Followed questions of %s could not be looked at: %s", name, error)
            except Exception:  # the next look tries again; questions go on being answered
                log.exception("Followed questions of %s could not be looked at.", name)

    def _check(self, worker: ArchiveWorker) -> None:
        check(worker.archive, "discord", self.bot.now, worker.aside)

    @app_commands.command(name="follow")
    @app_commands.choices(
        every=[
            app_commands.Choice(name="at once", value="at_once"),
            app_commands.Choice(name="daily", value="daily"),
            app_commands.Choice(name="weekly", value="weekly"),
        ]
    )
    async def follow(
        self,
        interaction: _Here,
        question: str,
        every: str = "at_once",
        quiet_from: app_commands.Range[int, 0, 23] | None = None,
        quiet_until: app_commands.Range[int, 0, 23] | None = None,
        timezone: str = "UTC",
        mention: discord.Role | None = None,
    ) -> None:
        """Follow a question: what new articles answer otherwise, or add, is told here.

        Args:
            interaction: Of the follower.
            question: What to go on asking.
            every: At once, or together once a day or a week.
            quiet_from: The hour from which nothing is told, 0 to 23.
            quiet_until: The hour from which it is told again.
            timezone: Of these hours: Europe/Berlin. UTC when left out.
            mention: A role to mention with the news; for moderators.
        """
        if mention is not None:
            require_moderator(interaction)
        role = mention.id if mention is not None and not mention.is_default() else None
        rhythm = check_rhythm(Rhythm(every, quiet_from, quiet_until, timezone, role))  # type: ignore[arg-type]
        asked = Question(asking.question_text(question), self.bot.now())
        await interaction.response.defer(ephemeral=True, thinking=True)
        answer = await self.bot.answer(asked, guild_id=interaction.guild_id, user_id=interaction.user.id)
        told = tuple(kept_quote(citation, True) for citation in answer.citations)
        kept = await follow(interaction, asked, told, rhythm)
        await interaction.edit_original_response(content=followed(kept))

    @app_commands.command()
    async def following(self, interaction: _Here) -> None:
        """What you follow here, to pause or end it.

        Args:
            interaction: Of the follower.
        """
        await interaction.response.defer(ephemeral=True, thinking=True)
        catalogue = self.bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
        guild_id, user_id = interaction.guild_id, interaction.user.id
        everybodys = is_moderator(interaction)
        found = await self.bot.in_thread(
            lambda: all_standing(
                catalogue, "discord", guild_id=guild_id, user_id=None if everybodys and guild_id else user_id
            )
        )
        here = [one for one in found if one.guild_id == guild_id]
        labels = labels_here(interaction)
        view = FollowingView(here, labels) if here else discord.utils.MISSING
        await interaction.edit_original_response(embed=following_card(here, labels), view=view)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed or banned: what was followed there waits, and its followers are told."""
        for name, posts in self.posts.items():
            catalogue = self.bot.workers[name].archive.catalogue
            for question in await self.bot.in_thread(
                lambda of=catalogue: all_standing(of, "discord", states=FOLLOWED, guild_id=guild.id)
            ):
                await posts.stop(question, _REMOVED)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot is back: what waited for that is followed again, from where it was left."""
        for worker in self.bot.workers.values():
            catalogue = worker.archive.catalogue
            await self.bot.in_thread(self._resume, catalogue, guild.id)

    def _resume(self, catalogue: Any, guild_id: int) -> None:
        for question in all_standing(catalogue, "discord", states=PAUSED, guild_id=guild_id):
            if question.reason == _REMOVED:
                change_standing(catalogue, question.id, state="following", reason="")


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Standing(bot))
