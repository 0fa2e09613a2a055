"""A new post in a forum is answered in its thread and tagged; Solved closes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import discord
import pytest
from hypothesis import given as each
from hypothesis import settings as how

from clippings.bot.questions.ask import MOST_CHARACTERS
from clippings.bot.questions.posts import question_of_post
from clippings.bot.rendering.discord_limits import size
from clippings.bot.servers.channels import check_channel
from clippings.chain.verification.refusals import WrongRequest
from clippings.vectorstore.catalogue.guild_records import GuildSettings, all_guild_settings
from tests.bot import hostile
from tests.bot.conftest import SIMULATED, Room, noted_questions

BRIDGE = "When will the Lindholm bridge reopen to traffic?"
TAGS = {"Answered": "71", "Unanswered": "72", "Solved": "73", "Meta": "74"}


class Forum(NamedTuple):
    """A forum whose posts are answered, in the room of the other tests."""

    room: Room
    channel: Any

    def post(self, title: str, body: str = "…", author: Any = None, **more: Any) -> Any:
        """Somebody writes a new post; returns its thread's record."""
        backend, author_id = self.room.env.backend, (author or self.room.reader).id
        tags = more.pop("applied_tags", ())
        thread = backend.create_thread(self.channel.id, title, author_id, broadcast=False, applied_tags=tags)
        backend.announce_thread_create(thread)
        message = backend.prepare_message(thread.id, author_id, body, **more)
        message.id = thread.id
        backend.commit_message(message, broadcast=True)
        return thread

    async def answers(self, thread: Any) -> list[Any]:
        """What the bot wrote in a post."""
        await self.room.env.settle()
        us = self.room.bot.user
        assert us is not None
        stored = self.room.env.backend.messages[thread.id].values()
        return [message for message in stored if message.author_id == us.id]

    def names_of(self, thread: Any) -> list[str]:
        tags = {int(number): name for name, number in TAGS.items()}
        return [tags[one] for one in self.room.env.backend.get_channel(thread.id).applied_tags]


@pytest.fixture
async def forum(room: Room) -> Any:
    guild = room.env.guild
    channel = guild.create_forum_channel("questions")
    backend = room.env.backend
    record = backend.get_channel(channel.id)
    record.available_tags = [
        {"id": number, "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
        for name, number in TAGS.items()
    ]
    backend.announce_channel_update(channel.id)
    guilds = room.bot.guilds_settings
    guilds.keep(GuildSettings(guild.id, questions=(channel.id,)))
    yield Forum(room, channel)
    guilds.keep(GuildSettings(guild.id))


pytestmark = SIMULATED


def _without_manage_threads(forum: Forum) -> None:
    """Take from the bot the permission to tag and close posts."""
    guild = forum.room.bot.get_guild(forum.room.env.guild.id)
    assert guild is not None
    role = guild.me.roles[-1]
    left = role.permissions.value & ~discord.Permissions(manage_threads=True).value
    forum.room.env.backend.edit_role(guild.id, role.id, {"permissions": left})


async def test_a_new_post_is_answered_by_its_title_and_tagged(forum: Forum) -> None:
    thread = forum.post(BRIDGE, "I live on the northern side.")
    (answer,) = await forum.answers(thread)
    assert answer.embeds[0]["title"] == BRIDGE
    assert "4 May" in answer.embeds[0]["description"]
    assert forum.names_of(thread) == ["Answered"]
    buttons = [button["custom_id"].split(":")[1] for row in answer.components for button in row["components"]]
    assert "solved" in buttons


async def test_a_post_that_the_archive_does_not_answer_is_tagged_so_beside_its_own_tags(forum: Forum) -> None:
    thread = forum.post("Who won the chess olympiad on the moon in 2031?", applied_tags=[74])
    await forum.answers(thread)
    assert forum.names_of(thread) == ["Meta", "Unanswered"]


async def test_a_bot_that_may_not_tag_answers_all_the_same(forum: Forum) -> None:
    _without_manage_threads(forum)
    thread = forum.post(BRIDGE)
    assert len(await forum.answers(thread)) == 1
    assert forum.names_of(thread) == []


async def test_a_post_without_words_is_told_so_in_its_thread(forum: Forum) -> None:
    (told,) = await forum.answers(forum.post("🙂🙂", "…"))
    assert told.content.startswith("There are no words in this post to ask about.")


async def test_posts_of_bots_webhooks_and_other_forums_and_later_messages_are_left_alone(forum: Forum) -> None:
    guild, env = forum.room.env.guild, forum.room.env
    machine = guild.add_member(env.create_user("machine", bot=True))
    assert await forum.answers(forum.post(BRIDGE, author=machine)) == []
    other = Forum(forum.room, guild.create_forum_channel("chat"))
    assert await forum.answers(other.post(BRIDGE)) == []
    hooked = forum.post(BRIDGE, webhook_id=987, author_name="hook")
    assert await forum.answers(hooked) == []
    thread = forum.post(BRIDGE)
    assert len(await forum.answers(thread)) == 1
    env.backend.create_message(thread.id, forum.room.reader.id, "What is in the sound?")
    assert len(await forum.answers(thread)) == 1


async def test_a_mention_in_a_post_goes_on_with_its_answer(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = forum.post(BRIDGE)
    await forum.answers(thread)
    asked = noted_questions(forum.room.bot, monkeypatch)
    text = f"<@{forum.room.bot.user.id}> And who paid for it?"  # type: ignore[union-attr]
    forum.room.env.backend.create_message(thread.id, forum.room.reader.id, text)
    await forum.answers(thread)
    ((question, _),) = asked
    assert [turn.question for turn in question.history] == [BRIDGE]


async def test_nobody_is_pinged_by_a_post_and_its_answer(forum: Forum) -> None:
    thread = forum.post("Why was the Zorblax festival in Quimby called off? @everyone", "<@&123456789012345678> @here")
    (answer,) = await forum.answers(thread)
    assert not answer.mention_everyone
    sent = [call.json for call in forum.room.env.http_requests if call.path.endswith(f"/channels/{thread.id}/messages")]
    assert sent
    assert all(one["allowed_mentions"]["parse"] == [] for one in sent)


async def press_solved(forum: Forum, thread: Any, presser: Any) -> Any:
    answer = (await forum.answers(thread))[0]
    button = next(
        one["custom_id"] for row in answer.components for one in row["components"] if ":solved:" in one["custom_id"]
    )
    shown = forum.room.bot.get_channel(thread.id)
    message = await shown.fetch_message(answer.id)  # type: ignore[union-attr]
    return await presser.click(message, custom_id=button)


async def test_solved_closes_the_post_for_its_author_alone(forum: Forum) -> None:
    thread = forum.post(BRIDGE)
    stranger = forum.room.env.guild.add_member(forum.room.env.create_user("stranger"))
    refused = await press_solved(forum, thread, stranger)
    assert "Only who wrote this post" in refused.response.content
    record = forum.room.env.backend.get_channel(thread.id)
    assert not record.thread_metadata.archived
    closed = await press_solved(forum, thread, forum.room.reader)
    assert closed.response.ephemeral
    assert record.thread_metadata.archived
    assert forum.names_of(thread) == ["Answered", "Solved"]


async def test_a_bot_that_may_not_close_says_who_can(forum: Forum) -> None:
    _without_manage_threads(forum)
    thread = forum.post(BRIDGE)
    result = await press_solved(forum, thread, forum.room.reader)
    assert "Manage Threads" in result.response.content


async def test_settings_name_what_a_forum_lacks_and_a_deleted_one_is_forgotten(forum: Forum) -> None:
    _without_manage_threads(forum)
    guild, guilds = forum.room.env.guild, forum.room.bot.guilds_settings
    chief = guild.add_member(forum.room.env.create_user("chief"))
    role = guild.create_role("Chiefs", permissions=discord.Permissions(manage_guild=True))
    forum.room.env.backend.get_guild(guild.id).members[chief.id].role_ids.append(role.id)
    bare = guild.create_forum_channel("bare")
    result = await chief.slash(forum.room.channel, "admin settings", questions=bare)
    told = " ".join(one.content for one in (result.response, *result.followups) if one)
    assert f"<#{bare.id}>" in told
    assert "Manage Threads" in told
    assert "Answered, Unanswered, Solved" in told
    assert bare.id in guilds.settings_of(guild.id).questions
    await forum.room.bot.get_channel(bare.id).delete()  # type: ignore[union-attr]
    await forum.room.env.settle()
    assert guilds.settings_of(guild.id).questions == (forum.channel.id,)


async def test_a_forum_of_questions_is_asked_in_where_other_channels_are_named(forum: Forum) -> None:
    guilds, guild = forum.room.bot.guilds_settings, forum.room.env.guild
    quiet = guild.create_text_channel("quiet")
    guilds.keep(replace(guilds.settings_of(guild.id), channels=(quiet.id,)))
    assert all_guild_settings(forum.room.bot.archive.catalogue)[guild.id] == guilds.settings_of(guild.id)
    assert len(await forum.answers(forum.post(BRIDGE))) == 1
    check_channel(forum.room.bot, guild.id, forum.channel)


@pytest.mark.parametrize(
    ("title", "body", "question"),
    [
        ("Who paid for the bridge?", "I ask for a friend.", "Who paid for the bridge?"),
        ("Bridge", "Who paid for it?", "Bridge. Who paid for it?"),
        ("다리 비용은 누가 냈나?", "", "다리 비용은 누가 냈나?"),
        ("Help!", "", "Help!"),
    ],
)
def test_a_post_asks_its_title_or_both(title: str, body: str, question: str) -> None:
    assert question_of_post(title, body) == question


@each(hostile.texts, hostile.long_texts)
@how(max_examples=100)
def test_whatever_a_post_says_its_question_fits(title: str, body: str) -> None:
    try:
        asked = question_of_post(title[:100], body)
    except WrongRequest:
        return
    assert 0 < size(asked) <= MOST_CHARACTERS
