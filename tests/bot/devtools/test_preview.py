from __future__ import annotations

import asyncio
import urllib.request
from pathlib import Path

import pytest

from clippings.bot.devtools.preview import preview
from clippings.core.settings import Settings

pytest.importorskip("simcord")


async def test_the_preview_serves_the_card_without_a_token(sample_home: Path) -> None:
    pytest.importorskip("markdown_it")
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    settings = Settings(home=sample_home)
    question = "Why does Korea need Japan for R&D?"
    shown = asyncio.create_task(preview(settings, question, open_browser=False, on_ready=address.set_result))
    url = await asyncio.wait_for(address, timeout=60)
    assert url.startswith("http://127.0.0.1:")
    page = await asyncio.to_thread(lambda: urllib.request.urlopen(url, timeout=10).read().decode())
    assert "<html" in page
    shown.cancel()
    with pytest.raises(asyncio.CancelledError):
        await shown
