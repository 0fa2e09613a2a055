"""Where the bot's errors end: a person reads what happened and the way out, the log has the rest."""

from __future__ import annotations

import logging

import discord
from discord import app_commands

from clippings.bot.questions import question_id
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.servers.channels import NotHere, require_channel
from clippings.bot.servers.language import language_here
from clippings.bot.servers.personal import enter
from clippings.chain.messages import message
from clippings.chain.verification.refusals import Refusal
from clippings.core.errors import ClippingsError, WrongUsage

log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree[discord.Client]):
    """The bot's slash commands: each gets an id for the log, and whatever one of them raises comes here."""

    async def interaction_check(self, interaction: discord.Interaction[discord.Client], /) -> bool:
        command = interaction.command.qualified_name if interaction.command else "?"
        await enter(interaction, command=command)
        try:
            require_channel(interaction)
        except NotHere as refusal:
            if interaction.type is not discord.InteractionType.autocomplete:
                await show_error(interaction, f"/{command}", refusal)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[discord.Client], error: app_commands.AppCommandError, /
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        command = interaction.command.qualified_name if interaction.command else "?"
        await show_error(interaction, f"/{command}", cause)


async def show_error(interaction: discord.Interaction[discord.Client], name: str, error: Exception) -> None:
    """Show an error to the one who pressed or typed, and write the rest to the log.

    Args:
        interaction: Answered or not.
        name: Of the command or the button, for the log.
        error: What it raised.
    """
    try:
        await _tell(interaction, told(name, error, language_here(interaction)))
    except discord.HTTPException as gone:  # the interaction ran out, or its channel is no more
        log.warning("%s: the error could not be shown (%s)", name, gone)


def told(name: str, error: Exception, language: str) -> str:
    """What a person reads of an error; where it was not theirs, with a reference under which the log has the rest.

    Args:
        name: Of what they did, for the log.
        error: What came of it.
        language: Of the one who reads it; what is for whoever runs the bot is in English.
    """
    reference = question_id.current()
    if isinstance(error, WrongUsage):
        log.info("%s: %s", name, error)
        return explained(_translated(error, language))
    if isinstance(error, ClippingsError):
        log.info("%s: %s, reference %s", name, error, reference)
        small_print = f"\n-# reference {reference}"
        return explained(_translated(error, language), limits.CONTENT - limits.size(small_print)) + small_print
    if isinstance(error, NotHere):
        log.info("%s: %s", name, error)
        return error.told_in(language)
    if isinstance(error, app_commands.CheckFailure | app_commands.TransformerError):
        log.info("%s: %s", name, error)
        return _escaped(str(error))
    log.error("%s failed, reference %s", name, reference, exc_info=error)
    return message("went_wrong", language, reference=reference)


def _translated(error: ClippingsError, language: str) -> ClippingsError:
    return error.told_in(language) if isinstance(error, Refusal) else error


def explained(error: ClippingsError, room: int = limits.CONTENT) -> str:
    """What happened and, on a line of its own, the way out; without the folders of the bot's machine."""
    return _escaped(f"{error.what}\n{error.way_out}", room)


def _escaped(text: str, room: int = limits.CONTENT) -> str:
    return limits.fitted(safe_text.lines(safe_text.without_paths(text)), room, safe_text.escaped)


async def _tell(interaction: discord.Interaction[discord.Client], text: str) -> None:
    """To the asker alone, unless the answer was already promised to the channel: then in its place."""
    silent = discord.AllowedMentions.none()
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=silent)
    else:
        await interaction.response.send_message(text, ephemeral=True, allowed_mentions=silent)
