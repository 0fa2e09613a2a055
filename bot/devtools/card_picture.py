"""A picture of the card that a question gets, for documentation: the simulated Discord, photographed by Chromium."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from clippings.bot.devtools.simulated_discord import Newsroom, newsroom
from clippings.chain.pipeline import Asker
from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive

WIDTH = 620
_TALL = 4_000
_SCALE = 2
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


async def screenshot(
    settings: Settings,
    question: str,
    target: Path,
    width: int = WIDTH,
    build_asker: Callable[[Archive], Asker] = Asker,
    then: Callable[[Newsroom], Awaitable[Any]] | None = None,
) -> None:
    """Ask the real bot a question in a simulated Discord and write a picture of its card.

    Args:
        settings: Which archive; no token is needed.
        question: What is asked.
        target: The PNG file to write.
        width: Of the channel, in the page's pixels; 390 is a phone.
        build_asker: Makes the asker of the archive that is opened here.
        then: What the reader does next; its response is photographed instead.

    Raises:
        ClippingsError: simcord, playwright or a Chromium is missing, or the archive cannot be opened.
    """
    async with newsroom(settings, question, build_asker) as room:
        result = await then(room) if then else room.result
        message = result.followups[0] if result.followups else result.response
        page = room.env.preview(room.channel, viewers=[room.member], display="fixed", width=width, height=_TALL)
        async with page:
            await page.show(message)
            await _photograph(page.url, target, width)


async def _photograph(url: str, target: Path, width: int) -> None:
    try:
        playwright: Any = importlib.import_module("playwright.async_api")
    except ModuleNotFoundError:
        raise ClippingsError(
            "Pictures of cards need playwright, which is not installed.", "Install it: pip install playwright"
        ) from None
    browser_file = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    async with playwright.async_playwright() as running:
        try:
            browser = await running.chromium.launch(executable_path=browser_file, args=_ARGUMENTS)
        except playwright.Error as error:
            raise ClippingsError(
                f"No Chromium could be started ({str(error).splitlines()[0]}).",
                "Install chromium, or run: playwright install chromium",
            ) from error
        window = await browser.new_page(
            viewport={"width": width + 400, "height": _TALL + 200}, device_scale_factor=_SCALE
        )
        await window.goto(url)
        await window.wait_for_function("() => window.simcordPreview && window.simcordPreview.ready")
        await window.locator("#focused-content").screenshot(path=str(target), animations="disabled")
        await browser.close()
