"""An answer while it is being made: first what is searched, then the text as far as it stands."""

from __future__ import annotations

import asyncio
import logging
from types import TracebackType

import discord
from discord.ext import tasks

from clippings.bot.questions.surfaces import Surface
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.answer_card import ANSWERED

log = logging.getLogger(__name__)

EDIT_EVERY_S = 1.5
"""Discord takes five edits in five seconds in a channel, and other questions may be answered there too."""

WRITING = " ▍"
"""What a text that still grows ends with."""


class LiveAnswer:
    """Keeps a surface in step with a text that grows, by at most one edit every 1.5 seconds.

    Args:
        surface: Where it is shown.
        title: The question.
        searching: What is shown until there is a text.
    """

    def __init__(self, surface: Surface, title: str, searching: str) -> None:
        self._surface = surface
        self._title = limits.fitted(safe_text.one_line(title), limits.TITLE, safe_text.escaped)
        self._searching = searching
        self._waiting = ""
        self._text = ""
        self._drawn: tuple[str, str] | None = None
        self._edit = asyncio.Lock()
        self._ended = False
        self._loop = tasks.loop(seconds=EDIT_EVERY_S)(self._draw)

    def shown(self, text: str) -> None:
        """Take the checked text so far, from any thread; what was not drawn yet is skipped over."""
        self._text = text

    def waits(self, told: str) -> None:
        """Say also that, and for whom, it waits."""
        self._waiting = told

    async def _draw(self) -> None:
        async with self._edit:
            text = self._text
            if self._ended or (text, self._waiting) == self._drawn:
                return
            self._drawn = (text, self._waiting)
            content, embeds = self._drawing(text)
            try:
                await self._surface.show(content, embeds)
            except discord.HTTPException as error:  # the answer itself will tell whether anything can be shown
                log.info("An answer could not be shown while it was made (%s)", error)

    def _drawing(self, text: str) -> tuple[str | None, list[discord.Embed]]:
        if not text:
            return " ".join(filter(None, (self._searching, self._waiting))), []
        room = limits.DESCRIPTION - limits.size(WRITING)
        written = limits.fitted(safe_text.lines(text), room, safe_text.escaped) + WRITING
        return None, [discord.Embed(title=self._title, description=written, colour=ANSWERED)]

    async def __aenter__(self) -> LiveAnswer:
        self._loop.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for an edit that is under way, so that none comes after the answer."""
        self._ended = True
        async with self._edit:
            self._loop.cancel()
