from __future__ import annotations

import logging

import pytest

from clippings.bot.errors import explained
from clippings.core.errors import ClippingsError, IndexDamaged
from clippings.core.types import Answer, Question
from tests.bot import rendered
from tests.bot.conftest import SIMULATED, Room

pytestmark = SIMULATED


async def test_an_unexpected_error_shows_a_reference_and_nothing_else(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_question: Question, _shown: object = None) -> Answer:
        raise RuntimeError("password=hunter2 in /srv/clippings/secret.db")

    monkeypatch.setattr(room.bot.worker, "ask", fail)
    with caplog.at_level(logging.ERROR, "clippings.bot.errors"):
        result = await room.reader.slash(room.channel, "ask", question="When?")
    (error,) = result.followups
    assert error.ephemeral
    assert result.response is None
    shown = error.content
    assert shown.startswith("Something went wrong (reference ")
    assert "hunter2" not in shown
    assert "Traceback" not in shown
    reference = shown.split("reference ")[1].split(")")[0]
    assert reference in caplog.text
    assert "hunter2" in caplog.text


async def test_an_error_with_a_way_out_shows_it_without_folders(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_question: Question, _shown: object = None) -> Answer:
        raise IndexDamaged(
            "The lexical index in /srv/clippings/lexical cannot be read.", "Rebuild it: clippings reindex"
        )

    monkeypatch.setattr(room.bot.worker, "ask", fail)
    result = await room.reader.slash(room.channel, "ask", question="When?")
    said, reference = result.followups[0].content.rsplit("\n-# reference ", 1)
    assert rendered.shown(said) == "The lexical index in … cannot be read. Rebuild it: clippings reindex"
    assert len(reference) == 8


async def test_the_bot_answers_again_after_an_error(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(room.bot.asker, "ask", lambda _question, _shown=None: 1 / 0)
        await room.reader.slash(room.channel, "ask", question="When?")
    result = await room.reader.slash(room.channel, "ask", question="When will the Lindholm bridge reopen?")
    assert "4 May" in result.response.embeds[0].description


def test_an_error_that_quotes_a_hostile_text_stays_harmless() -> None:
    text = explained(ClippingsError("No source is called [x](https://evil.example) @everyone.", "x" * 5_000))
    assert rendered.links(text) == []
    assert "@everyone" not in text
    assert len(text) <= 2_000
