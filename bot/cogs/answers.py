"""The buttons under answers, made known to a bot that has just started."""

from __future__ import annotations

from clippings.bot.client import ClippingsBot
from clippings.bot.views.answer import BUTTONS


async def setup(bot: ClippingsBot) -> None:
    bot.add_dynamic_items(*BUTTONS)
