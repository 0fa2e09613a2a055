"""`/admin`: what moderators do to the archive of their server, without a shell."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.cogs.admin_settings import AdminSettings
from clippings.bot.ingestion import added_sources
from clippings.bot.ingestion.attachments import MOST_BYTES, NotReadable
from clippings.bot.ingestion.ingests import Progress
from clippings.bot.rendering import admin_cards
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.servers.audit import audited, note
from clippings.bot.servers.moderators import require_moderator, require_own_archive, require_owner
from clippings.bot.views.add_source import AddSource
from clippings.bot.views.confirm import Confirm
from clippings.chain.archive_worker import ArchiveWorker
from clippings.core.errors import ClippingsError, WrongUsage
from clippings.ingest import run_notes
from clippings.ingest.scheduling.config import SourceSpec
from clippings.vectorstore.catalogue import guild_records, source_records

log = logging.getLogger(__name__)

_UPDATE_EVERY_S = 2.0
_LONGEST_UPDATES_S = 14 * 60.0
"""Discord lets a bot change its reply for fifteen minutes."""
_AUDIT_SHOWN = 20
_Here = discord.Interaction[ClippingsBot]


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class Admin(
    AdminSettings,
    commands.GroupCog,
    group_name="admin",
    group_description="The archive of this server, for moderators.",
):
    """Sources in and out of the archive that this server asks. All replies are for the moderator alone."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        command = interaction.command.name if interaction.command else ""
        if command in {"give", "take"}:  # the owner of the application need not be a moderator of the server
            await require_owner(interaction)
        else:
            require_moderator(interaction)
        return True

    @app_commands.command()
    async def add(
        self,
        interaction: _Here,
        address: app_commands.Range[str, 1, 2_000] | None = None,
        file: discord.Attachment | None = None,
        name: app_commands.Range[str, 1, 100] | None = None,
        schedule: app_commands.Range[str, 1, 50] | None = None,
    ) -> None:
        """Add a feed, a sitemap, a page or a file, and read it now; without options, a form opens.

        Args:
            interaction: Of the moderator.
            address: Of a feed, a sitemap or a page.
            file: A page, a text, JSON, a table, a feed, an EPUB or a PDF.
            name: How the source is called.
            schedule: How often to look again, as every 1h, or a cron line.
        """
        require_own_archive(interaction)
        if (address is None) == (file is None):
            if address is not None:
                raise WrongUsage("Give an address or a file, not both.", "Call it twice.")
            await interaction.response.send_modal(AddSource(self._add_address))
        elif file is not None:
            await self._add_file(interaction, file, name or "")
        else:
            await self._add_address(interaction, address or "", name or "", schedule or "")

    async def _add_address(self, interaction: _Here, address: str, name: str, schedule: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with audited(interaction, "add", address):
            worker = self._worker(interaction)
            spec = await self.bot.in_thread(added_sources.add_address, worker.archive, address, name, schedule)
        await self._run(interaction, spec)

    async def _add_file(self, interaction: _Here, file: discord.Attachment, name: str) -> None:
        if file.size > MOST_BYTES:
            raise NotReadable(f"The file is larger than {MOST_BYTES // 1_000_000} MB.", "Attach it in parts.")
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with audited(interaction, "add", file.filename):
            worker, content = self._worker(interaction), await file.read()
            spec = await self.bot.in_thread(added_sources.add_file, worker.archive, file.filename, content, name)
        await self._run(interaction, spec)

    @app_commands.command()
    async def reingest(self, interaction: _Here, source: str) -> None:
        """Read a source again now.

        Args:
            interaction: Of the moderator.
            source: One of the archive's sources.
        """
        require_own_archive(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._run(interaction, await self._known(interaction, source))

    @app_commands.command()
    async def remove(self, interaction: _Here, source: str) -> None:
        """Take a source and its articles out of the archive; asks again first.

        Args:
            interaction: Of the moderator.
            source: One of the archive's sources.
        """
        require_own_archive(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        spec, archive = await self._known(interaction, source), self._archive(interaction)
        articles = await self.bot.in_thread(added_sources.held_by, self._worker(interaction).archive, spec.name)

        async def check(pressed: _Here) -> None:
            require_own_archive(pressed)

        async def do(pressed: _Here) -> str:
            async with audited(pressed, "remove", spec.name):
                if self._archive(pressed) != archive:
                    raise WrongUsage("This server has another archive by now.", "Call /admin remove again.")
                if spec.name in self.bot.ingests.of(archive):
                    raise WrongUsage("This source is being read at the moment.", "Remove it when that is over.")
                worker = self._worker(pressed)
                gone = await self.bot.in_thread(added_sources.remove, worker.archive, spec.name)
            return f"Removed {_shown(spec.name)}; {gone:,} articles went with it."

        await Confirm(interaction.user, "Remove", check, do).ask(
            interaction,
            f"Remove {_shown(spec.name)}? {articles:,} articles that no other source has are no longer found. "
            "They stay in the catalogue and come back when the source is added again.",
        )

    @app_commands.command()
    async def status(self, interaction: _Here) -> None:
        """How the archive stands; the message keeps up while something runs.

        Args:
            interaction: Of the moderator.
        """
        await interaction.response.defer(ephemeral=True, thinking=True)
        until_s = time.monotonic() + _LONGEST_UPDATES_S
        while True:
            standing = await self.bot.in_thread(self._standing, self._archive(interaction))
            await interaction.edit_original_response(embed=admin_cards.status_card(standing))
            if not standing.is_busy or time.monotonic() > until_s or self.bot.drain.ending:
                return
            await asyncio.sleep(_UPDATE_EVERY_S)

    @app_commands.command()
    async def rejects(self, interaction: _Here) -> None:
        """What could not be read, and why.

        Args:
            interaction: Of the moderator.
        """
        require_own_archive(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await self.bot.in_thread(self._worker(interaction).archive.catalogue.rejects)
        await interaction.followup.send(embed=admin_cards.rejects_card(found), ephemeral=True)

    @app_commands.command()
    async def audit(self, interaction: _Here) -> None:
        """Who did what to the archive from this server.

        Args:
            interaction: Of the moderator.
        """
        await interaction.response.defer(ephemeral=True, thinking=True)
        catalogue = self.bot.archive.catalogue
        found = await self.bot.in_thread(guild_records.audit_of, catalogue, interaction.guild_id, _AUDIT_SHOWN)
        await interaction.followup.send(embed=admin_cards.audit_card(found), ephemeral=True)

    @reingest.autocomplete("source")
    @remove.autocomplete("source")
    async def sources(self, interaction: _Here, typed: str) -> list[app_commands.Choice[str]]:
        """The sources of this server's archive, for those who may change it."""
        try:
            require_own_archive(interaction)
            specs = await self.bot.in_thread(added_sources.sources_of, self._worker(interaction).archive)
        except (app_commands.CheckFailure, ClippingsError) as reason:
            log.info("No sources are offered: %s", reason)
            return []
        part = typed.strip().casefold()
        names = [one.name for one in specs if part in one.name.casefold() and limits.size(one.name) <= limits.CHOICE]
        return [app_commands.Choice(name=safe_text.plain(one) or one, value=one) for one in names[: limits.CHOICES]]

    def _archive(self, interaction: _Here) -> str:
        return self.bot.guilds_settings.archive_of(interaction.guild_id)

    def _worker(self, interaction: _Here) -> ArchiveWorker:
        return self.bot.worker_of(interaction.guild_id, interaction.user.id)

    async def _known(self, interaction: _Here, name: str) -> SourceSpec:
        specs = await self.bot.in_thread(added_sources.sources_of, self._worker(interaction).archive)
        for spec in specs:
            if spec.name == name:
                return spec
        raise WrongUsage(f"The archive has no source {name!r}.", "Choose one from the list that opens while you type.")

    def _standing(self, name: str) -> admin_cards.ArchiveState:
        worker = self.bot.workers[name]
        archive = worker.archive
        quality = self.bot.judging.quality(name, worker, self.bot.now())
        runs = archive.runs(5)
        finished = (run.counts for run in runs if run.state == "finished")
        return admin_cards.ArchiveState(
            name,
            archive.status(),
            added_sources.sources_of(archive),
            source_records.source_runs(archive.catalogue),
            [run for run in runs if run.state == "running"],
            self.bot.ingests.of(name),
            next((tuple(run_notes.notes(counts)) for counts in finished), ()),
            quality,
            self.bot.judging.is_alarming(quality),
        )

    async def _run(self, interaction: _Here, spec: SourceSpec) -> None:
        """Read a source, and keep the reply up to date until that is over."""
        archive, settings = self._archive(interaction), self._worker(interaction).archive.settings
        await note(interaction, "ingest", spec.name, "begun")
        progress = await self.bot.in_thread(self.bot.ingests.start, archive, settings, spec.name)
        await self._shown(interaction, spec.name, progress)
        await note(interaction, "ingest", spec.name, admin_cards.outcome(progress) if progress.is_over else "goes on")

    async def _shown(self, interaction: _Here, name: str, progress: Progress) -> None:
        until_s, is_last = time.monotonic() + _LONGEST_UPDATES_S, False
        while not is_last:
            is_last = progress.is_over or time.monotonic() > until_s
            try:
                await interaction.edit_original_response(embed=admin_cards.progress_card(name, progress))
            except discord.HTTPException as error:  # the message was dismissed; the ingest goes on
                log.info("The progress of %s is no longer shown (%s).", name, error)
            if not is_last:
                await asyncio.sleep(_UPDATE_EVERY_S)


def _shown(name: str) -> str:
    return limits.fitted(safe_text.one_line(name), 120, safe_text.escaped)


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Admin(bot))
