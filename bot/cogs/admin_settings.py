"""`/admin settings`, `give` and `take`: what a server sets for itself, and which archive it was given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.questions.posts import ANSWERED, SOLVED, UNANSWERED
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.servers.audit import audited
from clippings.bot.servers.moderators import require_manage_server, require_owner
from clippings.bot.views.confirm import Confirm
from clippings.chain.messages import message
from clippings.core.errors import ClippingsError, WrongUsage
from clippings.core.settings import MAIN_ARCHIVE
from clippings.vectorstore.catalogue.guild_records import GuildSettings

_MOST_NAMED = 25
_EVERY_READERS = "each"
_Here = discord.Interaction[ClippingsBot]


class AdminSettings(commands.Cog):
    """The part of `/admin` that is about servers; `cogs/admin.py` is about sources."""

    bot: ClippingsBot

    @app_commands.command()
    @app_commands.choices(
        language=[
            app_commands.Choice(name=app_commands.locale_str("each reader's own"), value=_EVERY_READERS),
            app_commands.Choice(name="English", value="en"),
            app_commands.Choice(name="한국어", value="ko"),
        ]
    )
    async def settings(
        self,
        interaction: _Here,
        channel: discord.TextChannel | discord.ForumChannel | None = None,
        role: discord.Role | None = None,
        questions: discord.TextChannel | discord.ForumChannel | None = None,
        language: str | None = None,
        lend: bool | None = None,
    ) -> None:
        """What this server has set; name a channel or role to add it, name it again to take it out.

        Args:
            interaction: Of somebody with Manage Server.
            channel: Where the archive may be asked; everywhere when none is named.
            role: Who may use /admin beside those with Manage Server.
            questions: A forum whose new posts are answered, or a channel where every message is a question.
            language: Of the bot's own words.
            lend: Whether members may ask it alone, in direct messages and where they installed me for themselves.
        """
        require_manage_server(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guilds = self.bot.guilds_settings
        before = guilds.settings_of(interaction.guild_id)
        after = before
        if channel is not None:
            after = replace(after, channels=_toggled(after.channels, channel.id))
        if role is not None:
            after = replace(after, roles=_toggled(after.roles, role.id))
        if questions is not None:
            after = replace(after, questions=_toggled(after.questions, questions.id))
        if language is not None:
            after = replace(after, language="" if language == _EVERY_READERS else language)
        if lend is not None:
            after = replace(after, is_lent=lend)
        if after != before:
            async with audited(interaction, "settings", _words(after)):
                await self.bot.in_thread(guilds.keep, after)
        lacks = (
            [what_it_lacks(questions, self.bot.intents)]
            if questions is not None and questions.id in after.questions
            else []
        )
        await interaction.followup.send("\n\n".join(filter(None, [_words(after), *lacks])), ephemeral=True)

    @app_commands.command()
    async def give(self, interaction: _Here, archive: str, server: str | None = None) -> None:
        """Give an archive to a server; it then belongs to those it was given to. For whoever runs the bot.

        Args:
            interaction: Of the owner of the application.
            archive: Its name.
            server: The server's id; this one when left out.
        """
        await require_owner(interaction)
        guilds = self.bot.guilds_settings
        if archive not in guilds.archives:
            raise WrongUsage(f"There is no archive {archive!r}.", f"There are: {', '.join(guilds.archives)}.")
        guild_id = self._guild_id(interaction, server)
        others = [one for one in guilds.owners_of(archive) if one != guild_id]
        if archive == MAIN_ARCHIVE and guilds.is_open():
            effect = "No other server, and no direct message, can ask it any more."
        else:
            effect = f"{len(others)} other servers have it too." if others else "No other server can ask it."
        await self._confirm(interaction, "give", archive, guild_id, archive, f"Give it {_shown(archive)}? {effect}")

    @app_commands.command()
    async def take(self, interaction: _Here, server: str | None = None) -> None:
        """Take its archive from a server. For whoever runs the bot.

        Args:
            interaction: Of the owner of the application.
            server: The server's id; this one when left out.
        """
        await require_owner(interaction)
        guilds = self.bot.guilds_settings
        guild_id = self._guild_id(interaction, server)
        archive = guilds.settings_of(guild_id).archive
        if archive is None:
            raise WrongUsage("This server was given no archive.", "")
        is_last = guilds.owners_of(archive) == [guild_id]
        effect = "Every server may ask it then." if is_last and archive == MAIN_ARCHIVE else ""
        await self._confirm(
            interaction, "take", archive, guild_id, None, f"Take {_shown(archive)} from it? {effect}".strip()
        )

    @give.autocomplete("archive")
    async def archives(self, interaction: _Here, typed: str) -> list[app_commands.Choice[str]]:
        """The archives of the bot, for its owner alone."""
        try:
            await require_owner(interaction)
        except app_commands.CheckFailure:
            return []
        part = typed.casefold()
        names = [name for name in self.bot.guilds_settings.archives if part in name.casefold()]
        return [app_commands.Choice(name=name, value=name) for name in names[: limits.CHOICES]]

    async def _confirm(
        self, interaction: _Here, action: str, archive: str, guild_id: int, given: str | None, question: str
    ) -> None:
        guild = self.bot.get_guild(guild_id)
        where = f"{_shown(guild.name)} ({guild_id})" if guild else f"Server {guild_id}"

        async def do(pressed: discord.Interaction[Any]) -> str:
            guilds = self.bot.guilds_settings
            async with audited(pressed, action, f"{archive}: server {guild_id}"):
                await self.bot.in_thread(guilds.keep, replace(guilds.settings_of(guild_id), archive=given))
            return f"{where}: done."

        await Confirm(interaction.user, action.capitalize(), require_owner, do).ask(interaction, f"{where}: {question}")

    def _guild_id(self, interaction: _Here, server: str | None) -> int:
        if server is None:
            return interaction.guild_id or 0
        if not server.strip().isdecimal() or self.bot.get_guild(int(server)) is None:
            raise WrongUsage(f"The bot is in no server {server!r}.", "Give the server's id, a number.")
        return int(server)


def what_it_lacks(channel: discord.TextChannel | discord.ForumChannel, intents: discord.Intents) -> str:
    """What somebody has to do so that questions are answered there, and posts tagged and closed; empty where nothing
    is missing."""
    if isinstance(channel, discord.ForumChannel):
        return _forum_lacks(channel)
    may, lines = channel.permissions_for(channel.guild.me), []
    if not (may.view_channel and may.send_messages and may.embed_links):
        lines.append("I cannot answer there: give me View Channel, Send Messages and Embed Links.")
    if not intents.message_content:
        lines.append(message("channel_unread", "en"))
    return "\n".join(lines)


def _forum_lacks(forum: discord.ForumChannel) -> str:
    may = forum.permissions_for(forum.guild.me)
    named = {tag.name.strip().casefold() for tag in forum.available_tags}
    lines = []
    if not (may.view_channel and may.send_messages_in_threads and may.embed_links):
        lines.append("I cannot answer there: give me View Channel, Send Messages in Posts and Embed Links.")
    if not may.manage_threads:
        lines.append("I cannot tag or close posts there: give me Manage Posts (Manage Threads).")
    wanted = {"Answered": ANSWERED, "Unanswered": UNANSWERED, "Solved": SOLVED}
    if missing := [name for name, names in wanted.items() if named.isdisjoint(names)]:
        lines.append(f"It has no tags of these names, so posts get none: {', '.join(missing)}.")
    return "\n".join(lines)


def _toggled(named: tuple[int, ...], one: int) -> tuple[int, ...]:
    if one in named:
        return tuple(other for other in named if other != one)
    if len(named) >= _MOST_NAMED:
        raise ClippingsError(f"{_MOST_NAMED} are named already.", "Take one out first, by naming it again.")
    return (*named, one)


def _words(settings: GuildSettings) -> str:
    channels = ", ".join(f"<#{one}>" for one in settings.channels) or "everywhere"
    roles = ", ".join(f"<@&{one}>" for one in settings.roles) or "nobody else"
    lines = [
        f"Asked in: {channels}",
        f"All that is written is a question in: {', '.join(f'<#{one}>' for one in settings.questions) or 'no channel'}",
        f"/admin is used by Manage Server and: {roles}",
        f"Language: {settings.language or 'each reader’s own'}",
        f"Members may ask it alone: {'yes' if settings.is_lent else 'no'}",
        f"Archive: {_shown(settings.archive or 'none of its own')}",
    ]
    return "\n".join(lines)


def _shown(name: str) -> str:
    return limits.fitted(safe_text.one_line(name), 100, safe_text.escaped)
