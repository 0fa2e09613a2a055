"""Photograph the cards of the documentation.   python docs/pictures/make.py HOME (an archive of sample_archive)"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from clippings.bot.devtools.card_picture import WIDTH, screenshot
from clippings.bot.devtools.simulated_discord import Newsroom
from clippings.cli.progress import TerminalProgress
from clippings.core.settings import Settings
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive

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
    "said": _command("said", person="Yoon Suk Yeol"),
    "archive": _command("archive"),
    "sources": _command("sources"),
    "help": _command("help"),
    "check": _command("check", text=DRAFT),
}
"""What the reader of the first card does next."""


_FOLLOWED = "How many people died in the Lindholm ferry accident?"
_BEFORE = {
    "url": "https://sound-gazette.example/2024/04/12/aurora",
    "title": "Ferry Aurora sinks in accident off Lindholm",
    "source": "The Sound Gazette",
    "published_at": "2024-04-12",
    "text": "The ferry Aurora sank off Lindholm in heavy weather on Thursday night. At least 12 people died in the "
    "accident and 30 are missing, the coast guard said. Rescuers searched the sound until dawn.",
}
_SINCE = {
    "url": "https://evening-post.example/2024/04/14/aurora-toll",
    "title": "Lindholm ferry accident: death toll rises to 17",
    "source": "Evening Post",
    "published_at": "2024-04-14",
    "text": "The death toll of the ferry accident off Lindholm has risen to 17, the coast guard said on Sunday. Divers "
    "found five more bodies in the car deck. A minister promised an inquiry.",
}
"""What is told of a followed question, and what then changes it; both made up."""


async def _changed(room: Newsroom) -> Any:
    """The card that tells a follower that the answer has changed."""
    bot = room.env.bot
    await room.member.slash(room.channel, "follow", question=_FOLLOWED)
    await asyncio.to_thread(_add, bot.archive, _SINCE)
    await bot.get_cog("Standing").look()
    return SimpleNamespace(followups=[room.channel.last_message])


def _add(archive: Archive, article: dict[str, str]) -> None:
    file = archive.settings.home / "news.jsonl"
    file.write_text(json.dumps(article), "utf-8")
    with TerminalProgress() as progress:
        ingest(archive, [str(file)], progress)


async def _photograph_news(target: Path, width: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        with Archive(settings) as archive:
            _add(archive, _BEFORE)
        await screenshot(settings, _FOLLOWED, target, width, then=_changed)


async def main() -> None:
    settings = Settings(home=Path(sys.argv[1]))
    folder = Path(__file__).parent
    for name, question in _CARDS.items():
        await screenshot(settings, question, folder / f"{name}.png")
    await screenshot(settings, _CARDS["card"], folder / "card-phone.png", _PHONE_WIDTH)
    for name, then in _NEXT.items():
        await screenshot(settings, _CARDS["card"], folder / f"{name}.png", then=then)
    await _photograph_news(folder / "changed.png", WIDTH)


asyncio.run(main())
