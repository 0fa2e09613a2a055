"""Where the bot's errors end: a person reads what happened and the way out, the log has the rest."""

from __future__ import annotations

import logging

import discord
from discord import app_commands

from clippings.bot import limits, question_id, safe_text
from clippings.bot.channels import refusal_here
from clippings.core.errors import ClippingsError, WrongUsage

log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree[discord.Client]):
    """The bot's slash commands: each gets an id for the log, and whatever one of them raises comes here."""

    async def interaction_check(self, interaction: discord.Interaction[discord.Client], /) -> bool:
        command = interaction.command.qualified_name if interaction.command else "?"
        question_id.begin(command=command, guild_id=interaction.guild_id, user_id=interaction.user.id)
        refusal = refusal_here(interaction)
        if refusal and interaction.type is not discord.InteractionType.autocomplete:
            await _tell(interaction, refusal)
        return not refusal

    async def on_error(
        self, interaction: discord.Interaction[discord.Client], error: app_commands.AppCommandError, /
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        command = interaction.command.qualified_name if interaction.command else "?"
        if isinstance(cause, ClippingsError):
            log.info("/%s: %s", command, cause)
            text = explained(cause)
            if not isinstance(cause, WrongUsage):
                text = f"{limits.fitted(text, limits.CONTENT - 40)}\n-# reference {question_id.current()}"
        elif isinstance(cause, app_commands.CheckFailure | app_commands.TransformerError):
            log.info("/%s: %s", command, cause)
            text = _escaped(str(cause))
        else:
            reference = question_id.current()
            log.error("/%s failed, reference %s", command, reference, exc_info=cause)
            text = f"Something went wrong (reference {reference}). Whoever runs this bot finds it in its log."
        try:
            await _tell(interaction, text)
        except discord.HTTPException as gone:  # the interaction ran out, or its channel is no more
            log.warning("/%s: the error could not be shown (%s)", command, gone)


def explained(error: ClippingsError) -> str:
    """What happened and, on a line of its own, the way out; without the folders of the bot's machine."""
    return limits.fitted(
        safe_text.lines(safe_text.without_paths(f"{error.what}\n{error.way_out}")), limits.CONTENT, safe_text.escaped
    )


def _escaped(text: str) -> str:
    return limits.fitted(safe_text.lines(safe_text.without_paths(text)), limits.CONTENT, safe_text.escaped)


async def _tell(interaction: discord.Interaction[discord.Client], text: str) -> None:
    """To the asker alone, unless the answer was already promised to the channel: then in its place."""
    silent = discord.AllowedMentions.none()
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=silent)
    else:
        await interaction.response.send_message(text, ephemeral=True, allowed_mentions=silent)
