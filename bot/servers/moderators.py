"""Who may change an archive from Discord; asked again on every command, button and form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from clippings.core.settings import MAIN_ARCHIVE

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot


class NotAllowed(app_commands.CheckFailure):
    """This person may not do this; the message is for them."""


def require_moderator(interaction: discord.Interaction[Any]) -> None:
    """Refuse whoever has neither Manage Server nor a role that the server named.

    Permissions and roles are those that Discord sent with this very interaction.

    Raises:
        NotAllowed: They may not.
    """
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        raise NotAllowed("This is done in a server, not in direct messages.")
    bot: ClippingsBot = interaction.client
    permissions = interaction.permissions
    if permissions.manage_guild or permissions.administrator:
        return
    wanted = set(bot.guilds_settings.settings_of(interaction.guild_id).roles)
    if wanted.isdisjoint(role.id for role in interaction.user.roles):
        raise NotAllowed(
            "This needs the permission Manage Server, or a role that this server named in /admin settings."
        )


def require_manage_server(interaction: discord.Interaction[Any]) -> None:
    """Refuse whoever has not Manage Server itself: a role that was named must not name further ones.

    Raises:
        NotAllowed: They may not.
    """
    if interaction.guild_id is None or not (
        interaction.permissions.manage_guild or interaction.permissions.administrator
    ):
        raise NotAllowed("This needs the permission Manage Server.")


def require_own_archive(interaction: discord.Interaction[Any]) -> None:
    """Refuse to change an archive that several servers share without one being its owner.

    Anybody can invite a public bot to a server of their own, and has Manage Server there.

    Raises:
        NotAllowed: The archive is not this server's to change.
    """
    require_moderator(interaction)
    bot: ClippingsBot = interaction.client
    guilds = bot.guilds_settings
    archive = guilds.archive_of(interaction.guild_id)
    if archive == MAIN_ARCHIVE and guilds.is_open() and len(bot.guilds) > 1:
        raise NotAllowed(
            "Several servers ask this archive, so none of them changes it. "
            "Whoever runs the bot gives it to this one: /admin give."
        )


async def require_owner(interaction: discord.Interaction[Any]) -> None:
    """Refuse everybody but the owner of the application and its team.

    Raises:
        NotAllowed: They may not.
    """
    bot: ClippingsBot = interaction.client
    if not await bot.is_owner(interaction.user):
        raise NotAllowed("This is for whoever runs the bot (the owner of the application in Discord, or its team).")
