"""Which server may ask which archive, and what each has set.

The archive in `CLIPPINGS_HOME` is open to every server until it is given to one; from then on it belongs to those it
was given to. Archives of `CLIPPINGS_ARCHIVES` are nobody's until they are given. A server has one archive at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

from clippings.chain.verification.refusals import Refusal
from clippings.core.settings import MAIN_ARCHIVE
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.guild_records import GuildSettings, all_guild_settings, keep_guild_settings


class NoArchive(Refusal):
    """This server, or this direct message, may ask no archive."""


class Guilds:
    """The settings of all servers: kept in the main catalogue, looked up in memory by every question.

    Args:
        catalogue: Of the main archive.
        archives: The names of all archives of the bot.
    """

    def __init__(self, catalogue: Catalogue, archives: Iterable[str]) -> None:
        self._catalogue = catalogue
        self.archives = tuple(archives)
        self._known = all_guild_settings(catalogue)
        self._writing = threading.Lock()

    def settings_of(self, guild_id: int | None) -> GuildSettings:
        """What a server has set; nothing for direct messages."""
        return self._known.get(guild_id or 0) or GuildSettings(guild_id or 0)

    def keep(self, settings: GuildSettings) -> None:
        """Change what a server has set. Blocks on the database.

        Raises:
            StorageError: It cannot be written.
        """
        with self._writing:
            with self._catalogue.writing() as writer:
                keep_guild_settings(writer, settings)
            self._known = {**self._known, settings.guild_id: settings}

    def owners_of(self, archive: str) -> list[int]:
        """The servers that an archive was given to."""
        return sorted(one.guild_id for one in self._known.values() if one.archive == archive)

    def archive_of(self, guild_id: int | None) -> str:
        """The archive that a server may ask (None: direct messages).

        Raises:
            NoArchive: There is none.
        """
        given = self.settings_of(guild_id).archive
        if given in self.archives:
            return str(given)
        if given is None and self.is_open():
            return MAIN_ARCHIVE
        raise NoArchive("no_archive_in_messages" if guild_id is None else "no_archive_here")

    def is_open(self) -> bool:
        """Whether every server may ask the main archive: it was given to none."""
        return not self.owners_of(MAIN_ARCHIVE)
