"""`clippings bot`: the archive, the asker and the client, put together and run until stopped."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable

import aiohttp
import discord

from clippings.bot.client import ClippingsBot
from clippings.bot.discord_address import talking_to, use_its_gateway
from clippings.bot.running_sources import running_sources
from clippings.chain.ask import Asker
from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive

_PORTAL = "https://discord.com/developers/applications"


def run_bot(settings: Settings, build_asker: Callable[[Archive], Asker] = Asker) -> None:
    """Run the bot until it is interrupted (Ctrl-C, SIGTERM).

    Args:
        settings: With the bot's token.
        build_asker: Makes the asker of the archive that is opened here.

    Raises:
        ClippingsError: There is no token, Discord refuses it or cannot be reached, or the archive cannot be opened.
    """
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise ClippingsError(
            "The bot has no token.",
            f"Create a bot at {_PORTAL}, copy its token and set CLIPPINGS_DISCORD_TOKEN. "
            "To try it without one: clippings preview",
        )
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(settings, token, build_asker))


async def _run(settings: Settings, token: str, build_asker: Callable[[Archive], Asker]) -> None:
    task = asyncio.current_task()
    assert task is not None
    with contextlib.suppress(NotImplementedError):  # no signal handlers on Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    api_url = str(settings.discord_api_url) if settings.discord_api_url else None
    with Archive(settings) as archive, talking_to(api_url), running_sources(settings):
        bot = ClippingsBot(archive, build_asker(archive), settings.discord_guild_ids)
        try:
            async with bot:
                await _connect(bot, token, own_gateway=api_url is not None)
        except asyncio.CancelledError:
            return


async def _connect(bot: ClippingsBot, token: str, own_gateway: bool) -> None:
    try:
        await bot.login(token)
        if own_gateway:
            await use_its_gateway(bot)
        await bot.connect()
    except discord.LoginFailure:
        raise ClippingsError(
            "Discord does not accept the token in CLIPPINGS_DISCORD_TOKEN.",
            f"Reset it under Bot at {_PORTAL} and set the new one.",
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise ClippingsError(
            "Discord wants this bot's privileged intents to be switched on.",
            f"Switch on the intents under Bot at {_PORTAL}.",
        ) from None
    except discord.Forbidden as error:
        raise ClippingsError(
            f"Discord does not let the bot publish its commands ({error.text}).",
            "Invite it with the scopes bot and applications.commands, and check CLIPPINGS_DISCORD_GUILD_IDS.",
        ) from None
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise ClippingsError(
            f"Discord cannot be reached ({type(error).__name__}: {error}).",
            "Check the network and https://discordstatus.com, then start the bot again.",
        ) from error
