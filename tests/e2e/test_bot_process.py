"""`clippings bot` as a process, against a Discord on loopback that fails as the real one does."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
import urllib.error
import urllib.request
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from clippings.bot.devtools import loopback_discord
from clippings.bot.devtools.loopback_discord import LoopbackDiscord, RecordedInteraction
from tests.e2e.processes import environment

QUESTION = "Why does Korea need Japan for R&D?"
PROOF = "harbour-ledger.example"
_PATIENCE_S = 90.0


class Bot:
    """The process, and what it logged."""

    def __init__(self, process: asyncio.subprocess.Process, health_port: int) -> None:
        self.process = process
        self.health_port = health_port
        self.log: list[dict[str, Any]] = []
        self.reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            try:
                self.log.append(json.loads(line))
            except ValueError:
                self.log.append({"event": "not JSON", "line": line.decode()})

    async def get(self, path: str) -> tuple[int, str]:
        def fetch() -> tuple[int, str]:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.health_port}{path}", timeout=10) as reply:
                    return reply.status, reply.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()
            except OSError:
                return 0, ""

        return await asyncio.to_thread(fetch)

    async def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(self.process.wait(), _PATIENCE_S)
        await self.reading
        return code


@asynccontextmanager
async def bot_process(home: Path, api_url: str, **settings: str) -> AsyncIterator[Bot]:
    health_port = free_port()
    given = environment(home, DISCORD_TOKEN="a.b.c", DISCORD_API_URL=api_url, HEALTH_PORT=str(health_port), **settings)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "clippings", "bot", env=given, cwd=home.parent, stderr=PIPE, limit=10_000_000
    )
    bot = Bot(process, health_port)
    try:
        yield bot
    finally:
        sys.stdout.write("\n".join(map(str, bot.log)))  # shown when the test fails
        if process.returncode is None:
            process.kill()
            await process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def answered(asked: RecordedInteraction) -> str:
    await asyncio.wait_for(asked.finished.wait(), _PATIENCE_S)
    return json.dumps(asked.messages[-1], ensure_ascii=False)


async def ask(discord: LoopbackDiscord, user_id: str = "2001", question: str = QUESTION) -> RecordedInteraction:
    return await discord.ask("ask", user_id=user_id, question=question)


async def test_a_day_in_the_life_of_the_bot(sample_home: Path) -> None:
    (sample_home / "discord-commands.json").unlink(missing_ok=True)
    port = free_port()
    async with bot_process(sample_home, f"http://127.0.0.1:{port}/api/v10") as bot:
        while (await bot.get("/healthz"))[0] != 503:  # it runs before Discord can be reached
            await asyncio.sleep(0.1)
        async with loopback_discord.running(port) as discord:
            discord.failing["/users/@me 502"] = 1
            discord.failing["/commands 429"] = 1
            await asyncio.wait_for(discord.entered.wait(), _PATIENCE_S)
            assert PROOF in await answered(await ask(discord))
            while (await bot.get("/healthz"))[0] != 200:  # discord.py is ready when no more servers are told of
                await asyncio.sleep(0.1)

            discord.failing["/callback 429"] = 1
            discord.failing["@original 500"] = 1
            assert PROOF in await answered(await ask(discord))

            await discord.close_gateway(4000)
            missed = await ask(discord)  # asked while the gateway is away, told when it is resumed
            assert PROOF in await answered(missed)
            assert discord.sessions == ["identify", "resume"]
            discord.drop_gateway()
            await asyncio.wait_for(discord.entered.wait(), _PATIENCE_S)
            assert discord.sessions[-1] == "resume"
            assert 1 in discord.gateway_ops, "no heartbeat"

            metrics = (await bot.get("/metrics"))[1]
            assert 'clippings_questions_total{outcome="answered"} 3.0' in metrics
            assert 'clippings_discord_errors_total{status="429"}' in metrics

            at_the_end = [await ask(discord, user_id=str(3_000 + number)) for number in range(5)]
            await asyncio.gather(*(one.acknowledged.wait() for one in at_the_end))
            assert await bot.end() == 0
            for one in at_the_end:
                told = await answered(one)
                assert PROOF in told or "being restarted" in told
                assert len(one.cards) <= 1
    of_one = [line["question_id"] for line in bot.log if line["event"] == "answered"]
    assert len(set(of_one)) == len(of_one) >= 3
    assert not any("a.b.c" in json.dumps(line) or "line" in line for line in bot.log)


async def test_commands_are_published_once_and_again_only_when_they_change(sample_home: Path) -> None:
    (sample_home / "discord-commands.json").unlink(missing_ok=True)
    async with loopback_discord.running() as discord:
        for published in (1, 1):
            discord.entered.clear()
            async with bot_process(sample_home, discord.url) as bot:
                await asyncio.wait_for(discord.entered.wait(), _PATIENCE_S)
                assert await bot.end() == 0
            assert len([one for one in discord.requests if one.startswith("PUT")]) == published


@pytest.mark.alone
async def test_fifty_who_ask_at_once_in_one_server_and_in_twenty_get_one_answer_each(sample_home: Path) -> None:
    async with loopback_discord.running() as discord:
        discord.guilds = [str(9_000 + number) for number in range(20)]
        async with bot_process(sample_home, discord.url) as bot:
            await asyncio.wait_for(discord.entered.wait(), _PATIENCE_S)
            await answered(await discord.ask("ask", guild_id=discord.guilds[0], question=QUESTION))
            for guilds in (1, 20):
                asked = [
                    await discord.ask(
                        "ask",
                        guild_id=discord.guilds[number % guilds],
                        user_id=str(10_000 * guilds + number),
                        question=QUESTION,
                    )
                    for number in range(50)
                ]
                told = await asyncio.gather(*map(answered, asked))
                assert all(PROOF in one for one in told)
                assert [len(one.callbacks) for one in asked] == [1] * 50
                assert [len(one.cards) for one in asked] == [1] * 50
                assert max(one.answered_s or 99.0 for one in asked) < 3.0
            assert await bot.end() == 0
