"""Which server may ask which archive, and what each has set.

The archive in `CLIPPINGS_HOME` is open to every server until it is given to one; from then on it belongs to those it
was given to. Archives of `CLIPPINGS_ARCHIVES` are nobody's until they are given. A server has one archive at a time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from clippings.chain.verification.refusals import Refusal
from clippings.core.settings import MAIN_ARCHIVE
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.guild_records import GuildSettings, all_guild_settings, keep_guild_settings

MEMBERSHIP_S = 600.0
"""For so long somebody is taken for a member of a server without asking Discord again."""


class NoArchive(Refusal):
    """This server, or this direct message, may ask no archive."""


class PrivateUse:
    """Who was seen to be a member of a server that lends them its archive, and until when to believe it.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[tuple[int, str], float] = {}

    def note(self, user_id: int, archive: str, allowed: bool) -> None:
        """Remember what was found out just now."""
        if allowed:
            self._until[user_id, archive] = self._clock() + MEMBERSHIP_S
        else:
            self._until.pop((user_id, archive), None)

    def is_known(self, user_id: int, archive: str) -> bool:
        """Whether this person was a member a short while ago."""
        return self._until.get((user_id, archive), 0.0) > self._clock()


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
        self.private_use = PrivateUse()

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
        return sorted(one.guild_id for one in self._known.values() if one.archive == archive and one.guild_id > 0)

    def lenders_of(self, archive: str) -> list[int]:
        """The servers whose members may ask its archive alone, by a moderator's leave."""
        return [guild_id for guild_id in self.owners_of(archive) if self.settings_of(guild_id).is_lent]

    def chosen_by(self, user_id: int) -> str | None:
        """The archive that a person chose to ask alone."""
        return self.settings_of(-user_id).archive

    def choose(self, user_id: int, archive: str | None) -> None:
        """Keep it: in the row of minus their number, for no server has such a one. Blocks on the database.

        Raises:
            StorageError: It cannot be written.
        """
        self.keep(GuildSettings(-user_id, archive))

    def archive_of(self, guild_id: int | None, user_id: int | None = None) -> str:
        """The archive that a server may ask; in direct messages (None) the one that this person chose.

        Raises:
            NoArchive: There is none.
        """
        if guild_id is None and user_id is not None and (chosen := self.chosen_by(user_id)) is not None:
            return self._chosen(user_id, chosen)
        given = self.settings_of(guild_id).archive
        if given in self.archives:
            return str(given)
        if given is None and self.is_open():
            return MAIN_ARCHIVE
        raise NoArchive("no_archive_in_messages" if guild_id is None else "no_archive_here")

    def _chosen(self, user_id: int, archive: str) -> str:
        if archive == MAIN_ARCHIVE and self.is_open():
            return archive
        if archive in self.archives and self.lenders_of(archive) and self.private_use.is_known(user_id, archive):
            return archive
        raise NoArchive("archive_not_lent")

    def is_open(self) -> bool:
        """Whether every server may ask the main archive: it was given to none."""
        return not self.owners_of(MAIN_ARCHIVE)
