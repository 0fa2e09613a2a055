"""`/admin` in a simulated Discord: sources in and out, told and written down, for moderators alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import discord
import pytest

from clippings.bot.client import ClippingsBot
from clippings.chain.pipeline import Asker
from clippings.ingest.scheduling import config as sources_file
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.guild_records import audit_of
from tests.bot.conftest import SIMULATED

simcord: Any = pytest.importorskip("simcord")
pytestmark = SIMULATED

NEWS = b'{"url": "https://paper.example/ice", "title": "Orrin glacier melts", "source": "Paper", "published_at": ' + (
    b'"2024-02-02", "text": "The Orrin glacier lost nine metres of ice in a single summer, surveyors said."}\n'
)
EVERY_COMMAND: list[tuple[str, dict[str, str]]] = [
    ("admin add", {"address": "https://paper.example/feed.xml"}),
    ("admin add", {}),
    ("admin reingest", {"source": "Paper"}),
    ("admin remove", {"source": "Paper"}),
    ("admin status", {}),
    ("admin rejects", {}),
    ("admin audit", {}),
    ("admin settings", {"language": "ko"}),
    ("admin give", {"archive": "main"}),
    ("admin take", {}),
]


class Desk(NamedTuple):
    """A server with a moderator and a reader, and the archive that its bot asks."""

    env: Any
    guild: Any
    channel: Any
    moderator: Any
    reader: Any
    bot: ClippingsBot
    archive: Archive

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Let time pass until something is so."""
        deadline = time.monotonic() + 60
        while not is_so():
            assert time.monotonic() < deadline
            await self.env.advance_time(2.1)
            time.sleep(0.05)

    def audited(self) -> list[tuple[int, str, str, str]]:
        found = audit_of(self.archive.catalogue, self.guild.id, 50)
        return [(one.user_id, one.action, one.subject, one.outcome) for one in found]


@pytest.fixture
def simcord_bot(archive: Archive) -> ClippingsBot:
    return ClippingsBot(archive, Asker(archive))


@pytest.fixture
def desk(simcord_env: Any, simcord_bot: ClippingsBot, archive: Archive) -> Desk:
    guild = simcord_env.create_guild("Newsroom")
    channel = guild.create_text_channel("desk")
    role = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
    moderator = guild.add_member(simcord_env.create_user("moderator"), roles=[role])
    reader = guild.add_member(simcord_env.create_user("reader"))
    return Desk(simcord_env, guild, channel, moderator, reader, simcord_bot, archive)


async def added(desk: Desk, **options: Any) -> Any:
    """Add a file as the moderator, and wait until it has been read."""
    given = {"file": ("news.jsonl", NEWS), **options}
    result = await desk.moderator.slash(desk.channel, "admin add", **given)
    await desk.until(lambda: not desk.bot.ingests.running)
    await desk.until(lambda: desk.archive.status().pending_chunks == 0)
    await desk.env.advance_time(2.1)
    return result


async def test_an_attached_file_is_read_told_of_searchable_and_written_down(desk: Desk, home: Path) -> None:
    result = await added(desk, name="Paper @everyone")
    assert result.ephemeral
    assert "1 seen: 1 added" in result.response.embeds[0].description
    [spec] = sources_file.load(home / sources_file.NAME)
    assert (spec.name, spec.public_only) == ("Paper @everyone", True)
    asked = await desk.reader.slash(desk.channel, "ask", question="How much ice did the Orrin glacier lose?")
    shown = asked.response or asked.followups[0]
    assert "nine metres" in shown.embeds[0].description
    assert [(user, action, outcome) for user, action, _, outcome in desk.audited()] == [
        (desk.moderator.id, "ingest", "1 seen: 1 added"),
        (desk.moderator.id, "ingest", "begun"),
        (desk.moderator.id, "add", "done"),
        (desk.moderator.id, "add", "begun"),
    ]
    told = await desk.moderator.slash(desk.channel, "admin audit")
    assert f"<@{desk.moderator.id}> ingest Paper" in told.response.embeds[0].description
    status = (await desk.moderator.slash(desk.channel, "admin status")).response.embeds[0]
    assert status.description == "1 articles, 1 chunks"
    assert "1 seen: 1 added" in status.fields[0].value
    again = await desk.moderator.slash(desk.channel, "admin reingest", source="Paper @everyone")
    await desk.until(lambda: not desk.bot.ingests.running)
    await desk.env.advance_time(2.1)
    assert "1 seen: nothing new" in again.response.embeds[0].description


async def test_a_source_is_removed_only_when_that_is_confirmed_by_the_same_moderator(desk: Desk, home: Path) -> None:
    await added(desk, name="Paper")
    asked = await desk.moderator.slash(desk.channel, "admin remove", source="Paper")
    question = asked.response
    assert "1 articles" in question.content
    left = await desk.moderator.click(question, label="Leave it")
    assert desk.archive.status().articles == 1
    assert left.acknowledged
    asked = await desk.moderator.slash(desk.channel, "admin remove", source="Paper")
    role_taken = desk.bot.get_guild(desk.guild.id)
    assert role_taken is not None
    await desk.moderator.click(asked.response, label="Remove")
    assert desk.archive.status().articles == 0
    assert sources_file.load(home / sources_file.NAME) == []
    assert not list((home / "attachments").rglob("*.jsonl"))
    assert desk.audited()[0] == (desk.moderator.id, "remove", "Paper", "done")
    await added(desk, name="Paper")
    assert desk.archive.status().articles == 1, "what was removed comes back when it is added again"


async def test_what_nobody_confirms_in_two_minutes_is_not_done_and_says_so(desk: Desk) -> None:
    desk.bot.owner_id = desk.moderator.id
    asked = (await desk.moderator.slash(desk.channel, "admin give", archive="main")).response
    await desk.env.advance_time(121)
    assert asked.message.content.startswith("Nothing was changed")
    assert not asked.message.components
    assert desk.bot.guilds_settings.owners_of("main") == []
    assert desk.audited() == []


@pytest.mark.parametrize(("command", "options"), EVERY_COMMAND)
async def test_who_is_no_moderator_is_refused(desk: Desk, command: str, options: dict[str, str], home: Path) -> None:
    result = await desk.reader.slash(desk.channel, command, **options)
    assert result.ephemeral
    assert result.modal is None
    assert result.response.content.startswith(("This needs the permission Manage Server", "This is for whoever runs"))
    assert desk.audited() == []
    assert not (home / sources_file.NAME).exists()
    assert desk.bot.guilds_settings.owners_of("main") == []


async def test_names_of_sources_are_offered_to_moderators_alone(desk: Desk, home: Path) -> None:
    (home / sources_file.NAME).write_text("sources:\n- {name: Secret, address: x}\n")
    for command in ("admin remove", "admin reingest"):
        assert await desk.reader.autocomplete(desk.channel, command, "source", "", source="") == []
        [offered] = await desk.moderator.autocomplete(desk.channel, command, "source", "sec", source="")
        assert offered["value"] == "Secret"


async def test_a_role_that_the_server_named_may_do_it_but_not_name_further_roles(desk: Desk) -> None:
    helpers = desk.guild.create_role("Helpers")
    helper = desk.guild.add_member(desk.env.create_user("helper"), roles=[helpers])
    await desk.moderator.slash(desk.channel, "admin settings", role=helpers)
    assert (await helper.slash(desk.channel, "admin status")).response.embeds
    refused = await helper.slash(desk.channel, "admin settings", role=helpers)
    assert refused.response.content == "This needs the permission Manage Server."
    await desk.moderator.slash(desk.channel, "admin settings", role=helpers)
    assert "Manage Server" in (await helper.slash(desk.channel, "admin status")).response.content


async def test_the_form_adds_an_address_and_local_ones_are_refused_whatever_the_settings(desk: Desk) -> None:
    shown = await desk.moderator.slash(desk.channel, "admin add")
    assert shown.modal is not None
    fields = [child["component"] if "component" in child else child["components"][0]
              for child in shown.modal["components"]]  # fmt: skip
    values = dict.fromkeys((field["custom_id"] for field in fields), "")
    values[fields[0]["custom_id"]] = "http://127.0.0.1:8080/feed.xml"
    result = await desk.moderator.submit_modal(shown, {name: value for name, value in values.items() if value})
    told = result.response.content if result.response else result.followups[0].content
    assert "leads to this machine or its local network" in told
    for address in ("/etc/hostname", "file:///etc/hostname", "sources.yaml"):
        refused = await desk.moderator.slash(desk.channel, "admin add", address=address)
        assert "Only addresses of the web" in refused.response.content
    assert [outcome.split(":")[0] for *_, outcome in desk.audited()] == ["failed", "begun"] * 4


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01", b"", b"PK\x03\x04zip", b"\x1f\x8bgz"])
async def test_a_file_that_cannot_be_read_is_refused_by_its_content(desk: Desk, content: bytes, home: Path) -> None:
    result = await desk.moderator.slash(desk.channel, "admin add", file=("../../x.txt", content or b" "))
    assert "not a file that can be read" in result.response.content
    assert not (home / "attachments").exists()


async def test_what_could_not_be_read_is_told_without_folders(desk: Desk) -> None:
    await added(desk, file=("bad.jsonl", b'{"title": "no text"}\n{"broken\n'), name="Bad")
    card = (await desk.moderator.slash(desk.channel, "admin rejects")).response.embeds[0]
    assert card.description.count("bad.jsonl") == 2
    assert str(desk.archive.settings.home) not in card.description


async def test_in_several_servers_an_archive_that_all_may_ask_is_changed_from_none(desk: Desk) -> None:
    other = desk.env.create_guild("Elsewhere")
    channel = other.create_text_channel("hall")
    role = other.create_role("Boss", permissions=discord.Permissions(manage_guild=True))
    boss = other.add_member(desk.env.create_user("boss"), roles=[role])
    result = await boss.slash(channel, "admin add", file=("news.jsonl", NEWS))
    assert "Several servers ask this archive" in result.response.content
    desk.bot.owner_id = desk.moderator.id
    asked = await desk.moderator.slash(desk.channel, "admin give", archive="main")
    assert "No other server, and no direct message" in asked.response.content
    await desk.moderator.click(asked.response, label="Give")
    assert desk.bot.guilds_settings.owners_of("main") == [desk.guild.id]
    await added(desk)
    for command, options in EVERY_COMMAND[:6]:
        refused = await boss.slash(channel, command, **options)
        assert "This server has no archive" in refused.response.content, command
    asked = await boss.slash(channel, "ask", question="How much ice did the Orrin glacier lose?")
    assert "This server has no archive" in (asked.response or asked.followups[0]).content
    assert await boss.autocomplete(channel, "admin remove", "source", "", source="") == []
    assert await boss.autocomplete(channel, "ask", "source", "", question="x") == []
    assert not (await boss.slash(channel, "admin audit")).response.embeds[0].description.count("Paper")


async def test_the_archive_is_asked_where_the_server_says(desk: Desk) -> None:
    quiet = desk.guild.create_text_channel("quiet")
    await desk.moderator.slash(desk.channel, "admin settings", channel=quiet)
    refused = await desk.reader.slash(desk.channel, "ask", question="How much ice was lost?")
    assert refused.ephemeral
    assert refused.response.content == f"The archive is asked in <#{quiet.id}>."
    assert (await desk.moderator.slash(desk.channel, "admin status")).response.embeds
