"""`/said`: a person's words as a card that keeps every limit and does nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.bot.client import ClippingsBot
from clippings.bot.rendering.labels import ENGLISH, KOREAN
from clippings.bot.rendering.said_card import said_card
from clippings.chain.pipeline import Asker
from clippings.chain.said import Said, SpokenQuote
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.core.understood import Understood
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.bot import hostile, rendered
from tests.bot.conftest import SIMULATED, Room
from tests.bot.rendering.test_answer_card import ASKED, passages
from tests.bot.test_explore import check_card
from tests.conftest import QuietListener

pytestmark = SIMULATED

_ARTICLES = [
    {
        "url": f"https://gazette.example/olsen-{at}",
        "title": f"Harbour board, part {at}",
        "source": "The Sound Gazette",
        "published_at": f"2024-03-{at + 10}",
        "text": f"“The bridge needs pillar number {at} before the winter,” said Mira Olsen. @everyone knew.",
    }
    for at in range(1, 11)
]


@pytest.fixture
def simcord_bot(tmp_path: Path, models_folder: Path) -> Iterator[ClippingsBot]:
    home = tmp_path / "harbour"
    home.mkdir()
    (home / "models").symlink_to(models_folder)
    news = home / "news.jsonl"
    news.write_text("".join(json.dumps(article) + "\n" for article in _ARTICLES), "utf-8")
    with Archive(Settings(home=home)) as archive:
        ingest(archive, [str(news)], QuietListener(), defer_vectors=True)
        yield ClippingsBot(archive, Asker(archive))


async def test_the_first_and_the_latest_words_of_a_person(room: Room) -> None:
    (card,) = (await room.reader.slash(room.channel, "said", person="Mira Olsen")).response.embeds
    shown = rendered.shown(card.description)
    assert card.title == "Mira Olsen said"
    assert "The Sound Gazette · 11 March 2024" in shown
    assert "pillar number 10 before" in shown
    assert "… 2 more in between" in shown
    assert "pillar number 5 before" not in shown
    (narrow,) = (
        await room.reader.slash(room.channel, "said", person="Olsen", topic="pillar chess moon")
    ).response.embeds
    assert narrow.description == "The archive has no words of Mira Olsen on this whose speaker is plain."


async def test_nobody_of_the_name(room: Room) -> None:
    (card,) = (await room.reader.slash(room.channel, "said", person="@everyone Quimby")).response.embeds
    assert "whose speaker is plain" in card.description
    check_card(card)


@given(st.lists(st.tuples(passages, st.sampled_from([None, "for", "against"])), max_size=12), hostile.long_texts)
@settings(max_examples=40, deadline=None)
def test_it_keeps_every_limit_and_does_nothing(found: list[Any], text: str) -> None:
    quotes = tuple(SpokenQuote(text[:50], one.article, one.start, one.end, True, "", stance) for one, stance in found)
    words = Said(text, text, text, Question(text, ASKED), Understood("en", text), quotes, (text,))
    for labels in (ENGLISH, KOREAN):
        check_card(said_card(words, labels))
        check_card(said_card(replace(words, quotes=(), speaker=""), labels))
