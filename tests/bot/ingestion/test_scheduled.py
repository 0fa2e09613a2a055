"""While the bot runs, due sources run beside it, and what they bring can be asked about."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from clippings.bot.client import ClippingsBot
from clippings.bot.ingestion.scheduled import running_sources
from clippings.chain.pipeline import Asker
from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from tests.bot.conftest import SIMULATED

pytest.importorskip("simcord")
pytestmark = SIMULATED


@pytest.fixture
def simcord_bot(archive: Archive) -> ClippingsBot:
    return ClippingsBot(archive, Asker(archive))


@pytest.fixture
def folder(home: Path, tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    text = "The Orrin glacier lost nine metres of ice in a single summer, surveyors said."
    (news / "ice.txt").write_text(f"Orrin glacier melts\n\n{text}\n")
    (home / "sources.yaml").write_text(f"sources:\n- {{name: Ice, address: {news}, schedule: every 1h}}\n")
    return news


async def test_what_a_due_source_brings_can_be_asked_about(
    simcord_env: Any, archive: Archive, home: Path, folder: Path
) -> None:
    env = simcord_env
    await env.settle()
    with running_sources(Settings(home=home)):
        deadline = time.monotonic() + 120  # the process of the sources starts anew, on a busy machine too
        while archive.catalogue.counts()[0] == 0:
            assert time.monotonic() < deadline
            await env.settle()  # the event loop stays free while the source runs
    await env.advance_time(1.5)
    assert archive.status().pending_chunks == 0
    channel = env.create_guild().create_text_channel("general")
    reader = env.guild.add_member(env.create_user("reader"))
    result = await reader.slash(channel, "ask", question="How much ice did the Orrin glacier lose?")
    assert "nine metres" in result.response.embeds[0].description


def test_without_a_file_nothing_runs_and_no_thread_is_left(home: Path) -> None:
    before = threading.active_count()
    with running_sources(Settings(home=home)):
        time.sleep(0.2)
    assert threading.active_count() == before
    assert not (home / "catalogue.db").exists()
