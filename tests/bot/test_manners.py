"""Who asks too fast is told when; who waits is told how many are before; and nobody who waits holds up the rest."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clippings.bot.client import ClippingsBot
from clippings.bot.questions.cooldowns import Cooldowns, TooSoon
from clippings.bot.questions.shutdown import Drain, Ending
from clippings.chain.pipeline import Asker
from clippings.chain.question_queue import QuestionQueue, QueueFull
from clippings.core.types import Answer, Question
from clippings.vectorstore.archive import Archive
from tests.bot.conftest import SIMULATED, Room

pytestmark = SIMULATED


@pytest.fixture
def simcord_bot(newsroom_archive: Archive) -> ClippingsBot:
    bot = ClippingsBot(newsroom_archive, Asker(newsroom_archive))
    bot.cooldowns = Cooldowns(3, 60, lambda: bot.now())
    return bot


async def test_who_asks_too_fast_is_told_when_to_ask_again(room: Room) -> None:
    room.bot.now = room.env.now
    for _ in range(3):
        result = await room.reader.slash(room.channel, "ask", question="When will the Lindholm bridge reopen?")
        assert result.response.embeds
    refused = await room.reader.slash(room.channel, "ask", question="When will the Lindholm bridge reopen?")
    (told,) = refused.followups
    assert told.ephemeral
    assert "You have asked 3 questions within a minute" in told.content
    assert "Ask again in 60 seconds." in told.content
    await room.env.advance_time(61)
    again = await room.reader.slash(room.channel, "ask", question="When will the Lindholm bridge reopen?")
    assert again.response.embeds


async def test_timelines_and_pictures_count_as_questions(room: Room) -> None:
    room.bot.now = room.env.now
    await room.reader.slash(room.channel, "timeline", topic="Lindholm bridge")
    await room.reader.slash(room.channel, "archive")
    await room.reader.slash(room.channel, "timeline", topic="Lindholm bridge")
    for command, options in (("timeline", {"topic": "bridge"}), ("archive", {}), ("ask", {"question": "When?"})):
        refused = await room.reader.slash(room.channel, command, **options)
        told = refused.response or refused.followups[0]
        assert "You have asked 3 questions within a minute" in told.content, command
        assert told.ephemeral


def test_a_server_has_a_limit_of_its_own_and_what_is_refused_does_not_count() -> None:
    now = [datetime(2024, 5, 1, tzinfo=UTC)]
    cooldowns = Cooldowns(5, 2, lambda: now[0])
    cooldowns.take(1, 10)
    cooldowns.take(1, 11)
    for _ in range(9):
        with pytest.raises(TooSoon, match="This server"):
            cooldowns.take(1, 12)
    cooldowns.take(2, 12)
    cooldowns.take(None, 12)
    now[0] += timedelta(seconds=61)
    for _ in range(2):
        cooldowns.take(1, 12)


async def test_the_queue_is_bounded_in_order_and_tells_positions() -> None:
    queue, order, told = QuestionQueue(3), list[int](), dict[int, int]()

    async def one(number: int) -> None:
        async def waiting(before: int) -> None:
            told[number] = before

        async with queue.turn(waiting):
            order.append(number)
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(one(number)) for number in range(6)]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert order == [0, 1, 2, 3]
    assert told == {1: 1, 2: 2, 3: 3}
    assert [type(result) for result in results[4:]] == [QueueFull, QueueFull]
    assert queue.length == 0


async def test_what_is_under_way_when_the_bot_ends_is_finished_and_nothing_new_is_taken(room: Room) -> None:
    drain, finished = Drain(), asyncio.Event()

    async def question(work: asyncio.Future[str]) -> str:
        with drain.in_flight():
            return await drain.or_the_end(work)

    quick: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    stuck: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    tasks = [asyncio.create_task(question(one)) for one in (quick, stuck)]
    await asyncio.sleep(0)
    ending = asyncio.create_task(drain.end(finish_s=0.2, tell_s=1.0))
    await asyncio.sleep(0)
    quick.set_result("answered")
    with pytest.raises(Ending):
        await question(quick)
    await ending
    assert await tasks[0] == "answered"
    with pytest.raises(Ending, match="being restarted"):
        await tasks[1]
    assert not finished.is_set()


async def test_who_waits_already_when_the_bot_is_asked_to_end_is_told_before_it_has_ended() -> None:
    drain, told = Drain(), list[str]()

    async def question() -> None:
        drain.count()
        await asyncio.sleep(0.05)  # Discord is told that somebody is at it
        try:
            with drain.in_flight():
                told.append("answered")
        except Ending as error:
            await asyncio.sleep(0.05)
            told.append(error.what)

    waiting = asyncio.create_task(question())
    await asyncio.sleep(0)
    await drain.end(finish_s=5.0, tell_s=5.0)
    assert waiting.done()
    assert told == ["The bot is being restarted, so this was not answered."]


async def test_a_chat_model_that_takes_its_time_delays_no_list_of_sources(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = threading.Event()
    answered = room.bot.asker.ask

    def slow(question: Question, *rest: Any) -> Answer:
        going_on.wait(20)
        return answered(question, *rest)

    monkeypatch.setattr(room.bot.asker, "ask", slow)
    asking = [
        asyncio.create_task(
            room.bot.answer(Question("When?", datetime.now(UTC)), guild_id=room.channel.id, user_id=number)
        )
        for number in range(8)
    ]
    await asyncio.sleep(0.1)
    names = await asyncio.wait_for(room.bot.in_thread(room.bot.worker.source_names), 5)
    assert names
    going_on.set()
    await asyncio.gather(*asking)
