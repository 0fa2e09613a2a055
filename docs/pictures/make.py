"""Photograph the cards of the documentation.   python docs/pictures/make.py HOME (an archive of sample_archive)

With --heights: how tall the cards of five questions are on a phone, for docs/decisions/083; no picture is kept.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from clippings.bot.card_picture import screenshot
from clippings.bot.simulated_discord import Newsroom
from clippings.core.settings import Settings

_CARDS = {
    "card": "Why does Korea need Japan for R&D?",
    "card-ko": "누리호 2차 발사는 언제 성공했나?",
    "card-abstained": "Who won the chess championship on the Moon?",
    "card-otherwise": "When did Norway join NATO?",
}
_LONG = "What happened at the Korea-Japan summit in Tokyo in March 2023?"

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
}
"""What the reader of the first card does next."""


async def main() -> None:
    settings = Settings(home=Path(sys.argv[1]))
    if "--heights" in sys.argv:
        await _print_heights(settings)
        return
    folder = Path(__file__).parent
    for name, question in _CARDS.items():
        await screenshot(settings, question, folder / f"{name}.png")
    await screenshot(settings, _CARDS["card"], folder / "card-phone.png", _PHONE_WIDTH)
    for name, then in _NEXT.items():
        await screenshot(settings, _CARDS["card"], folder / f"{name}.png", then=then)


async def _print_heights(settings: Settings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for question in (*_CARDS.values(), _LONG):
            height = await screenshot(settings, question, Path(folder) / "card.png", _PHONE_WIDTH)
            sys.stdout.write(f"{height:5}  {question}\n")


asyncio.run(main())
