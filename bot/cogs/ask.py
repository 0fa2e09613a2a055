"""`/ask`: a question in, an answer with its clippings out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.questions import ask as asking
from clippings.bot.questions.date_options import chosen, suggested
from clippings.bot.questions.surfaces import InteractionSurface
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.labels import labels_for
from clippings.bot.servers.language import language_here
from clippings.bot.servers.settings import NoArchive
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.errors import WrongUsage
from clippings.core.languages import code_of, name_of, of_question
from clippings.core.time_window import check_window, end_of, start_of
from clippings.core.types import Question

_Interaction = discord.Interaction[ClippingsBot]


class Ask(commands.Cog):
    """The command that the bot is for."""

    def __init__(self, bot: ClippingsBot) -> None:
        self.bot = bot

    @app_commands.command()
    async def ask(
        self,
        interaction: _Interaction,
        question: app_commands.Range[str, 1, asking.MOST_CHARACTERS],
        after: str | None = None,
        before: str | None = None,
        source: str | None = None,
        author: str | None = None,
        language: str | None = None,
    ) -> None:
        """Ask the news archive; the answer comes with the clippings that prove it.

        Args:
            interaction: Of the asker.
            question: In any language; the answer is in the same one.
            after: Only articles of this day and later: 2023-03-16, or last week.
            before: Only articles up to this day: 2023-03-31, or yesterday.
            source: Only articles of this source.
            author: Only articles by this author.
            language: Only articles in this language.
        """
        question = asking.question_text(question)
        now = self.bot.now()
        today = await self._today(interaction, after or before or "") if after or before else now.date()
        since = _moment(after, "after", today) if after else None
        until = _moment(before, "before", today) if before else None
        _check_window(since, until, now, language_here(interaction))
        sources = (await self._known(interaction, source),) if source else ()
        authors = await self._authors(interaction, author) if author else ()
        languages = (await self._language(interaction, language),) if language else ()
        await asking.deferred(interaction)
        asked = Question(question, now, since=since, until=until, sources=sources, authors=authors, languages=languages)
        await asking.ask(self.bot, InteractionSurface(interaction), asked, asking.AskingMember.of(interaction))

    async def _authors(self, interaction: _Interaction, author: str) -> tuple[str, ...]:
        """Every spelling that the archive has of an author's name."""
        wanted = " ".join(author.casefold().split())
        names = await self._author_names(interaction)
        if found := tuple(name for name in names if " ".join(name.casefold().split()) == wanted):
            return found
        raise WrongRequest("unknown_author", name=safe_text.one_line(author))

    async def _language(self, interaction: _Interaction, language: str) -> str:
        """A language of the archive, by its code or its name."""
        code = code_of(language)
        if code in (known := await self._languages(interaction)):
            return code
        own = language_here(interaction)
        raise WrongRequest(
            "unknown_language",
            name=safe_text.one_line(language),
            known=", ".join(name_of(one, own) for one in known) or "–",
        )

    async def _author_names(self, interaction: _Interaction) -> list[str]:
        catalogue = self.bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
        return await self.bot.in_thread(catalogue.author_names)

    async def _languages(self, interaction: _Interaction) -> list[str]:
        catalogue = self.bot.worker_of(interaction.guild_id, interaction.user.id).archive.catalogue
        return await self.bot.in_thread(catalogue.languages)

    async def _known(self, interaction: _Interaction, source: str) -> str:
        """The archive's own spelling of a source's name."""
        wanted = source.strip().casefold()
        for name in await self._source_names(interaction):
            if name.casefold() == wanted:
                return name
        raise WrongRequest("unknown_source", name=safe_text.one_line(source))

    async def _source_names(self, interaction: _Interaction) -> list[str]:
        return await self.bot.in_thread(self.bot.worker_of(interaction.guild_id, interaction.user.id).source_names)

    @ask.autocomplete("source")
    async def sources(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The sources whose names have what was typed in them."""
        return await _choices(self._source_names, interaction, typed)

    @ask.autocomplete("author")
    async def authors(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The authors whose names have what was typed in them, those with the most articles first."""
        return await _choices(self._author_names, interaction, typed)

    @ask.autocomplete("language")
    async def languages(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The languages of the archive's articles."""
        own, part = language_here(interaction), typed.strip().casefold()
        try:
            known = await self._languages(interaction)
        except NoArchive:  # whoever sends the question is told
            return []
        named = [(name_of(code, own), code) for code in known]
        found = [(name, code) for name, code in named if part in name.casefold() or part == code]
        return [app_commands.Choice(name=name, value=code) for name, code in found[: limits.CHOICES]]

    @ask.autocomplete("after")
    async def days_after(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Days from which on."""
        return await self._days(interaction, typed, "after")

    @ask.autocomplete("before")
    async def days_before(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Days up to which."""
        return await self._days(interaction, typed, "before")

    async def _today(self, interaction: _Interaction, typed: str) -> date:
        """The day of the papers, from which words such as "yesterday" count."""
        worker = self.bot.worker_of(interaction.guild_id, interaction.user.id)
        return await self.bot.in_thread(worker.today, self.bot.now(), of_question(typed))

    async def _days(self, interaction: _Interaction, typed: str, option: str) -> list[app_commands.Choice[str]]:
        try:
            today = await self._today(interaction, typed)
        except NoArchive:  # whoever sends the question is told
            today = self.bot.now().date()
        return [
            app_commands.Choice(name=limits.fitted(name, limits.CHOICE), value=value)
            for name, value in suggested(typed, option, today, language_here(interaction))
        ]


async def _choices(
    names_of: Callable[[_Interaction], Awaitable[list[str]]], interaction: _Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """The names that have what was typed in them."""
    part = typed.strip().casefold()
    try:
        names = await names_of(interaction)
    except NoArchive:  # whoever sends the question is told
        return []
    found = [name for name in names if part in name.casefold() and 0 < limits.size(name) <= limits.CHOICE]
    return [
        app_commands.Choice(name=limits.fitted(safe_text.plain(name) or name, limits.CHOICE), value=name)
        for name in found[: limits.CHOICES]
    ]


def _moment(typed: str, option: str, today: date) -> datetime:
    """The first moment of `after`, the last of `before`.

    Raises:
        WrongRequest: It is no date.
    """
    meant = chosen(typed, option, today)
    try:
        return start_of(meant, option) if option == "after" else end_of(meant, option)
    except WrongUsage:
        raise WrongRequest("not_a_date", option=option, typed=typed) from None


def _check_window(since: datetime | None, until: datetime | None, now: datetime, language: str) -> None:
    """Refuse a window in which no day lies, or none that has come.

    Raises:
        WrongRequest: It is one.
    """
    try:
        check_window(since, until, now, ("after", "before"))
    except WrongUsage:
        told = labels_for(language).date
        if since and until and since > until:
            raise WrongRequest("window_ends_first", since=told(since), until=told(until)) from None
        raise WrongRequest("still_to_come", since=told(since), today=told(now)) from None


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Ask(bot))
