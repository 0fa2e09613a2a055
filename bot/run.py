"""`clippings bot`: the archives, the askers and the client, put together and run until stopped."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack

import aiohttp
import discord
import tenacity

from clippings.bot.client import ClippingsBot, ShardedClippingsBot
from clippings.bot.ingestion.scheduled import running_sources
from clippings.bot.operations.api_url import talking_to, use_its_gateway
from clippings.bot.operations.command_sync import PUBLISHED
from clippings.bot.operations.health import serving_health
from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.pipeline import Asker
from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings, further_archives
from clippings.vectorstore.archive import Archive

log = logging.getLogger(__name__)

_PORTAL = "https://discord.com/developers/applications"
_UNREACHABLE = (discord.DiscordServerError, discord.GatewayNotFound, aiohttp.ClientError, OSError)
"""What passes by itself; `TimeoutError` is an `OSError`."""
_LONGEST_PAUSE_S = 60.0
_SWITCH_S = 0.0005
"""A thread that calculates gives the interpreter up after so long. With Python's 5 ms the event loop waited as long
after each of the dozens of calls that fifty deferrals take (docs/decisions/059)."""


def run_bot(settings: Settings, build_asker: Callable[[Archive], Asker] = Asker) -> None:
    """Run the bot until it is asked to end (Ctrl-C, SIGTERM). Discord need not be reachable yet, nor stay so.

    Args:
        settings: With the bot's token.
        build_asker: Makes the asker of each archive that is opened here.

    Raises:
        ClippingsError: There is no token, Discord refuses it, or an archive cannot be opened.
    """
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise ClippingsError(
            "The bot has no token.",
            f"Create a bot at {_PORTAL}, copy its token and set CLIPPINGS_DISCORD_TOKEN. "
            "To try it without one: clippings preview",
        )
    sys.setswitchinterval(_SWITCH_S)
    asyncio.run(_run(settings, token, build_asker))


async def _run(settings: Settings, token: str, build_asker: Callable[[Archive], Asker]) -> None:
    asked_to_end = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # no signal handlers on Windows
            asyncio.get_running_loop().add_signal_handler(one, asked_to_end.set)
    api_url = str(settings.discord_api_url) if settings.discord_api_url else None
    further = further_archives(settings)
    with ExitStack() as stack:
        archive = stack.enter_context(Archive(settings))
        more = {name: build_asker(stack.enter_context(Archive(one))) for name, one in further.items()}
        stack.enter_context(talking_to(api_url))
        for one_archive in (settings, *further.values()):
            stack.enter_context(running_sources(one_archive))
        kind = ShardedClippingsBot if settings.discord_sharded else ClippingsBot
        published = settings.home / PUBLISHED
        bot = kind(archive, build_asker(archive), settings.discord_guild_ids, more=more, published=published)
        async with bot, serving_health(bot, settings.health_port):
            warming = [asyncio.create_task(_warm_up(bot, worker)) for worker in bot.workers.values()]
            connected = asyncio.create_task(_connect(bot, token, own_gateway=api_url is not None))
            ended = asyncio.create_task(asked_to_end.wait())
            await asyncio.wait({connected, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not connected.done():
                log.info("Asked to end: answers under way are finished first.")
                await bot.drain.end()
                await bot.close()
                connected.cancel()
            ended.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await connected
        await asyncio.gather(*warming, return_exceptions=True)


async def _warm_up(bot: ClippingsBot, worker: ArchiveWorker) -> None:
    try:
        await bot.in_thread(worker.warm_up)
        gc.freeze()  # what was loaded stays; looked over for rubbish, it stops every thread for 0.2 s (decision 059)
    except ClippingsError as error:  # whoever asks is told; by then it may have been put right
        log.error("The archive is not ready for questions: %s", error)


async def _connect(bot: ClippingsBot, token: str, own_gateway: bool) -> None:
    try:
        await _until_reached(bot, token, own_gateway)
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
    except (discord.HTTPException, discord.ConnectionClosed) as error:
        raise ClippingsError(
            f"Discord does not let the bot in ({type(error).__name__}: {error}).",
            "See https://discordstatus.com and the bot's settings in the developer portal, then start it again.",
        ) from error


async def _log_in(bot: ClippingsBot, token: str, own_gateway: bool) -> None:
    try:
        await bot.login(token)
        if own_gateway:
            await use_its_gateway(bot)
    except BaseException:
        await bot.http.close()  # a further login opens a session and a connector of its own
        bot.http.connector = discord.utils.MISSING
        raise


async def _until_reached(bot: ClippingsBot, token: str, own_gateway: bool) -> None:
    """Try until Discord is there, ever less often. What connects later, discord.py keeps connected by itself."""
    tries = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception_type(_UNREACHABLE),
        wait=tenacity.wait_random_exponential(multiplier=0.5, max=_LONGEST_PAUSE_S),
        before_sleep=_told,
        reraise=True,
    )
    await tries(_log_in, bot, token, own_gateway)


def _told(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    pause_s = state.next_action.sleep if state.next_action else 0.0
    log.warning("Discord cannot be reached (%s: %s); next try in %.1f s.", type(error).__name__, error, pause_s)
