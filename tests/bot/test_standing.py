"""Followed questions in Discord: told once, where they were asked for, when they are due, and to nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import discord
import pytest

from clippings.bot.client import ClippingsBot
from clippings.bot.cogs.standing import Standing
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.standing.card import standing_card
from clippings.bot.standing.posts import StandingPosts
from clippings.chain.pipeline import Asker
from clippings.core.settings import MAIN_ARCHIVE, Settings
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue import standing_questions as kept
from clippings.vectorstore.catalogue.given_answers import KeptQuote
from clippings.vectorstore.catalogue.standing_questions import FoundNews, Rhythm, StandingQuestion
from tests.bot import hostile, rendered
from tests.bot.conftest import ARTICLES, SIMULATED, Room
from tests.bot.test_buttons import ids
from tests.conftest import QuietListener

pytestmark = SIMULATED

FERRY = "How many people died in the Lindholm ferry accident?"
SINKS: dict[str, Any] = {
    "url": "https://gazette.example/2024/aurora",
    "title": "Ferry Aurora sinks in accident off Lindholm",
    "source": "The Sound Gazette",
    "published_at": "2024-04-12",
    "text": "The ferry Aurora sank off Lindholm in heavy weather on Thursday night. "
    "At least 12 people died in the accident and 30 are missing, the coast guard said. "
    "Rescuers searched the sound until dawn.",
}
RISES: dict[str, Any] = {
    "url": "https://evening.example/aurora-toll",
    "title": "Lindholm ferry accident: death toll rises to 17",
    "source": "Evening Post",
    "published_at": "2024-04-14",
    "text": "The death toll of the ferry accident off Lindholm has risen to 17, the coast guard said on Sunday. "
    "Divers found five more bodies in the car deck. A minister promised an inquiry.",
}
REPEATS: dict[str, Any] = RISES | {
    "url": "https://hourly.example/aurora",
    "title": "Lindholm ferry accident leaves 17 dead",
    "source": "Hourly News",
    "published_at": "2024-04-15",
    "text": "A total of 17 people died in the ferry accident off Lindholm, the coast guard repeated on Monday. "
    "Flowers were laid at the quay, and the flags of the town flew at half mast.",
}


@pytest.fixture
def newsroom_archive(tmp_path: Path, models_folder: Path) -> Iterator[Archive]:
    """Of each test its own, for it grows."""
    (tmp_path / "models").symlink_to(models_folder)
    with Archive(Settings(home=tmp_path)) as archive:
        add(archive, *ARTICLES[:1], SINKS)
        yield archive


def add(archive: Archive, *articles: dict[str, Any]) -> None:
    news = archive.settings.home / "news.jsonl"
    news.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), "utf-8")
    ingest(archive, [str(news)], QuietListener())


async def look(room: Room) -> None:
    await cog_of(room).look()


def cog_of(room: Room) -> Standing:
    """Extensions are loaded as modules of their own."""
    return cast(Standing, room.bot.get_cog("Standing"))


async def followed(room: Room, **options: Any) -> str:
    result = await room.reader.slash(room.channel, "follow", question=FERRY, **options)
    assert result.ephemeral
    return str(result.response.content)


def cards(room: Room) -> list[Any]:
    return [message for message in room.channel.history() if message.embeds and message.embeds[0].title == FERRY]


async def test_what_a_new_article_answers_otherwise_is_told_once_with_both_quotes(
    room: Room, newsroom_archive: Archive
) -> None:
    assert (await followed(room)).startswith("Followed.")
    await look(room)
    assert cards(room) == []
    add(newsroom_archive, RISES)
    await look(room)
    (card,) = cards(room)
    (embed,) = card.embeds
    assert embed.description == "**Answered otherwise now: 12 → 17**"
    before, now = embed.fields
    assert (before.inline, now.inline) == (True, True)
    assert before.name == "Before · 12 April 2024"
    assert "At least 12 people died" in before.value
    assert "has risen to 17" in now.value
    await look(room)
    add(newsroom_archive, REPEATS)
    await look(room)
    assert len(cards(room)) == 1


async def test_the_button_under_an_answer_follows_it_where_it_stands(room: Room, newsroom_archive: Archive) -> None:
    answer = (await room.reader.slash(room.channel, "ask", question=FERRY)).response
    pressed = await room.reader.click(answer, custom_id=ids(answer)["watch"])
    assert pressed.ephemeral
    again = await room.reader.click(answer, custom_id=ids(answer)["watch"])
    assert "follow this question here already" in again.response.content
    (question,) = kept.all_standing(newsroom_archive.catalogue, "discord")
    assert (question.text, question.channel_id) == (FERRY, room.channel.id)
    assert question.told


async def test_what_was_sent_before_the_process_ended_is_not_sent_again(
    room: Room, newsroom_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.env.backend.clock.advance((room.bot.now() - room.env.now()).total_seconds())
    await followed(room)
    add(newsroom_archive, RISES)
    with monkeypatch.context() as killed:
        killed.setattr("clippings.bot.standing.posts.note_told", lambda *_args: None)
        await look(room)
    assert len(cards(room)) == 1
    await look(room)  # within the time that the other one has for it
    assert len(cards(room)) == 1
    monkeypatch.setattr(room.bot, "now", lambda: datetime.now(UTC) + timedelta(minutes=5))
    await look(room)
    assert len(cards(room)) == 1
    assert kept.waiting_news(newsroom_archive.catalogue, "discord") == {}


async def test_what_could_not_be_sent_is_sent_later(
    room: Room, newsroom_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    await followed(room)
    add(newsroom_archive, RISES)

    async def away(*_args: Any) -> Any:
        raise OSError("Discord is away")

    with monkeypatch.context() as lost:
        lost.setattr(StandingPosts, "_send", away)
        await look(room)
    assert cards(room) == []
    monkeypatch.setattr(room.bot, "now", lambda: datetime.now(UTC) + timedelta(minutes=5))
    await look(room)
    assert len(cards(room)) == 1


async def test_a_bot_that_starts_again_tells_what_came_meanwhile(
    room: Room, newsroom_archive: Archive, simcord_env: Any
) -> None:
    await followed(room)
    add(newsroom_archive, RISES)
    other = ClippingsBot(newsroom_archive, Asker(newsroom_archive))
    (question,) = kept.all_standing(other.archive.catalogue, "discord")
    assert question.state == "following"
    await look(room)
    assert len(cards(room)) == 1


async def test_a_digest_and_quiet_hours_wait(
    room: Room, newsroom_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    await followed(room, every="daily")
    add(newsroom_archive, RISES)
    await look(room)
    assert cards(room) == []
    monkeypatch.setattr(room.bot, "now", lambda: datetime.now(UTC) + timedelta(days=1, minutes=1))
    await look(room)
    (card,) = cards(room)
    assert "daily" in card.embeds[0].footer.text


async def test_only_a_moderator_has_a_role_mentioned(room: Room, newsroom_archive: Archive) -> None:
    role = room.channel.guild.create_role("desk")
    result = await room.reader.slash(room.channel, "follow", question=FERRY, mention=role)
    assert "Manage Server" in result.response.content
    assert kept.all_standing(newsroom_archive.catalogue, "discord") == []


async def test_a_deleted_channel_pauses_the_question_and_its_follower_is_told(
    room: Room, newsroom_archive: Archive
) -> None:
    await followed(room)
    add(newsroom_archive, RISES)
    await room.bot.get_channel(room.channel.id).delete()  # type: ignore[union-attr]
    await room.env.settle()
    await look(room)
    (question,) = kept.all_standing(newsroom_archive.catalogue, "discord")
    assert (question.state, question.reason) == ("paused", "standing_channel_gone")


async def test_what_was_followed_where_the_bot_was_removed_waits_for_it(room: Room, newsroom_archive: Archive) -> None:
    await followed(room)
    cog = cog_of(room)
    guild = room.bot.guilds[0]
    await cog.on_guild_remove(guild)
    (question,) = kept.all_standing(newsroom_archive.catalogue, "discord")
    assert (question.state, question.reason) == ("paused", "standing_bot_removed")
    await cog.on_guild_join(guild)
    (question,) = kept.all_standing(newsroom_archive.catalogue, "discord")
    assert (question.state, question.reason) == ("following", "")


async def test_another_archives_news_is_not_told_in_a_server(room: Room, newsroom_archive: Archive) -> None:
    await followed(room)
    add(newsroom_archive, RISES)
    guilds = room.bot.guilds_settings
    guilds.keep(kept_settings(guilds.settings_of(1), archive=MAIN_ARCHIVE))  # the archive is another server's now
    await look(room)
    assert cards(room) == []
    (question,) = kept.all_standing(newsroom_archive.catalogue, "discord")
    assert question.reason == "standing_other_archive"


def kept_settings(settings: Any, **changes: Any) -> Any:
    from dataclasses import replace

    return replace(settings, **changes)


async def test_what_is_followed_is_listed_paused_and_ended(room: Room, newsroom_archive: Archive) -> None:
    empty = await room.reader.slash(room.channel, "following")
    assert "Nothing is followed here" in empty.response.embeds[0].description
    await followed(room)
    listed = await room.reader.slash(room.channel, "following")
    assert FERRY in rendered.shown(listed.response.embeds[0].description)
    (question,) = kept.all_standing(newsroom_archive.catalogue, "discord")
    chosen = await room.reader.select(listed.response, [question.id])
    await room.reader.click(chosen.response, label="Pause")
    (question,) = kept.all_standing(newsroom_archive.catalogue, "discord")
    assert question.state == "paused"


async def test_a_question_is_ended_by_who_follows_it_and_by_no_other_member(
    room: Room, newsroom_archive: Archive
) -> None:
    await followed(room)
    add(newsroom_archive, RISES)
    await look(room)
    (card,) = cards(room)
    stranger = room.channel.guild.add_member(room.env.create_user("stranger"))
    refused = await stranger.click(card, label="End following")
    assert "Another person follows this question." in refused.response.content
    await room.reader.click(card, label="End following")
    assert kept.all_standing(newsroom_archive.catalogue, "discord") == []


async def test_the_button_of_another_servers_news_ends_nothing(room: Room, newsroom_archive: Archive) -> None:
    await followed(room)
    (question,) = kept.all_standing(newsroom_archive.catalogue, "discord")
    elsewhere = room.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("general")
    member = elsewhere.add_member(room.env.create_user("collector"))
    answer = (await member.slash(channel, "ask", question=FERRY)).response
    listed = await member.slash(channel, "following")
    assert "Nothing is followed here" in listed.response.embeds[0].description
    pressed = await member.click(answer, custom_id=ids(answer)["watch"])
    assert pressed.response.content.startswith("Followed.")
    assert {one.guild_id for one in kept.all_standing(newsroom_archive.catalogue, "discord")} == {
        question.guild_id,
        elsewhere.id,
    }


async def test_in_direct_messages_the_follower_alone_is_told(room: Room, newsroom_archive: Archive) -> None:
    user = room.reader.user
    assert (await user.slash("follow", question=FERRY)).response.content.startswith("Followed.")
    (question,) = kept.all_standing(newsroom_archive.catalogue, "discord")
    assert (question.guild_id, question.user_id) == (None, user.id)
    add(newsroom_archive, RISES)
    await look(room)
    assert cards(room) == []
    assert user.dm_channel.last_message.embeds[0].description == "**Answered otherwise now: 12 → 17**"


async def test_questions_that_name_nothing_are_refused(room: Room) -> None:
    result = await room.reader.slash(room.channel, "follow", question="What is the news today?")
    assert "nothing in this question" in result.response.content


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_card_of_hostile_words_keeps_the_limits_and_cannot_ping(language: str) -> None:
    at = datetime(2024, 4, 14, tzinfo=UTC)
    words = hostile.TEXTS if hasattr(hostile, "TEXTS") else ["@everyone [x](https://evil.example) ||y||" * 60]
    for text in [*words, "긴 문장 " * 900]:
        quote = KeptQuote(1, 1, 0, 9, text, "https://rude.example/" + "a" * 1_500, text, text, at, True)
        question = StandingQuestion(
            "abc", "discord", text, language, at, 1, rhythm=Rhythm("daily"), reason="standing_too_much"
        )
        news = [FoundNews("abc", n, "changed", quote, quote, text[:50], text[:50], at) for n in range(9)]
        embed = standing_card(question, news)
        assert limits.embed_size(embed) <= limits.EMBEDS_TOTAL
        assert all(limits.size(field.value or "") <= limits.FIELD_VALUE for field in embed.fields)
        assert all(0 < limits.size(field.name or "") <= limits.FIELD_NAME for field in embed.fields)
        assert "@everyone" not in str(embed.to_dict())
        assert isinstance(embed, discord.Embed)
