"""A small archive of this folder's own, one for the session, and the real bot in a simulated Discord before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from clippings.bot.client import ClippingsBot
from clippings.chain.pipeline import Asker
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

pytest.importorskip("simcord")
SIMULATED = pytest.mark.simcord(check_errors=False, settle_timeout=60.0)
"""For modules whose tests enter a `Room`: an answer may take a moment, and errors are what some of them are about."""

BRIDGE = (
    "The Lindholm bridge will reopen to traffic on 4 May after eleven months of repairs, the transport ministry said. "
    "Engineers replaced forty cracked cables on the northern span. "
    "Ferries that carried commuters across the sound meanwhile will stop on the same day."
)
ARTICLES: list[dict[str, Any]] = [
    {
        "url": "https://gazette.example/2024/lindholm-bridge?from=home_page&part=(1)",
        "title": "Lindholm bridge to reopen in May",
        "source": "The Sound Gazette",
        "authors": ["Marit Solberg"],
        "published_at": "2024-04-12",
        "text": BRIDGE,
    },
    {
        "url": "https://evening.example/lindholm",
        "title": "Commuters get their crossing back",
        "source": "Evening Post",
        "published_at": "2024-04-13",
        "text": BRIDGE,
    },
    {
        "url": "https://hanbit.example/lighthouse",
        "title": "[단독] 등대섬 등대, 백 년 만에 다시 불 밝힌다",
        "source": "한빛신문",
        "published_at": "2024-02-02",
        "text": "등대섬 등대가 백 년 만에 다시 불을 밝힌다고 해양수산부가 2일 밝혔다. "
        "등대섬 등대는 1924년 태풍으로 무너졌고, 주민들이 모은 성금으로 다시 지었다.",
    },
    {
        "url": "https://rude.example/zorblax",
        "title": "@everyone [Zorblax](https://evil.example/win) **festival** \u202e||called|| <@123456789012345678>",
        "source": "@here Daily `News`",
        "published_at": "2024-03-03",
        "text": "The Zorblax festival in Quimby was called off because **everyone** had [tickets](evil.example/win) "
        "and ```nobody``` had a ||stage||, the mayor said.",
    },
    {
        "title": "Minutes of the Fernwick council",
        "source": "Fernwick council",
        "authors": ["MARIT SOLBERG", "@everyone Quill"],
        "published_at": "2024-01-09",
        "text": "The Fernwick council voted nine to four to rebuild the public library on Alder Street. "
        "Work begins in the autumn and will take two years.",
    },
]


class Room(NamedTuple):
    """The simulated server: its env, its one channel, and a member who can act there."""

    env: Any
    channel: Any
    reader: Any
    bot: ClippingsBot


def noted_questions(bot: ClippingsBot, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Question, dict[str, Any]]]:
    """What the bot is asked from now on, and with which options; it answers as ever."""
    asked: list[tuple[Question, dict[str, Any]]] = []
    answer = bot.answer

    async def noted(question: Question, **more: Any) -> Any:
        asked.append((question, more))
        return await answer(question, **more)

    monkeypatch.setattr(bot, "answer", noted)
    return asked


@pytest.fixture(scope="session")
def newsroom_archive(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Iterator[Archive]:
    home = tmp_path_factory.mktemp("newsroom")
    (home / "models").symlink_to(models_folder)
    news = home / "news.jsonl"
    news.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in ARTICLES), "utf-8")
    with Archive(Settings(home=home)) as archive:
        counts = ingest(archive, [str(news)], QuietListener())
        assert (counts.added, counts.rejected) == (len(ARTICLES), 0)
        yield archive


@pytest.fixture
def simcord_bot(newsroom_archive: Archive) -> ClippingsBot:
    return ClippingsBot(newsroom_archive, Asker(newsroom_archive))


@pytest.fixture
def room(simcord_env: Any, simcord_bot: ClippingsBot) -> Room:
    guild = simcord_env.create_guild("Newsroom")
    channel = guild.create_text_channel("ask-the-archive")
    return Room(simcord_env, channel, guild.add_member(simcord_env.create_user("reader")), simcord_bot)
