"""A sample of what was answered is judged, kept beside what readers said, counted, and told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clippings.bot.client import ClippingsBot
from clippings.bot.operations.metrics import Metrics
from clippings.bot.questions.judging import FEWEST, Judging
from clippings.bot.rendering.admin_cards import quality_lines
from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.pipeline import Asker
from clippings.core.types import Answer, Question, Turn
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.given_answers import given_answer, keep_answer, keep_feedback
from clippings.vectorstore.catalogue.judgements import Quality, keep_judgement, quality_since
from tests.bot.conftest import SIMULATED, Room

NOW = datetime(2024, 5, 1, tzinfo=UTC)
BRIDGE = "When will the Lindholm bridge reopen to traffic?"


@pytest.fixture(scope="module")
def answer(newsroom_archive: Archive) -> Answer:
    return Asker(newsroom_archive).ask(Question(BRIDGE, NOW))


@pytest.fixture
def keep(archive: Archive) -> Callable[[str], None]:
    """Keep an answer of this id in the archive, as the bot does."""

    def of(answer_id: str) -> None:
        asked = Question(BRIDGE, NOW)
        plain = Answer(asked, "No.", (), True, "extractive", 0.1)
        keep_answer(
            archive.catalogue,
            given_answer(plain, asked, answer_id, guild_id=1, channel_id=2, message_id=None, user_id=3),
        )

    return of


def test_only_quotes_that_the_reader_reads_are_drawn(answer: Answer) -> None:
    always, never = Judging(1.0, 0.6), Judging(0.0, 0.6)
    assert always.draws(answer)
    assert not never.draws(answer)
    assert not always.draws(replace(answer, abstained=True))
    assert not always.draws(replace(answer, language="ko"))
    follow_up = replace(answer.question, history=(Turn("Which bridge?", "That one."),))
    assert not always.draws(replace(answer, question=follow_up))


def test_a_share_of_the_answers_is_drawn(answer: Answer) -> None:
    drawn = iter([0.05, 0.5, 0.95, 0.09])
    judging = Judging(0.1, 0.6, lambda: next(drawn))
    assert [judging.draws(answer) for _ in range(4)] == [True, False, False, True]


def test_judgements_are_counted_beside_what_readers_said(archive: Archive, keep: Callable[[str], None]) -> None:
    for answer_id, answers in (("a", True), ("b", True), ("c", False), ("d", True)):
        keep(answer_id)
        keep_judgement(archive.catalogue, answer_id, 4, 2 if answers else 0, answers, NOW)
    keep("e")
    for answer_id, user, verdict in (
        ("a", 1, "good"),
        ("b", 1, "good"),
        ("b", 2, "bad"),
        ("c", 1, "bad"),
        ("e", 1, "good"),
    ):
        keep_feedback(archive.catalogue, answer_id, user, verdict, "", NOW)  # type: ignore[arg-type]
    found = quality_since(archive.catalogue, NOW - timedelta(days=1))
    assert (found.judged, found.answering, found.quotes, found.bearing) == (4, 3, 16, 6)
    assert (found.good, found.bad, found.both, found.agreeing) == (2, 2, 3, 2)
    assert found.kappa == pytest.approx(0.4)
    assert quality_since(archive.catalogue, NOW + timedelta(days=1)) == Quality()


def test_where_nobody_ever_disagrees_there_is_no_kappa(archive: Archive, keep: Callable[[str], None]) -> None:
    keep("a")
    keep_judgement(archive.catalogue, "a", 1, 1, True, NOW)
    keep_feedback(archive.catalogue, "a", 1, "good", "", NOW)
    assert quality_since(archive.catalogue, NOW).kappa is None


def test_an_alarm_is_raised_once_and_not_before_enough_were_judged(
    archive: Archive, keep: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    judging, worker = Judging(1.0, 0.6), ArchiveWorker(archive, Asker(archive))
    for number in range(FEWEST):
        keep(str(number))
        assert not judging.is_alarming(judging.quality("main", worker, NOW))
        keep_judgement(archive.catalogue, str(number), 1, 0, number % 2 == 0, NOW)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert judging.is_alarming(judging.quality("main", worker, NOW))
    assert len([one for one in caplog.records if "CLIPPINGS_JUDGED_LEAST" in one.getMessage()]) == 1


def test_metrics_and_the_moderators_card_tell_the_same() -> None:
    quality = Quality(40, 30, 120, 90, 5, 2, 7, 6, 0.58)
    metrics = Metrics()
    metrics.judged("main", quality, True)
    text = metrics.text().decode()
    assert 'clippings_judged_answers{archive="main",judgement="answering"} 30.0' in text
    assert 'clippings_readers_verdicts{archive="main",verdict="bad"} 2.0' in text
    assert 'clippings_judged_alarm{archive="main"} 1.0' in text
    told = "\n".join(quality_lines(quality, True))
    assert "30 of 40 that were judged answer their question (fewer than" in told
    assert "agree on 6 of 7, kappa 0.58" in told
    assert quality_lines(Quality(), False) == []


class TestInDiscord:
    pytestmark = SIMULATED

    async def test_an_answer_that_is_drawn_is_judged_and_kept(self, room: Room) -> None:
        room.bot.judging = Judging(1.0, 0.6)
        before = _quality(room.bot)
        await room.reader.slash(room.channel, "ask", question=BRIDGE)
        await asyncio.gather(*room.bot.judging.tasks)
        after = _quality(room.bot)
        assert after.judged == before.judged + 1
        assert after.answering == before.answering + 1


def _quality(bot: ClippingsBot) -> Quality:
    return quality_since(bot.archive.catalogue, bot.now() - timedelta(days=1))
