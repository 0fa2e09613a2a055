"""Publishing the slash commands, only when they are others than last time: Discord allows it 200 times a day."""

from __future__ import annotations

import json
import logging
from hashlib import sha256
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

log = logging.getLogger(__name__)

PUBLISHED = "discord-commands.json"
"""In the archive's folder: what was published last."""


async def sync_if_changed(tree: app_commands.CommandTree[Any], guild_ids: tuple[int, ...], kept: Path | None) -> bool:
    """Publish the commands of a tree, everywhere or to some servers, unless that was done with the very same ones.

    Args:
        tree: With all its commands; its client is logged in.
        guild_ids: Servers to publish to; everywhere when empty.
        kept: The file with the digest of what was published last; without one, all is published.

    Returns:
        Whether anything was published.

    Raises:
        discord.HTTPException: Discord refuses it; nothing is remembered.
    """
    digest = await _digest(tree, guild_ids)
    if kept is not None and _read(kept) == digest:
        log.info("The commands are published already.")
        return False
    if not guild_ids:
        await tree.sync()
    for guild_id in guild_ids:
        guild = discord.Object(guild_id)
        tree.copy_global_to(guild=guild)
        await tree.sync(guild=guild)
    if kept is None:
        return True
    new = kept.with_suffix(".new")
    new.write_text(json.dumps({"digest": digest}), "utf-8")
    new.replace(kept)
    return True


async def _digest(tree: app_commands.CommandTree[Any], guild_ids: tuple[int, ...]) -> str:
    translator = tree.translator
    payloads = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    told = {"application": tree.client.application_id, "guilds": sorted(guild_ids), "commands": payloads}
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _read(kept: Path) -> str:
    try:
        return str(json.loads(kept.read_text("utf-8"))["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
