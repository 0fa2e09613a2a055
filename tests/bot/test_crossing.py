"""Nobody crosses over: from one server into another's archive, or into a channel in which it may not be asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from clippings.bot.client import ClippingsBot
from clippings.bot.questions.turns import in_turn, in_turns
from clippings.bot.servers.settings import NoArchive
from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.pipeline import Asker
from clippings.core.settings import Settings
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.given_answers import all_feedback
from clippings.vectorstore.catalogue.guild_records import GuildSettings
from tests.bot.conftest import ARTICLES, SIMULATED, noted_questions
from tests.conftest import QuietListener

pytestmark = SIMULATED
BRIDGE = "When will the Lindholm bridge reopen to traffic?"
PIER = "How much paint did volunteers use for the pier of Marrow Bay?"
COUNCIL = [
    {
        "url": "https://bay.example/pier",
        "title": "Pier of Marrow Bay painted",
        "source": "Bay Minutes",
        "published_at": "2024-03-10",
        "text": "The pier of Marrow Bay was painted blue by volunteers, who used ninety litres of paint.",
    },
]
ACTIONS = {"passages", "follow", "watch", "next", "newer", "older", "keep", "good", "bad", "page", "keepthis"}


class Place(NamedTuple):
    """A server with one channel and one member."""

    guild: Any
    channel: Any
    member: Any

    async def ask(self, question: str) -> Any:
        return await self.member.slash(self.channel, "ask", question=question)


class Town(NamedTuple):
    """Three servers and the bot that all of them invited."""

    env: Any
    bot: ClippingsBot
    gazette: Place
    council: Place
    bystander: Place

    def give(self, place: Place, archive: str | None) -> None:
        self.bot.guilds_settings.keep(GuildSettings(place.guild.id, archive))

    def give_all(self) -> None:
        """Each of the two archives belongs to one server; the third has none."""
        self.give(self.gazette, "main")
        self.give(self.council, "council")


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Iterator[tuple[Archive, Archive]]:
    opened = []
    for name, articles in (("main", ARTICLES), ("council", COUNCIL)):
        home = tmp_path_factory.mktemp(name)
        (home / "models").symlink_to(models_folder)
        (home / "news.jsonl").write_text("".join(json.dumps(one) + "\n" for one in articles), "utf-8")
        archive = Archive(Settings(home=home))
        ingest(archive, [str(home / "news.jsonl")], QuietListener(), defer_vectors=True)
        opened.append(archive)
    yield opened[0], opened[1]
    for archive in opened:
        archive.close()


@pytest.fixture
def simcord_bot(archives: tuple[Archive, Archive]) -> Iterator[ClippingsBot]:
    main, council = archives
    bot = ClippingsBot(main, Asker(main), more={"council": Asker(council)})
    yield bot
    for guild in bot.guilds:
        bot.guilds_settings.keep(GuildSettings(guild.id))


@pytest.fixture
def town(simcord_env: Any, simcord_bot: ClippingsBot) -> Town:
    def place(name: str) -> Place:
        guild = simcord_env.create_guild(name)
        return Place(guild, guild.create_text_channel("desk"), guild.add_member(simcord_env.create_user(name.lower())))

    return Town(simcord_env, simcord_bot, place("Gazette"), place("Council"), place("Bystander"))


def told(result: Any) -> str:
    """What was said to the asker alone."""
    messages = [message for message in (result.response, *result.followups) if message is not None]
    assert messages
    assert all(not message.embeds for message in messages)
    return " ".join(message.content for message in messages)


def told_of_error(result: Any) -> str:
    """What was said beside the message that was pressed."""
    return " ".join(message.content for message in result.followups)


def ids(town: Town, message: Any) -> dict[str, str]:
    """The ids of a card's buttons by what they do, and those of one of its passages' pages."""
    stored = town.env.backend.get_message(channel_of(message), message.id)
    found = [button["custom_id"] for row in stored.components for button in row["components"]]
    answer_id = found[0].split(":")[2]
    more = {"page": f"clippings:page:{answer_id}:0:on", "keepthis": f"clippings:keepthis:{answer_id}:0"}
    return {one.split(":")[1]: one for one in found} | more


async def press(town: Town, presser: Any, message: Any, custom_id: str) -> Any:
    """As a changed client would: press a button of any id under a card of the bot."""
    stored = town.env.backend.get_message(channel_of(message), message.id)
    buttons = [button for row in stored.components for button in row["components"]]
    before = [button["custom_id"] for button in buttons]
    for number, button in enumerate(buttons):
        button["custom_id"] = custom_id if number == 0 else f"other {number}"
    result = await presser.click(getattr(message, "message", message), custom_id=custom_id)
    for button, own in zip(buttons, before, strict=True):
        button["custom_id"] = own
    return result


def channel_of(message: Any) -> int:
    return int(message.channel.id if hasattr(message, "channel") else message.channel_id)


async def test_each_server_is_answered_from_its_own_archive_alone(town: Town) -> None:
    town.give_all()
    assert "4 May" in (await town.gazette.ask(BRIDGE)).response.embeds[0].description
    assert "ninety litres" in (await town.council.ask(PIER)).response.embeds[0].description
    of_the_other = ((town.gazette, PIER, ("ninety", "Bay Minutes")), (town.council, BRIDGE, ("eleven", "Gazette")))
    for place, question, words in of_the_other:
        card = (await place.ask(question)).response
        assert card.embeds[0].description == "**The archive does not say.**"
        shown = json.dumps([embed.to_dict() for embed in card.embeds])
        assert not any(word in shown for word in words)


async def test_sources_are_offered_and_taken_from_the_own_archive_alone(town: Town) -> None:
    town.give_all()
    member, channel = town.council.member, town.council.channel
    offered = await member.autocomplete(channel, "ask", "source", "", question="x")
    assert [one["value"] for one in offered] == ["Bay Minutes"]
    assert await member.autocomplete(channel, "ask", "author", "", question="x") == []
    written_by = await member.slash(channel, "ask", question=BRIDGE, author="Marit Solberg")
    assert "has no author called" in told(written_by)
    assert await member.autocomplete(channel, "ask", "source", "Sound", question="x") == []
    refused = await member.slash(channel, "ask", question=BRIDGE, source="The Sound Gazette")
    assert "has no source called" in told(refused)
    listed = (await member.slash(channel, "sources")).response.embeds[0].description
    assert "Bay Minutes" in listed
    assert "Gazette" not in listed


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("ask", {"question": BRIDGE}),
        ("timeline", {"topic": "Lindholm bridge"}),
        ("trend", {"topic": "Lindholm bridge"}),
        ("dossier", {}),
        ("said", {"person": "Mira Olsen"}),
        ("archive", {}),
        ("sources", {}),
    ],
)
async def test_a_server_without_an_archive_is_refused_every_command(
    town: Town, command: str, options: dict[str, str]
) -> None:
    town.give_all()
    result = await town.bystander.member.slash(town.bystander.channel, command, **options)
    assert told(result).startswith("This server has no archive to ask.")


async def test_a_server_without_an_archive_is_refused_lists_mentions_menus_and_direct_messages(town: Town) -> None:
    town.give_all()
    member, channel = town.bystander.member, town.bystander.channel
    for option in ("source", "author", "language"):
        assert await member.autocomplete(channel, "ask", option, "", question="x") == []
    assert town.bot.user is not None
    asked = await member.send(channel, f"<@{town.bot.user.id}> {BRIDGE}")
    assert channel.last_message.content.startswith("This server has no archive to ask.")
    assert not channel.last_message.embeds
    assert "has no archive" in told(await member.context_menu(channel, "Ask the archive about this", asked))
    for place in (town.bystander, town.gazette):  # not even those of the server that owns it
        await place.member.send_dm(BRIDGE)
        answer = place.member.user.dm_channel.last_message
        assert answer.content.startswith("There is no archive to ask in direct messages.")
        assert not answer.embeds


async def test_the_id_of_a_button_opens_nothing_in_another_server(town: Town) -> None:
    stolen = ids(town, (await town.gazette.ask(BRIDGE)).response)
    assert set(stolen) == ACTIONS
    for place, archive in ((town.council, "council"), (town.bystander, None)):
        town.give(place, archive)
        card = (await place.ask(PIER)).response
        for action, custom_id in stolen.items():
            result = await press(town, place.member, card, custom_id)
            assert result.modal is None, action
            assert told(result).startswith("This answer is not kept here any more."), action


async def test_what_somebody_kept_of_one_archive_is_not_in_another(town: Town) -> None:
    town.give_all()
    card = (await town.gazette.ask(BRIDGE)).response
    page = (await town.gazette.member.click(card, label="Show passages")).response
    assert told(await town.gazette.member.click(page, label="Keep")).startswith("Kept in your dossier: 1.")
    own = (await town.gazette.member.slash(town.gazette.channel, "dossier")).response
    assert "Lindholm" in own.embeds[0].description
    guest = town.council.guild.add_member(town.gazette.member.user)
    elsewhere = (await guest.slash(town.council.channel, "dossier")).response
    assert "Nothing is kept yet." in elsewhere.embeds[0].description
    town.give(town.gazette, "council")
    menu = own.components[0]["components"][0]
    chosen = await town.gazette.member.select(own, [menu["options"][0]["value"]], custom_id=menu["custom_id"])
    assert "no such quote" in told_of_error(chosen)


async def test_the_buttons_of_a_card_end_with_the_archive(town: Town) -> None:
    """Asked while every server might, pressed after the archive was given to another."""
    card = (await town.bystander.ask(BRIDGE)).response
    town.give_all()
    for archive, refusal in ((None, "This server has no archive"), ("council", "This answer is not kept here")):
        town.give(town.bystander, archive)
        for action, custom_id in ids(town, card).items():
            result = await press(town, town.bystander.member, card, custom_id)
            assert result.modal is None, action
            assert told(result).startswith(refusal), action


@pytest.mark.parametrize(("action", "field"), [("follow", "question"), ("bad", "reason")])
async def test_a_form_that_was_open_when_the_archive_was_taken_does_nothing(
    town: Town, action: str, field: str
) -> None:
    card = (await town.bystander.ask(BRIDGE)).response
    form = await town.bystander.member.click(card, custom_id=ids(town, card)[action])
    town.give_all()
    result = await town.bystander.member.submit_modal(form, {field: "And who paid for the bridge?"})
    assert told(result).startswith("This server has no archive to ask.")
    assert town.bystander.channel.threads == []
    answer_id = ids(town, card)["good"].split(":")[2]
    assert answer_id not in [one.answer.id for one in all_feedback(town.bot.archive.catalogue)]


async def test_a_direct_message_s_buttons_are_its_asker_s_and_end_with_the_archive(town: Town) -> None:
    asker, other = town.gazette.member, town.council.member
    await asker.send_dm(BRIDGE)
    await other.send_dm(BRIDGE)
    card, foreign = asker.user.dm_channel.last_message, other.user.dm_channel.last_message
    stolen = await press(town, other.user, foreign, ids(town, card)["passages"])
    assert told(stolen).startswith("This answer is not kept here any more.")
    assert (await asker.user.click(card, label="Show passages")).response.embeds
    town.give_all()
    refused = await asker.user.click(card, label="Show passages")
    assert told(refused).startswith("There is no archive to ask in direct messages.")


async def test_a_reply_to_the_card_of_another_archive_does_not_know_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = (await town.bystander.ask(BRIDGE)).response.message
    town.give(town.bystander, "council")
    asked = noted_questions(town.bot, monkeypatch)
    assert town.bot.user is not None
    await town.bystander.member.send(town.bystander.channel, f"<@{town.bot.user.id}> And who voted?", reply_to=card)
    assert [question.history for question, _ in asked] == [()]


async def test_in_a_channel_that_is_not_named_nothing_is_asked_by_any_way(town: Town) -> None:
    guild, channel, member = town.gazette
    card = (await town.gazette.ask(BRIDGE)).response
    form = await member.click(card, label="Follow up")
    quiet = guild.create_text_channel("quiet")
    town.bot.guilds_settings.keep(GuildSettings(guild.id, channels=(quiet.id,)))
    here = f"The archive is asked in <#{quiet.id}>."
    assert told(await member.slash(channel, "ask", question=BRIDGE)) == here
    assert told(await member.slash(channel, "timeline", topic="bridge")) == here
    assert told(await member.slash(channel, "dossier")) == here
    for option in ("source", "author", "language"):
        assert await member.autocomplete(channel, "ask", option, "", question="x") == []
    for action in ("passages", "follow", "newer", "older", "keep", "good", "bad"):
        assert told(await member.click(card, custom_id=ids(town, card)[action])) == here, action
    assert told(await member.submit_modal(form, {"question": "And who paid for it?"})) == here
    assert town.bot.user is not None
    message = await member.send(channel, f"<@{town.bot.user.id}> {BRIDGE}")
    assert channel.last_message.content == here
    assert told(await member.context_menu(channel, "Ask the archive about this", message)) == here
    assert (await member.slash(quiet, "ask", question=BRIDGE)).response.embeds


async def test_the_language_that_a_server_has_set_wins_over_its_readers(town: Town) -> None:
    town.bot.guilds_settings.keep(GuildSettings(town.gazette.guild.id, language="ko"))
    shown = [await place.member.slash(place.channel, "help") for place in (town.gazette, town.council)]
    assert [one.response.embeds[0].title for one in shown] == ["아카이브에 질문하기", "Ask the archive"]


async def test_a_draft_is_checked_against_the_own_archive_alone(town: Town) -> None:
    town.give_all()
    pier = "The pier of Marrow Bay was painted blue by volunteers, who used thirty litres of paint."
    own = await town.council.member.slash(town.council.channel, "check", text=pier)
    assert "ninety" in own.response.embeds[0].description
    for number in range(10):
        other = await town.gazette.member.slash(town.gazette.channel, "check", text=f"{pier} It is number {number}.")
        messages = [one for one in (other.response, *other.followups) if one is not None]
        assert not any("ninety" in str([e.to_dict() for e in one.embeds]) for one in messages)


async def test_a_server_without_an_archive_has_no_draft_checked(town: Town) -> None:
    town.give_all()
    member, channel = town.bystander.member, town.bystander.channel
    assert told(await member.slash(channel, "check", text=PIER)).startswith("This server has no archive to ask.")
    message = await member.send(channel, PIER)
    assert "has no archive" in told(await member.context_menu(channel, "Check against the archive", message))


async def test_in_a_channel_that_is_not_named_nothing_is_checked(town: Town) -> None:
    guild, channel, member = town.gazette
    message = await member.send(channel, PIER)
    quiet = guild.create_text_channel("quiet")
    town.bot.guilds_settings.keep(GuildSettings(guild.id, channels=(quiet.id,)))
    here = f"The archive is asked in <#{quiet.id}>."
    assert told(await member.slash(channel, "check", text=PIER)) == here
    assert told(await member.context_menu(channel, "Check against the archive", message)) == here


async def test_a_draft_is_not_checked_on_when_its_server_is_given_another_archive(town: Town) -> None:
    town.give_all()
    guild_id, did = town.gazette.guild.id, []

    def first(_worker: ArchiveWorker) -> int:
        town.give(town.gazette, "council")
        return 1

    def second(worker: ArchiveWorker) -> int:
        did.append(worker)
        return 2

    with pytest.raises(NoArchive, match="another archive meanwhile"):
        await in_turns(town.bot, [first, second], guild_id=guild_id, user_id=1)
    assert did == []


async def test_a_question_is_answered_between_two_parts_of_a_draft(town: Town) -> None:
    town.give_all()
    guild_id = town.gazette.guild.id
    order: list[str] = []

    def part(number: int) -> Callable[[ArchiveWorker], None]:
        return lambda _worker: order.append(f"part {number}")

    async def ask(done: int) -> None:
        if done == 1:
            await in_turn(town.bot, lambda _worker: order.append("question"), guild_id=guild_id, user_id=2)

    await in_turns(town.bot, [part(1), part(2)], guild_id=guild_id, user_id=1, advanced=ask)
    assert order == ["part 1", "question", "part 2"]
