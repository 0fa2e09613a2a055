"""The language of the bot's own words where no question gives it: what the server has set, or else the reader's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from clippings.bot.rendering.labels import Labels, labels_for

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot


def language_here(interaction: discord.Interaction[Any]) -> str:
    """An ISO 639-1 code: `ko` or `en`."""
    bot: ClippingsBot = interaction.client
    set_here = bot.guilds_settings.settings_of(interaction.guild_id).language
    return set_here or ("ko" if interaction.locale is discord.Locale.korean else "en")


def labels_here(interaction: discord.Interaction[Any]) -> Labels:
    """The labels in that language."""
    return labels_for(language_here(interaction))
