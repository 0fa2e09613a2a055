from __future__ import annotations

import logging

import pytest

from clippings.bot.errors import explained, told
from clippings.bot.questions.cooldowns import TooSoon
from clippings.bot.servers.channels import NotHere
from clippings.core.errors import ClippingsError, IndexDamaged
from clippings.core.types import Answer, Question
from clippings.vectorstore.catalogue.guild_records import GuildSettings
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


@pytest.mark.parametrize(
    ("error", "english", "korean"),
    [
        (TooSoon("asked_too_often", count=6, seconds=9), "You have asked 6 questions", "9초 뒤에"),
        (NotHere((7,)), "The archive is asked in <#7>.", "채널에서 물을 수 있습니다: <#7>"),
        (ValueError("x"), "Something went wrong", "문제가 생겼습니다"),
        (ClippingsError("The disk is full."), "The disk is full.", "The disk is full."),
    ],
)
def test_why_somebody_is_not_answered_is_told_in_their_language(error: Exception, english: str, korean: str) -> None:
    assert english in told("A test", error, "en")
    assert korean in told("A test", error, "ko")
    assert english in told("A test", error, "de")


async def test_in_a_korean_server_what_was_asked_wrongly_is_told_in_korean(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_korean = GuildSettings(room.env.guild.id, language="ko")
    monkeypatch.setattr(room.bot.guilds_settings, "settings_of", lambda _guild_id: in_korean)
    dated = await room.reader.slash(room.channel, "ask", question="언제?", after="모레쯤")
    assert rendered.shown(dated.response.content).startswith("날짜로 읽을 수 없습니다: after '모레쯤'.")
    window = await room.reader.slash(room.channel, "ask", question="언제?", after="2024-03-02", before="2024-03-01")
    assert "2024년 3월 2일 이후, 2024년 3월 1일 이전" in window.response.content
    source = await room.reader.slash(room.channel, "ask", question="언제?", source="없는 신문")
    assert source.response.content.startswith("아카이브에 없는 매체입니다: “없는 신문”.")


async def test_a_korean_question_that_fails_is_told_in_korean(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.bot.worker, "ask", lambda _question, _shown=None: 1 / 0)
    result = await room.reader.slash(room.channel, "ask", question="등대섬 등대는 언제 무너졌나?")
    assert result.followups[0].content.startswith("문제가 생겼습니다(참조 번호 ")
