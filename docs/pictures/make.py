"""Photograph the cards of the documentation.   python docs/pictures/make.py HOME (an archive of sample_archive)"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from clippings.bot.card_picture import screenshot
from clippings.core.settings import Settings

_CARDS = {
    "card": "Why does Korea need Japan for R&D?",
    "card-ko": "누리호 2차 발사는 언제 성공했나?",
    "card-abstained": "Who won the chess championship on the Moon?",
}


async def main() -> None:
    settings = Settings(home=Path(sys.argv[1]))
    for name, question in _CARDS.items():
        await screenshot(settings, question, Path(__file__).with_name(f"{name}.png"))


asyncio.run(main())
