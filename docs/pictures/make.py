"""Photograph the cards of the documentation.   python docs/pictures/make.py HOME (an archive of sample_archive)"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from clippings.bot.devtools.card_picture import screenshot
from clippings.bot.devtools.simulated_discord import Newsroom
from clippings.core.settings import Settings

_CARDS = {
    "card": "Why does Korea need Japan for R&D?",
    "card-ko": "누리호 2차 발사는 언제 성공했나?",
    "card-abstained": "Who won the chess championship on the Moon?",
    "card-otherwise": "When did Norway join NATO?",
}
DRAFT = (
    "Argentina won the World Cup for the fourth time on 18 December 2022. The Danish salvage firm Smit joined the Suez "
    "Canal Authority in the work. Silicon Valley Bank was closed on Friday, 10 March 2023. A glacier was named after "
    "Lionel Messi."
)

_PHONE_WIDTH = 390


async def _passages(room: Newsroom) -> Any:
    return await room.member.click(room.result.response, label="Show passages")


def _command(name: str, **options: str) -> Callable[[Newsroom], Awaitable[Any]]:
    async def run(room: Newsroom) -> Any:
        return await room.member.slash(room.channel, name, **options)

    return run


_NEXT: dict[str, Callable[[Newsroom], Awaitable[Any]]] = {
    "passages": _passages,
    "timeline": _command("timeline", topic="Ever Given Suez Canal"),
    "archive": _command("archive"),
    "sources": _command("sources"),
    "help": _command("help"),
    "check": _command("check", text=DRAFT),
}
"""What the reader of the first card does next."""


async def main() -> None:
    settings = Settings(home=Path(sys.argv[1]))
    folder = Path(__file__).parent
    for name, question in _CARDS.items():
        await screenshot(settings, question, folder / f"{name}.png")
    await screenshot(settings, _CARDS["card"], folder / "card-phone.png", _PHONE_WIDTH)
    for name, then in _NEXT.items():
        await screenshot(settings, _CARDS["card"], folder / f"{name}.png", then=then)


asyncio.run(main())
