"""Messages that speak to the bot are questions; nothing is done with any other."""

from __future__ import annotations

from typing import Any

import pytest

from clippings.bot.client import ClippingsBot, intents
from clippings.chain.pipeline import Asker
from clippings.core.settings import Settings
from clippings.vectorstore.catalogue.guild_records import GuildSettings
from tests.bot.conftest import SIMULATED, Room, noted_questions

pytestmark = SIMULATED
BRIDGE = "When will the Lindholm bridge reopen to traffic?"


def our_messages(room: Room) -> list[Any]:
    us = room.bot.user
    assert us is not None
    return [message for message in room.channel.history() if message.author.id == us.id]


async def test_a_mention_is_answered_as_a_reply(room: Room) -> None:
    asked = await room.reader.send(room.channel, f"<@{room.bot.user.id}> {BRIDGE}")  # type: ignore[union-attr]
    (answer,) = our_messages(room)
    assert "4 May" in str([embed.to_dict() for embed in answer.embeds])
    assert answer.embeds[0].title == BRIDGE
    assert answer.reference.message_id == asked.id
    assert not answer.mentions


async def test_a_reply_to_a_card_knows_its_answer(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    card = (await room.reader.slash(room.channel, "ask", question=BRIDGE)).response.message
    asked = noted_questions(room.bot, monkeypatch)
    text = f"<@{room.bot.user.id}> And how many cables did engineers replace?"  # type: ignore[union-attr]
    await room.reader.send(room.channel, text, reply_to=card)
    ((question, more),) = asked
    assert question.text == "And how many cables did engineers replace?"
    assert [turn.question for turn in question.history] == [BRIDGE]
    assert more["guild_id"] == room.env.guild.id
    assert more["user_id"] == room.reader.id


async def test_a_thank_you_is_answered_in_a_word_and_without_a_card(room: Room) -> None:
    await room.reader.send(room.channel, f"<@{room.bot.user.id}> thanks!")  # type: ignore[union-attr]
    (answer,) = our_messages(room)
    assert answer.content.startswith("You’re welcome")
    assert (answer.embeds, answer.components) == ([], [])


async def test_other_messages_are_left_alone(room: Room) -> None:
    await room.reader.send(room.channel, BRIDGE)
    await room.reader.send(room.channel, f"@everyone {BRIDGE}")
    assert our_messages(room) == []


async def test_a_mention_without_a_question_is_told_how_to_ask(room: Room) -> None:
    await room.reader.send(room.channel, f"<@{room.bot.user.id}>")  # type: ignore[union-attr]
    (told,) = our_messages(room)
    assert told.content.startswith("The question is empty.")


async def test_a_question_of_a_message_is_at_most_500_characters(room: Room) -> None:
    await room.reader.send(room.channel, f"<@{room.bot.user.id}> " + "why " * 200)  # type: ignore[union-attr]
    (told,) = our_messages(room)
    assert "500 are the most" in told.content


async def test_a_direct_message_is_answered(room: Room) -> None:
    await room.reader.send_dm(BRIDGE)
    answer = room.reader.user.dm_channel.last_message
    assert "4 May" in str([embed.to_dict() for embed in answer.embeds])
    modal = await room.reader.user.click(answer, label="Follow up")
    await room.reader.user.submit_modal(modal, {"question": "How many cables did engineers replace?"})
    assert "forty" in str([embed.to_dict() for embed in room.reader.user.dm_channel.last_message.embeds])


async def test_a_direct_message_is_left_alone_where_the_admin_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = room.bot.archive.settings.model_copy(update={"discord_direct_messages": False})
    monkeypatch.setattr(room.bot.archive, "settings", off)
    asked = await room.reader.send_dm(BRIDGE)
    assert room.reader.user.dm_channel.last_message.id == asked.id


async def test_only_plain_messages_in_the_bots_own_threads_are_questions(room: Room) -> None:
    """As with the intent Message Content: the words of every message arrive."""
    await room.env.restart_bot(_reads_messages(room))
    card = (await room.reader.slash(room.channel, "ask", question=BRIDGE)).response
    modal = await room.reader.click(card, label="Follow up")
    await room.reader.submit_modal(modal, {"question": "How many cables did engineers replace?"})
    (thread,) = room.channel.threads
    await room.reader.send(thread, "When will the ferries stop?")
    assert thread.last_message.embeds[0].title == "When will the ferries stop?"
    asked = await room.reader.send(room.channel, BRIDGE)
    assert room.channel.last_message.id == asked.id


async def test_every_message_of_a_channel_of_questions_is_one(room: Room) -> None:
    await room.env.restart_bot(_reads_messages(room))
    guilds = room.env.bot.guilds_settings
    guilds.keep(GuildSettings(room.env.guild.id, questions=(room.channel.id,)))
    asked = await room.reader.send(room.channel, BRIDGE)
    answer = room.channel.last_message
    assert answer.embeds[0].title == BRIDGE
    assert answer.reference.message_id == asked.id
    other = room.env.guild.add_member(room.env.create_user("other"))
    said = await other.send(room.channel, "I take the ferry.", reply_to=asked)
    assert room.channel.last_message.id == said.id
    hook = room.env.guild.create_webhook(room.channel)
    await hook.send(BRIDGE)
    assert room.channel.last_message.content == BRIDGE
    elsewhere = room.env.guild.create_text_channel("elsewhere")
    await room.reader.send(elsewhere, BRIDGE)
    assert elsewhere.last_message.content == BRIDGE
    guilds.keep(GuildSettings(room.env.guild.id))


async def test_a_channel_of_questions_that_cannot_be_read_is_told_so_once(room: Room) -> None:
    guilds = room.bot.guilds_settings
    guilds.keep(GuildSettings(room.env.guild.id, questions=(room.channel.id,)))
    await room.reader.send(room.channel, BRIDGE)
    await room.reader.send(room.channel, "And the ferries?")
    (told,) = our_messages(room)
    assert "intent Message Content" in told.content
    await room.reader.send(room.channel, f"<@{room.bot.user.id}> {BRIDGE}")  # type: ignore[union-attr]
    assert room.channel.last_message.embeds[0].title == BRIDGE
    guilds.keep(GuildSettings(room.env.guild.id))


def _reads_messages(room: Room) -> ClippingsBot:
    archive = room.bot.archive
    before = archive.settings
    archive.settings = before.model_copy(update={"discord_message_content": True})
    try:
        return ClippingsBot(archive, Asker(archive))
    finally:
        archive.settings = before


def test_only_what_an_admin_switches_on_needs_a_privileged_intent() -> None:
    plain = intents(Settings())
    assert not any((plain.message_content, plain.members, plain.presences))
    assert intents(Settings(discord_message_content=True)).message_content
    assert not intents(Settings(discord_direct_messages=False)).dm_messages


async def test_a_messages_menu_asks_the_archive_about_it(room: Room) -> None:
    other = room.env.guild.add_member(room.env.create_user("other"))
    message = await other.send(room.channel, BRIDGE)
    result = await room.reader.context_menu(room.channel, "Ask the archive about this", message)
    assert "4 May" in str([embed.to_dict() for embed in result.response.embeds])


async def test_a_message_without_words_cannot_be_asked_about(room: Room) -> None:
    message = await room.reader.send(room.channel, "\u3164\u3164")
    result = await room.reader.context_menu(room.channel, "Ask the archive about this", message)
    assert result.ephemeral
    assert "There are no words in this message" in result.response.content
