"""The app installed for oneself: no server's archive is asked but by its members' leave, and only the asker reads."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from clippings.bot.client import CONTEXTS, INSTALLS, ClippingsBot
from clippings.bot.servers import settings as server_settings
from clippings.chain.dossier.entries import entries
from clippings.chain.pipeline import Asker
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.guild_records import GuildSettings, all_guild_settings
from tests.bot.conftest import SIMULATED
from tests.bot.test_crossing import BRIDGE, PIER, Town, archives, simcord_bot, told, town

__all__ = ["archives", "simcord_bot", "town"]
pytestmark = SIMULATED


@pytest.fixture
def installed_for_oneself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord says of every interaction that its user installed the app, and its server did not."""
    monkeypatch.setattr(discord.Interaction, "is_user_integration", lambda _: True)
    monkeypatch.setattr(discord.Interaction, "is_guild_integration", lambda _: False)


def visitor(town: Town, place: Any) -> Any:
    """The member of a place, in the bystanders' server too."""
    return town.bystander.guild.add_member(place.member.user)


def lend(town: Town, place: Any, archive: str) -> None:
    town.bot.guilds_settings.keep(GuildSettings(place.guild.id, archive, is_lent=True))


@pytest.mark.usefixtures("installed_for_oneself")
async def test_without_leave_no_archive_of_a_server_is_asked_from_elsewhere(town: Town) -> None:
    town.give_all()
    member, channel = visitor(town, town.council), town.bystander.channel
    assert "no archive to ask in direct messages" in told(await member.slash(channel, "ask", question=PIER))
    assert "may not ask this archive alone" in told(await member.slash(channel, "my_archive", archive="council"))
    assert await member.autocomplete(channel, "my_archive", "archive", "") == []
    assert "no archive" in told(await town.council.member.slash(town.council.channel, "ask", question=PIER))


@pytest.mark.usefixtures("installed_for_oneself")
async def test_a_member_of_a_server_that_lends_asks_its_archive_anywhere_alone(town: Town) -> None:
    town.give_all()
    lend(town, town.council, "council")
    member, channel = visitor(town, town.council), town.bystander.channel
    offered = await member.autocomplete(channel, "my_archive", "archive", "")
    assert [one["value"] for one in offered] == ["council"]
    assert "council" in (await member.slash(channel, "my_archive", archive="council")).response.content
    answer = await member.slash(channel, "ask", question=PIER)
    assert answer.response.ephemeral
    assert "ninety litres" in answer.response.embeds[0].description
    follow_up = await member.click(answer.response, label="Show passages")
    assert follow_up.response.ephemeral
    stranger = visitor(town, town.gazette)
    assert "may not ask this archive alone" in told(await stranger.slash(channel, "my_archive", archive="council"))
    assert "direct messages" in told(await stranger.slash(channel, "ask", question=PIER))
    town.bot.guilds_settings.choose(member.id, None)


@pytest.mark.usefixtures("installed_for_oneself")
async def test_what_is_kept_of_a_chosen_archive_is_kept_in_it_and_listed_from_it(town: Town) -> None:
    town.give_all()
    lend(town, town.council, "council")
    member, channel = town.gazette.guild.add_member(town.council.member.user), town.gazette.channel
    await member.slash(channel, "my_archive", archive="council")
    answer = await member.slash(channel, "ask", question=PIER)
    shown = await member.click(answer.response, label="Keep")
    if shown.response.components:
        options = shown.response.components[0]["components"][0]["options"]
        await member.select(shown.response, [option["value"] for option in options])
    listed = await member.slash(channel, "dossier")
    assert "ninety litres" in listed.response.embeds[0].description
    by_archive = {name: len(entries(worker.archive, member.id)) for name, worker in town.bot.workers.items()}
    assert by_archive.pop("council") > 0
    assert not any(by_archive.values())
    with town.bot.workers["council"].archive.catalogue.writing() as writer:
        writer.connection.execute(tables.kept_quotes.delete())
    town.bot.guilds_settings.choose(member.id, None)


@pytest.mark.usefixtures("installed_for_oneself")
async def test_who_leaves_the_server_or_loses_its_leave_may_ask_no_longer(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_settings, "MEMBERSHIP_S", 0.0)
    town.give_all()
    lend(town, town.council, "council")
    guilds = town.bot.guilds_settings
    member, channel = visitor(town, town.council), town.bystander.channel
    guilds.choose(member.id, "council")
    assert all_guild_settings(town.bot.archive.catalogue)[-member.id].archive == "council"
    assert guilds.owners_of("council") == [town.council.guild.id]
    guilds.private_use.note(member.id, "council", True)
    refused = "may not ask this archive alone"
    town.give(town.council, "council")
    assert refused in told(await member.slash(channel, "ask", question=PIER))
    lend(town, town.council, "council")
    town.council.guild.remove_member(town.council.member)
    assert refused in told(await member.slash(channel, "ask", question=PIER))
    guilds.choose(member.id, None)


async def test_where_the_server_installed_it_too_its_own_rules_hold(town: Town) -> None:
    town.give_all()
    lend(town, town.council, "council")
    member = town.gazette.guild.add_member(town.council.member.user)
    town.bot.guilds_settings.choose(member.id, "council")
    answer = await member.slash(town.gazette.channel, "ask", question=BRIDGE)
    assert not answer.response.ephemeral
    assert "4 May" in answer.response.embeds[0].description
    town.bot.guilds_settings.choose(member.id, None)


async def test_a_chosen_archive_is_asked_in_direct_messages(town: Town) -> None:
    town.give_all()
    lend(town, town.council, "council")
    member = town.council.member
    town.bot.guilds_settings.choose(member.id, "council")
    await member.send_dm(PIER)
    assert "ninety" in str([one.to_dict() for one in member.user.dm_channel.last_message.embeds])
    await town.gazette.member.send_dm(PIER)
    assert "no archive" in town.gazette.member.user.dm_channel.last_message.content
    town.bot.guilds_settings.choose(member.id, None)


async def test_commands_are_for_people_only_where_that_is_switched_on(
    archives: tuple[Archive, Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = archives[0]
    assert not ClippingsBot(archive, Asker(archive)).tree.allowed_installs.user
    on = archive.settings.model_copy(update={"discord_user_install": True})
    monkeypatch.setattr(archive, "settings", on)
    bot = ClippingsBot(archive, Asker(archive))
    assert (bot.tree.allowed_installs, bot.tree.allowed_contexts) == (INSTALLS, CONTEXTS)
    await bot.load_extension("clippings.bot.cogs.ask")
    await bot.load_extension("clippings.bot.cogs.admin")
    commands = {one.name: one.to_dict(bot.tree) for one in bot.tree.get_commands()}
    assert commands["ask"]["integration_types"] == [0, 1]
    assert commands["ask"]["contexts"] == [0, 1, 2]
    assert (commands["admin"]["integration_types"], commands["admin"]["contexts"]) == ([0], [0])
    await bot.close()
