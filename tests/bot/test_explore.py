"""`/timeline`, `/archive`, `/sources`, `/help`, and the Korean names of commands."""

from __future__ import annotations

import importlib.util
import re
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.bot.questions.date_options import day_meant, suggested
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering.archive_card import sources_card
from clippings.bot.rendering.discord_limits import size
from clippings.bot.rendering.labels import ENGLISH, KOREAN
from clippings.bot.rendering.passage_page import marked
from clippings.bot.rendering.timeline_card import timeline_card
from clippings.bot.rendering.translator import KOREAN as TRANSLATED
from clippings.chain.query.query import Query
from clippings.chain.retrieval.search import SearchResults
from clippings.chain.timeline import MOST, Timeline
from clippings.core.types import Question
from clippings.core.understood import Understood
from clippings.vectorstore.catalogue.given_answers import KeptQuote
from clippings.vectorstore.catalogue.history import SourceSummary
from tests.bot import hostile, rendered
from tests.bot.conftest import SIMULATED, Room
from tests.bot.rendering.test_answer_card import ASKED, citation, passages

pytestmark = SIMULATED


async def test_a_timeline_is_dated_quotes_in_order(room: Room) -> None:
    result = await room.reader.slash(room.channel, "timeline", topic="Lindholm bridge")
    (card,) = result.response.embeds
    shown = rendered.shown(card.description)
    assert "The Sound Gazette · 12 April 2024" in shown
    assert "Lindholm bridge" in shown
    assert "Fernwick" not in shown
    assert card.title == "Timeline: Lindholm bridge"


async def test_a_timeline_of_what_is_not_there_says_so(room: Room) -> None:
    result = await room.reader.slash(room.channel, "timeline", topic="chess olympiad moon")
    assert result.response.embeds[0].description == "The archive has no dated clippings about this."


async def test_the_archive_is_told_in_numbers_and_a_picture(room: Room) -> None:
    result = await room.reader.slash(room.channel, "archive")
    assert result.ephemeral
    (card,) = result.response.embeds
    assert card.description == "5 articles of 5 sources, 9 January 2024 to 13 April 2024"
    (picture,) = result.response.attachments
    assert picture.filename == "articles-by-month.png"


async def test_without_matplotlib_the_archive_is_told_in_words(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "matplotlib" else find_spec(name, *more)
    )
    result = await room.reader.slash(room.channel, "archive")
    assert [card.title for card in result.response.embeds] == ["The archive", "Sources"]
    assert result.response.attachments == []


async def test_sources_are_listed_and_cannot_ping(room: Room) -> None:
    (card,) = (await room.reader.slash(room.channel, "sources")).response.embeds
    assert "articles: 1 · 12 April 2024 to 12 April 2024" in rendered.shown(card.description)
    assert "@here" not in card.description


async def test_help_tells_of_every_command(room: Room) -> None:
    result = await room.reader.slash(room.channel, "help")
    assert result.ephemeral
    for name in ("/ask", "/timeline", "/said", "/archive", "/sources"):
        assert name in result.response.embeds[0].description


async def test_every_command_and_option_has_a_korean_name_and_description(room: Room) -> None:
    translated = [
        await command.get_translated_payload(room.bot.tree, room.bot.tree.translator)  # type: ignore[arg-type]
        for command in room.bot.tree.get_commands()
    ]
    assert {command["name"] for command in translated} >= {"ask", "admin", "help", "Ask the archive about this"}
    for command in translated:
        options = command.get("options", [])
        for part in [command, *options, *(part for option in options for part in option.get("options", []))]:
            assert "ko" in part["name_localizations"], part["name"]
            if part.get("description"):
                assert "ko" in part["description_localizations"], part["description"]
                assert len(part["description_localizations"]["ko"]) <= 100


def test_korean_names_are_names_that_discord_takes() -> None:
    for english, korean in TRANSLATED.items():
        assert len(korean) <= 100
        if re.fullmatch("[a-z]+", english):
            assert re.fullmatch(r"[\w-]{1,32}", korean)


async def test_days_are_offered_while_typing_and_taken_as_words(room: Room) -> None:
    choices = await room.reader.autocomplete(room.channel, "ask", "after", "last w", question="x")
    assert [choice["name"].split(" → ")[0] for choice in choices] == ["last week"]
    nothing = await room.reader.autocomplete(room.channel, "ask", "before", "", question="x")
    assert {choice["name"].split(" → ")[0] for choice in nothing} >= {"today", "yesterday", "last month"}
    result = await room.reader.slash(
        room.channel, "ask", question="When will the Lindholm bridge reopen?", before="January 2024"
    )
    assert "up to 31 January 2024" in result.response.embeds[0].footer.text


@pytest.mark.parametrize(
    ("typed", "option", "day"),
    [
        ("Last Week", "after", "2024-04-22"),
        ("last week", "before", "2024-04-28"),
        ("march 2023", "before", "2023-03-31"),
        ("this year", "before", "2024-05-01"),
        ("지난달", "after", "2024-04-01"),
        ("오늘", "after", "2024-05-01"),
        ("yesterday-ish", "after", None),
        ("20230-01-01", "after", None),
    ],
)
def test_words_mean_days(typed: str, option: str, day: str | None) -> None:
    meant = day_meant(typed, option, ASKED.date())
    assert (meant.isoformat() if meant else None) == day


@given(hostile.texts)
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed_the_offered_days_fit(typed: str) -> None:
    offered = suggested(typed, "after", ASKED.date(), "en")
    assert len(offered) <= limits.CHOICES
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) for _, value in offered)


@given(st.lists(passages, max_size=MOST), hostile.long_texts)
@settings(max_examples=40, deadline=None)
def test_a_timeline_keeps_every_limit_and_does_nothing(found: list[Any], topic: str) -> None:
    clippings = tuple(citation(number, one) for number, one in enumerate(found, start=1))
    searched = SearchResults(Query(Question(topic, ASKED), Understood("en", topic)), found)
    card = timeline_card(topic, Timeline(searched, clippings), ENGLISH)
    check_card(card)


@given(st.lists(st.builds(SourceSummary, hostile.long_texts, st.integers(1, 10**6), st.none(), st.just(ASKED))))
@settings(max_examples=40, deadline=None)
def test_a_list_of_sources_keeps_every_limit_and_does_nothing(sources: list[SourceSummary]) -> None:
    check_card(sources_card(sources, KOREAN))


@given(passages, st.integers(0, 50), st.integers(1, 3_000))
@settings(max_examples=60, deadline=None)
def test_a_marked_paragraph_keeps_every_limit_and_does_nothing(found: Any, start: int, length: int) -> None:
    article = found.article
    start = min(start, len(article.text))
    end = min(start + length, len(article.text))
    quote = KeptQuote(
        1, article.id, start, end, article.text[start:end], article.url, article.title, article.source, None, True
    )
    check_card(discord.Embed(description=marked(article, quote)))


def check_card(embed: discord.Embed) -> None:
    """It keeps Discord's limits, pings nobody and leads nowhere that it does not show."""
    assert size(embed.title or "") <= limits.TITLE
    assert size(embed.description or "") <= limits.DESCRIPTION
    assert limits.embed_size(embed) <= limits.EMBEDS_TOTAL
    text = f"{embed.title or ''}\n{embed.description or ''}"
    assert not re.search(r"@(everyone|here|[!&]?\d{17,20})", text)
    assert not rendered.kinds(text) & {"mention", "command", "timestamp", "emoji", "code", "code_block"}
    assert not any("evil.example" in link.split("/")[2] for link in rendered.links(text))
