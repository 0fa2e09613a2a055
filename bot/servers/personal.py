"""The app installed for oneself: in other people's servers it is one person's alone, as in direct messages.

Discord tells with each interaction on whose behalf the app was installed. Where the server did not install it, nothing
of the server counts: the interaction is handled as a direct message is, and every reply is seen by its asker alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from clippings.bot.questions import question_id
from clippings.core.settings import MAIN_ARCHIVE

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot

_PERSONAL = "clippings_personal"


def settle(interaction: discord.Interaction[Any]) -> None:
    """Take the server from an interaction whose server did not install the app; called before anything reads it."""
    if (
        interaction.guild_id is not None
        and interaction.is_user_integration()
        and not interaction.is_guild_integration()
    ):
        interaction.extras[_PERSONAL] = True
        interaction.guild_id = None


async def enter(interaction: discord.Interaction[Any], **pressed: str) -> None:
    """What every command, button and form begins with: see `settle` and `check_membership`; and it gets an id.

    Args:
        interaction: Of which nothing was read yet.
        pressed: What it is of (`command`, `button`, `form`), which every line of its log says.
    """
    settle(interaction)
    await check_membership(interaction.client, interaction.guild_id, interaction.user.id)
    question_id.begin(**pressed, guild_id=interaction.guild_id, user_id=interaction.user.id)


def is_personal(interaction: discord.Interaction[Any]) -> bool:
    """Whether replies are for the asker alone: others read along, and none of them installed the app."""
    return bool(interaction.extras.get(_PERSONAL)) or isinstance(interaction.channel, discord.GroupChannel)


async def check_membership(bot: ClippingsBot, guild_id: int | None, user_id: int) -> None:
    """Look up whether a person may still ask the archive that they chose, where that is some time ago.

    What comes of it is known to `Guilds.archive_of`, which refuses whoever may not.
    """
    guilds = bot.guilds_settings
    archive = guilds.chosen_by(user_id) if guild_id is None else None
    if archive is not None and not guilds.private_use.is_known(user_id, archive):
        guilds.private_use.note(user_id, archive, await is_member_of_a_lender(bot, archive, user_id))


async def is_member_of_a_lender(bot: ClippingsBot, archive: str, user_id: int) -> bool:
    """Whether a person is in a server that has this archive and lets its members ask it alone."""
    for guild_id in bot.guilds_settings.lenders_of(archive):
        guild = bot.get_guild(guild_id)
        if guild is None:
            continue
        try:
            await guild.fetch_member(user_id)
        except discord.HTTPException:  # not a member, or nobody can tell: then it is not lent
            continue
        return True
    return False


async def askable(bot: ClippingsBot, user_id: int) -> list[str]:
    """The archives that a person may ask alone."""
    guilds, found = bot.guilds_settings, []
    for archive in guilds.archives:
        is_open = archive == MAIN_ARCHIVE and guilds.is_open()
        if is_open or await is_member_of_a_lender(bot, archive, user_id):
            found.append(archive)
    return found
