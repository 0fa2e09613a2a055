"""What is shown while an answer is made, in real time and without a Discord: how often, and what when it never ends."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from clippings.bot.client import ClippingsBot
from clippings.bot.questions import ask as asking
from clippings.bot.questions import streaming as live_answer
from clippings.bot.questions.surfaces import PlainSurface
from clippings.chain.pipeline import Asker
from clippings.core.types import Answer, Question
from clippings.vectorstore.archive import Archive

BRIDGE = Question("When will the Lindholm bridge reopen to traffic?", datetime(2024, 5, 1, tzinfo=UTC))


class Screen(PlainSurface):
    """A surface that takes a moment for each edit, as Discord does."""

    def __init__(self) -> None:
        self.drawn: list[tuple[float, str | None, Sequence[discord.Embed]]] = []
        self.errors: list[str] = []

    async def show(self, content: str | None = None, embeds: Sequence[discord.Embed] = (), view: Any = None) -> Any:
        self.drawn.append((time.monotonic(), content, list(embeds)))
        return SimpleNamespace(id=1, channel=SimpleNamespace(id=2))

    async def fail(self, text: str) -> None:
        self.errors.append(text)


@pytest.fixture
def bot(newsroom_archive: Archive) -> ClippingsBot:
    return ClippingsBot(newsroom_archive, Asker(newsroom_archive))


async def test_a_text_that_grows_is_shown_by_few_edits_and_ends_with_the_card(
    bot: ClippingsBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = bot.asker.ask
    every_s = 0.2
    monkeypatch.setattr(live_answer, "EDIT_EVERY_S", every_s)

    def slowly(question: Question, shown: Any) -> Answer:
        time.sleep(0.15)
        for words in range(1, 200):
            shown("@everyone " + "The ferries stop. [1] " * words)
            time.sleep(0.005)
        return answer(question)

    monkeypatch.setattr(bot.asker, "ask", slowly)
    screen = Screen()
    async with bot:
        await asking.ask(bot, screen, BRIDGE, asking.AskingMember(None, 1))
    searching, *growing, last = screen.drawn
    assert searching[1] == "🔎 Searching 5 articles…"
    assert len(growing) >= 2
    assert all(embeds[0].description.endswith("▍") for _, _, embeds in growing)  # type: ignore[union-attr]
    assert not any("@everyone" in str(embeds[0].description) for _, _, embeds in growing)
    took_s = screen.drawn[-1][0] - screen.drawn[0][0]
    assert len(growing) <= took_s / every_s + 1
    assert "4 May" in str([embed.to_dict() for embed in last[2]])
    assert screen.errors == []


async def test_who_waits_is_told_how_many_are_before_and_each_gets_one_card(
    bot: ClippingsBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, going_on = bot.asker.ask, threading.Event()

    def when_told(question: Question, shown: Any) -> Answer:
        going_on.wait(20)
        return answer(question, shown)

    monkeypatch.setattr(bot.asker, "ask", when_told)
    screens = [Screen() for _ in range(3)]
    async with bot:
        asked = [
            asyncio.create_task(asking.ask(bot, screen, BRIDGE, asking.AskingMember(None, number)))
            for number, screen in enumerate(screens)
        ]
        while not all(screen.drawn for screen in screens):
            await asyncio.sleep(0.01)
        going_on.set()
        await asyncio.gather(*asked)
    searching = "🔎 Searching 5 articles…"
    waiting = [searching, f"{searching} Questions before this one: 1", f"{searching} Questions before this one: 2"]
    assert sorted(str(screen.drawn[0][1]) for screen in screens) == waiting
    for screen in screens:
        finished = [embeds for _, _, embeds in screen.drawn if embeds and not str(embeds[0].description).endswith("▍")]
        assert len(finished) == 1
        assert "4 May" in str([embed.to_dict() for embed in finished[0]])
        assert screen.errors == []


async def test_an_answer_that_takes_longer_than_discord_shows_one_says_so(
    bot: ClippingsBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()
    monkeypatch.setattr(bot.asker, "ask", lambda _question, _shown: ended.wait(30))
    screen = Screen()
    async with bot:
        try:
            await asking.ask(bot, screen, BRIDGE, asking.AskingMember(None, 1), longest_s=0.2)
        finally:
            ended.set()
    assert screen.errors[0].startswith("The answer took longer than")
    assert [content for _, content, _ in screen.drawn] == ["🔎 Searching 5 articles…"]


def test_the_longest_answer_comes_before_a_token_of_discord_ends() -> None:
    assert asking.LONGEST_S < 15 * 60
    assert live_answer.EDIT_EVERY_S >= 1
