from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clippings.bot.client import ClippingsBot
from clippings.chain.pipeline import Asker
from clippings.core.errors import IndexDamaged
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.bot.conftest import SIMULATED
from tests.conftest import QuietListener

simcord: Any = pytest.importorskip("simcord")
pytestmark = SIMULATED


@pytest.fixture
def simcord_bot(archive: Archive) -> ClippingsBot:
    """A bot of this test's own archive."""
    return ClippingsBot(archive, Asker(archive))


async def test_what_is_ingested_while_the_bot_runs_can_be_asked_about(
    simcord_env: Any, archive: Archive, write_jsonl: Callable[..., Path]
) -> None:
    env = simcord_env
    await env.settle()
    text = "The Orrin glacier lost nine metres of ice in a single summer, surveyors said."
    news = write_jsonl({"url": "https://paper.example/ice", "title": "Orrin glacier melts", "text": text})
    ingest(archive, [str(news)], QuietListener(), defer_vectors=True)
    assert archive.status().pending_chunks == 1
    await env.advance_time(1.5)
    assert archive.status().pending_chunks == 0
    channel = env.create_guild().create_text_channel("general")
    reader = env.guild.add_member(env.create_user("reader"))
    result = await reader.slash(channel, "ask", question="How much ice did the Orrin glacier lose?")
    assert "nine metres" in result.response.embeds[0].description


async def test_an_index_that_cannot_follow_is_logged_and_tried_less_often(
    simcord_env: Any, simcord_bot: ClippingsBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bot = simcord_bot
    tries: list[int] = []

    def fail() -> int:
        tries.append(1)
        raise IndexDamaged("The vector index cannot be read.", "clippings reindex --vectors")

    monkeypatch.setattr(bot.worker, "follow", fail)
    follower = bot.get_cog("Follow").followers["main"]  # type: ignore[union-attr]
    with caplog.at_level(logging.ERROR, "clippings.bot.cogs.follow"):
        for _ in range(3):
            await follower.follow()
    assert len(tries) == 1
    assert follower.pause_s == 2.0
    assert "cannot be read" in caplog.text


async def test_following_ends_with_the_bot(archive: Archive) -> None:
    bot = ClippingsBot(archive, Asker(archive))
    async with simcord.run(bot, check_errors=False, settle_timeout=60.0):
        loop = bot.get_cog("Follow").followers["main"].loop  # type: ignore[union-attr]
        assert loop.is_running()
        await bot.close()
    assert not loop.is_running()
