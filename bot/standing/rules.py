"""Who may change a followed question, and where its news may still be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from clippings.bot.servers.channels import may_be_asked_in
from clippings.bot.servers.moderators import require_moderator
from clippings.bot.servers.settings import NoArchive
from clippings.vectorstore.catalogue.standing_questions import StandingQuestion

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot


def is_moderator(interaction: discord.Interaction[Any]) -> bool:
    """Whether whoever presses may change what belongs to the whole server."""
    try:
        require_moderator(interaction)
    except app_commands.CheckFailure:
        return False
    return True


def may_change(interaction: discord.Interaction[Any], question: StandingQuestion) -> bool:
    """Whether whoever presses follows a question, or may end what others follow in the server."""
    return question.user_id == interaction.user.id or (
        question.guild_id is not None and question.guild_id == interaction.guild_id and is_moderator(interaction)
    )


def why_not_here(bot: ClippingsBot, archive: str, question: StandingQuestion, channel: object) -> str | None:
    """The key of the reason for which news of an archive may not be told in a channel any more; None where it may."""
    try:
        if bot.guilds_settings.archive_of(question.guild_id, question.user_id) != archive:
            return "standing_other_archive"
    except NoArchive:
        return "standing_other_archive"
    allowed = bot.guilds_settings.settings_of(question.guild_id).channels
    if question.guild_id is not None and not may_be_asked_in(allowed, channel):
        return "standing_may_not_post"
    return None
