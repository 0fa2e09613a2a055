"""The real bot in a Discord that is simulated in this process: no token, no network."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from clippings.bot.client import ClippingsBot
from clippings.chain.pipeline import Asker
from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive

_LONGEST_ANSWER_S = 120.0
"""A chat model on a small machine takes its time, and the first question prepares the embedding model."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A server with one channel, and a member who has asked a question there. The types are simcord's."""

    env: Any
    channel: Any
    member: Any
    result: Any
    """What the bot did with the question."""


@asynccontextmanager
async def newsroom(
    settings: Settings, question: str, build_asker: Callable[[Archive], Asker] = Asker
) -> AsyncIterator[Newsroom]:
    """Open the archive, start the bot, and ask it a question as a member of a server would.

    Raises:
        ClippingsError: simcord is not installed, or the archive cannot be opened.
    """
    simcord = _simcord()
    with Archive(settings) as archive:
        bot = ClippingsBot(archive, build_asker(archive))
        env = simcord.Env(bot, check_errors=False, settle_timeout=_LONGEST_ANSWER_S)
        # Its clock begins on a fixed day; messages are to be dated as the answers are.
        env.backend.clock.advance((bot.now() - env.now()).total_seconds())
        await env.start()
        try:
            if bot.user:
                await bot.user.edit(username="Clippings")
            guild = env.create_guild("Newsroom")
            channel = guild.create_text_channel("ask-the-archive")
            member = guild.add_member(env.create_user("reader"))
            result = await member.slash(channel, "ask", question=question)
            yield Newsroom(env, channel, member, result)
        finally:
            await bot.close()
            await env.shutdown()


def _simcord() -> Any:
    try:
        return importlib.import_module("simcord")
    except ModuleNotFoundError:
        raise ClippingsError(
            "The preview needs simcord, which is not installed.", "Install it: pip install 'clippings[preview]'"
        ) from None
