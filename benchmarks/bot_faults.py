# ruff: noqa: ARG001 - every fault is called alike
"""The faults of a running bot, made to happen before a Discord on loopback: for `benchmarks/reliability.py`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks.folder_faults import QUESTION, Bench, Seen
from clippings.bot.devtools import loopback_discord
from clippings.bot.devtools.loopback_discord import LoopbackDiscord
from tests.e2e.test_bot_process import Bot, answered, ask, bot_process

_PATIENCE_S = 120.0
_AT_ONCE = 20
_STOPPING = "being restarted"


def gateway_lost(bench: Bench, home: Path) -> Seen:
    """The bot loses Discord's gateway, and a question is asked meanwhile"""

    async def lost(discord: LoopbackDiscord, bot: Bot) -> str:
        discord.drop_gateway()
        assert "[1]" in await answered(await ask(discord, question=QUESTION))
        assert discord.sessions[-1] == "resume"
        return "the answer, when the gateway is back"

    return _beside_a_bot(home, lost, "nothing to do")


def stopped_under_load(bench: Bench, home: Path) -> Seen:
    """The bot is stopped (SIGTERM) while twenty wait for their answers"""

    async def stopped(discord: LoopbackDiscord, bot: Bot) -> str:
        waiting = [await ask(discord, str(3_000 + number), QUESTION) for number in range(_AT_ONCE)]
        await asyncio.gather(*(one.acknowledged.wait() for one in waiting))
        assert await bot.end() == 0
        told = [await answered(one) for one in waiting]
        proved = sum("[1]" in one for one in told)
        assert proved + sum(_STOPPING in one for one in told) == _AT_ONCE
        return f"{proved} the answer, {_AT_ONCE - proved} that the bot is being restarted"

    return _beside_a_bot(home, stopped, "start the bot, ask again")


FAULTS: tuple[Callable[[Bench, Path], Seen], ...] = (gateway_lost, stopped_under_load)


def _beside_a_bot(home: Path, fault: Callable[[LoopbackDiscord, Bot], Awaitable[str]], way_back: str) -> Seen:
    """Start a bot, have it answer, do the fault; the seconds are the fault's own."""

    async def run() -> tuple[str, float]:
        async with loopback_discord.running() as discord, bot_process(home, discord.url) as bot:
            await asyncio.wait_for(discord.entered.wait(), _PATIENCE_S)
            assert "[1]" in await answered(await ask(discord, question=QUESTION))
            began = time.monotonic()
            told = await fault(discord, bot)
            return told, time.monotonic() - began

    told, seconds = asyncio.run(run())
    return Seen(told, way_back, seconds)
