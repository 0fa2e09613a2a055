"""`Keep` and `/dossier`: quotes are kept for one person, listed, noted, removed and exported; none leaks or pings."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.bot.client import ClippingsBot
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering.discord_limits import embed_size, size
from clippings.bot.rendering.dossier_card import dossier_card, entry_card, option_of
from clippings.bot.rendering.labels import ENGLISH, KOREAN
from clippings.chain.dossier.entries import Entry, entries, keep
from clippings.chain.dossier.export import FORMS
from clippings.chain.pipeline import Asker
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.given_answers import KeptQuote
from clippings.vectorstore.catalogue.kept_quotes import DossierQuote
from tests.bot import hostile, rendered
from tests.bot.conftest import SIMULATED, Room

pytestmark = SIMULATED
NOW = datetime(2024, 5, 1, tzinfo=UTC)
BRIDGE = "When will the Lindholm bridge reopen to traffic?"
RUDE = "Why was the Zorblax festival in Quimby called off?"


@pytest.fixture(autouse=True)
def _empty_dossiers(newsroom_archive: Archive) -> Iterator[None]:
    yield
    with newsroom_archive.catalogue.writing() as writer:
        writer.connection.execute(tables.kept_quotes.delete())


async def kept(room: Room, question: str = BRIDGE) -> Any:
    """The card of a question of which all quotes are kept."""
    card = (await room.reader.slash(room.channel, "ask", question=question)).response
    shown = await room.reader.click(card, label="Keep")
    if shown.response.components:
        options = shown.response.components[0]["components"][0]["options"]
        await room.reader.select(shown.response, [option["value"] for option in options])
    return card


async def listed(room: Room, reader: Any = None) -> Any:
    return await (reader or room.reader).slash(room.channel, "dossier")


async def test_quotes_are_kept_for_the_presser_alone_and_listed(room: Room) -> None:
    empty = await listed(room)
    assert empty.ephemeral
    assert "Nothing is kept yet." in empty.response.embeds[0].description
    card = await kept(room)
    shown = await listed(room)
    assert shown.ephemeral
    assert "4 May" in shown.response.embeds[0].description
    again = await room.reader.click(card, label="Keep")
    if not again.response.components:
        assert again.response.content.startswith("Your dossier has it already.")
    other = room.env.guild.add_member(room.env.create_user("other"))
    assert "Nothing is kept yet." in (await listed(room, other)).response.embeds[0].description


async def test_one_passage_is_kept_from_its_page(room: Room) -> None:
    card = (await room.reader.slash(room.channel, "ask", question=BRIDGE)).response
    page = (await room.reader.click(card, label="Show passages")).response
    result = await room.reader.click(page, label="Keep")
    assert result.ephemeral
    assert result.response.content.startswith("Kept in your dossier: 1.")
    assert (await room.reader.click(page, label="Keep")).response.content.startswith("Your dossier has it already.")


async def test_keep_works_after_a_restart_and_the_dossier_is_still_there(room: Room, newsroom_archive: Archive) -> None:
    card = (await room.reader.slash(room.channel, "ask", question=RUDE)).response
    await kept(room)
    await room.env.restart_bot(ClippingsBot(newsroom_archive, Asker(newsroom_archive)))
    assert (await room.reader.click(card, label="Keep")).response
    assert "4 May" in (await listed(room)).response.embeds[0].description


async def test_a_note_is_put_to_a_quote_and_a_quote_is_removed(room: Room) -> None:
    await kept(room, "How did the Fernwick council vote?")
    shown = (await listed(room)).response
    value = shown.components[0]["components"][0]["options"][0]["value"]
    one = await room.reader.select(shown, [value], custom_id=shown.components[0]["components"][0]["custom_id"])
    assert "nine to four" in one.response.embeds[0].description
    modal = await room.reader.click(one.response, label="Note")
    noted = await room.reader.submit_modal(modal, {"note": "@everyone **ask** the clerk"})
    description = noted.response.embeds[0].description
    assert "Note: @everyone **ask** the clerk" in rendered.shown(description).replace("\u200b", "")
    assert not rendered.kinds(description) & {"mention", "strong_open"}
    removed = await room.reader.click(noted.response, label="Remove")
    assert "nine to four" not in str(removed.response.embeds[0].description)


async def test_it_is_exported_to_its_owner_alone(room: Room) -> None:
    await kept(room)
    shown = (await listed(room)).response
    menu = shown.components[1]["components"][0]
    assert [option["value"] for option in menu["options"]] == list(FORMS)
    for form in ("md", "docx"):
        result = await room.reader.select(shown, [form], custom_id=menu["custom_id"])
        message = result.followups[0] if result.followups else result.response
        assert [file.filename for file in message.attachments] == [f"dossier.{form}"]
        assert result.ephemeral


async def test_too_many_are_told(room: Room, monkeypatch: pytest.MonkeyPatch, newsroom_archive: Archive) -> None:
    small = newsroom_archive.settings.model_copy(update={"kept_per_user": 1})
    monkeypatch.setattr(newsroom_archive, "settings", small)
    articles = list(newsroom_archive.catalogue.all_articles())[:2]
    first = [KeptQuote(1, one.id, 0, 9, one.text[:9], one.url, one.title, one.source, None, True) for one in articles]
    await asyncio.to_thread(keep, newsroom_archive, room.reader.id, first[:1], at=NOW)
    card = (await room.reader.slash(room.channel, "ask", question=BRIDGE)).response
    page = (await room.reader.click(card, label="Show passages")).response
    result = await room.reader.click(page, label="Keep")
    assert "A dossier holds 1 quotes" in result.response.content
    assert len(entries(newsroom_archive, room.reader.id)) == 1


def made(text: str, note: str, link: str, state: Any = "stands") -> Entry:
    quote = KeptQuote(1, 1, 0, len(text), text, "https://a.example", text, text, None, True)
    return Entry(DossierQuote("id", 7, quote, text, note, NOW), state, 0, len(text), link)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(hostile.texts, hostile.texts, st.sampled_from(["", "https://a.example/" + "x" * 2_000])),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["stands", "changed", "gone"]),
)
def test_cards_keep_every_limit_and_no_text_means_anything(found: list[tuple[str, str, str]], state: str) -> None:
    made_of = [made(text, note, link, state) for text, note, link in found]
    for labels, language in ((ENGLISH, "en"), (KOREAN, "ko")):
        card = dossier_card(made_of, 0, labels, language, NOW)
        assert size(card.description or "") <= limits.DESCRIPTION
        assert embed_size(card) <= limits.EMBEDS_TOTAL
        one = entry_card(made_of[0], labels, language)
        assert size(one.description or "") <= limits.DESCRIPTION
        assert embed_size(one) <= limits.EMBEDS_TOTAL
        for text in (card.description, one.description):
            assert not rendered.kinds(text or "") & {"mention", "code", "code_block", "spoiler_open"}
            assert {link[:17] for link in rendered.links(text or "")} <= {"https://a.example"}
    assert len(option_of(made_of[0]).label) <= limits.CHOICE
