"""`clippings preview`: the bot's card in a browser, without Discord."""

from __future__ import annotations

import asyncio
import contextlib
import webbrowser
from collections.abc import Callable

from clippings.bot.devtools.simulated_discord import newsroom
from clippings.chain.pipeline import Asker
from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive


async def preview(
    settings: Settings,
    question: str,
    port: int = 0,
    open_browser: bool = True,
    on_ready: Callable[[str], None] | None = None,
    build_asker: Callable[[Archive], Asker] = Asker,
) -> None:
    """Ask the real bot a question in a simulated Discord and show the channel in a browser until it is closed there.

    The page has a working message box: more `/ask` commands can be typed into it.

    Args:
        settings: Which archive; no token is needed.
        question: What is asked.
        port: Of the page, on this machine only; any free one when 0.
        open_browser: Open the page as well.
        on_ready: Is told the page's address, which works like a password for it.
        build_asker: Makes the asker of the archive that is opened here.

    Raises:
        ClippingsError: simcord is missing, the port is taken, or the archive cannot be opened.
    """
    async with newsroom(settings, question, build_asker) as room:
        page = room.env.preview(room.channel, viewers=[room.member], layout="channel", port=port, width=720, height=900)
        try:
            await page.__aenter__()
        except OSError as error:
            raise ClippingsError(
                f"The preview cannot use port {port} ({error.strerror or error}).", "Choose another with --port."
            ) from error
        try:
            if on_ready:
                on_ready(page.url)
            if open_browser:
                await asyncio.to_thread(webbrowser.open, page.url)
            await page.wait_closed()
        finally:
            await page.close()


def run_preview(
    settings: Settings,
    question: str,
    port: int = 0,
    open_browser: bool = True,
    on_ready: Callable[[str], None] | None = None,
    build_asker: Callable[[Archive], Asker] = Asker,
) -> None:
    """`preview`, until it is closed in the browser or interrupted with Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(preview(settings, question, port, open_browser, on_ready, build_asker))
