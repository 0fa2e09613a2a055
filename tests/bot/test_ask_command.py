from __future__ import annotations

from typing import Any

import discord
import pytest

from clippings.bot.rendering.answer_card import ABSTAINED
from clippings.vectorstore.archive import Archive
from tests.bot import rendered
from tests.bot.conftest import SIMULATED, Room

pytestmark = SIMULATED


async def ask(room: Room, question: str, **options: str) -> Any:
    return await room.reader.slash(room.channel, "ask", question=question, **options)


async def test_an_answer_comes_with_numbered_dated_linked_clippings(room: Room) -> None:
    result = await ask(room, "When will the Lindholm bridge reopen to traffic?")
    callbacks = [call.json for call in room.env.http_requests if call.path.endswith("/callback")]
    assert [callback["type"] for callback in callbacks] == [
        discord.InteractionResponseType.deferred_channel_message.value
    ]
    assert not result.response.ephemeral
    (card,) = result.response.embeds
    assert card.title == "When will the Lindholm bridge reopen to traffic?"
    shown = rendered.shown(card.description).removeprefix("4 May ")
    assert shown.startswith(
        "Lindholm bridge to reopen in May "
        "The Sound Gazette · 12 April 2024 (also in: Evening Post · 13 April 2024) "
        "[1] The Lindholm bridge will reopen to traffic on 4 May"
    )
    page = "https://gazette.example/2024/lindholm-bridge?from=home_page&part=%281%29#:~:text="
    assert all(link.startswith(page) for link in rendered.links(card.description))


async def test_the_words_of_an_answer_stand_on_the_card_once(room: Room) -> None:
    (card,) = (await ask(room, "When will the Lindholm bridge reopen to traffic?")).response.embeds
    assert rendered.shown(card.description).count("will reopen to traffic on 4 May") == 1


async def test_a_korean_question_is_answered_in_korean(room: Room) -> None:
    result = await ask(room, "등대섬 등대는 언제 태풍으로 무너졌나?")
    (card,) = result.response.embeds
    assert card.footer.text.startswith("기사 인용만 사용 · ")
    assert "1924년 태풍으로" in card.description
    assert "한빛신문 · 2024년 2월 2일" in card.description


async def test_what_the_archive_does_not_say_is_not_answered(room: Room) -> None:
    (head,) = (await ask(room, "Who won the chess olympiad on the moon in 2031?")).response.embeds
    assert head.colour == ABSTAINED
    assert head.description == "**The archive does not say.**"
    assert head.fields[0].name == "Nearest clippings"


async def test_an_article_cannot_ping_everyone_or_break_the_card(room: Room) -> None:
    result = await ask(room, "Why was the Zorblax festival in Quimby called off?")
    message = result.response.message
    assert not any([message.mention_everyone, message.mentions, message.role_mentions])
    (card,) = result.response.embeds
    markdown = f"{card.title}\n{card.description}"
    assert not rendered.kinds(markdown) & {"mention", "code", "code_block", "spoiler_open"}
    assert "evil.example" not in "".join(rendered.links(markdown))
    headline, source, *quotes = card.description.splitlines()
    assert rendered.shown(headline).endswith(
        "(https://evil.example/win) **festival** ||called|| <@\u200b123456789012345678>"
    )
    assert "strong_open" not in rendered.kinds("\n".join([source, *quotes]))
    assert "[tickets](evil" in rendered.shown(card.description)


async def test_nobody_is_pinged_by_a_question(room: Room) -> None:
    result = await ask(room, "@everyone <@123456789012345678> when will the Lindholm bridge reopen?")
    assert not result.response.message.mention_everyone
    assert all("allowed_mentions" not in (call.json or {}) or call.json["allowed_mentions"] == {"parse": []}
               for call in room.env.http_requests if isinstance(call.json, dict))  # fmt: skip


async def test_a_question_is_answered_within_its_dates_and_source(room: Room) -> None:
    question = "When will the Lindholm bridge reopen to traffic?"
    later = await ask(room, question, after="2024-04-13")
    assert "Evening Post" in later.response.embeds[0].description
    named = await ask(room, question, before="2024-12-31", source="the sound gazette")
    assert "up to 31 December 2024 · The Sound Gazette" in named.response.embeds[0].footer.text
    earlier = await ask(room, question, before="2024-01-31")
    assert earlier.response.embeds[0].description == "**The archive does not say.**"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"after": "yesterday-ish"}, "after: 'yesterday-ish' is not a date."),
        ({"before": "2024-13-01"}, "before: '2024-13-01' is not a date."),
        (
            {"after": "2024-05-02", "before": "2024-05-01"},
            "The window ends before it starts: after 2 May 2024, before 1 May 2024.",
        ),
        ({"after": "20230-01-01"}, "after: '20230-01-01' is not a date."),
        ({"after": "2999-01-01"}, "after: 1 January 2999 is still to come"),
    ],
)
async def test_a_wrong_date_is_explained_to_the_asker_alone(room: Room, options: dict[str, str], says: str) -> None:
    result = await ask(room, "When?", **options)
    assert result.ephemeral
    assert rendered.shown(result.response.content).startswith(says)
    assert len(result.response.content.splitlines()) == 2


async def test_an_unknown_source_is_explained(room: Room) -> None:
    result = await ask(room, "When?", source="The @everyone Times")
    assert rendered.shown(result.response.content).startswith("The archive has no source called “The @")
    assert "Choose one from the list" in result.response.content
    assert not result.response.message.mention_everyone


async def test_a_question_of_nothing_visible_is_refused(room: Room) -> None:
    result = await ask(room, "\u200b \u3164")
    assert result.ephemeral
    assert "The question is empty." in result.response.content


async def test_sources_are_offered_while_typing(room: Room) -> None:
    choices = await room.reader.autocomplete(room.channel, "ask", "source", "POST", question="x")
    assert [choice["value"] for choice in choices] == ["Evening Post"]
    everything = await room.reader.autocomplete(room.channel, "ask", "source", "", question="x")
    assert {choice["value"] for choice in everything} >= {"The Sound Gazette", "한빛신문", "Fernwick council"}
    assert not any("@here" in choice["name"] for choice in everything)


async def test_no_more_than_25_sources_are_offered(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"Paper {number}" for number in range(40)] + ["long " * 30]
    monkeypatch.setattr(room.bot.worker, "source_names", lambda: names)
    choices = await room.reader.autocomplete(room.channel, "ask", "source", "", question="x")
    assert len(choices) == 25


async def test_a_question_is_at_most_500_characters(room: Room) -> None:
    command = next(one for one in await room.bot.tree.fetch_commands() if one.name == "ask")
    option = command.options[0]
    assert isinstance(option, discord.app_commands.Argument)
    assert (option.name, option.min_value if option.min_value else 1) == ("question", 1)
    payload = room.bot.tree.get_command("ask").to_dict(room.bot.tree)  # type: ignore[union-attr]
    assert payload["options"][0]["max_length"] == 500


async def test_an_article_without_a_page_shows_no_path(room: Room) -> None:
    result = await ask(room, "How did the Fernwick council vote on the public library?")
    text = str([embed.to_dict() for embed in result.response.embeds])
    assert "Minutes of the Fernwick council" in text
    assert "news.jsonl" not in text


async def test_a_time_in_the_question_is_told_on_the_card(room: Room) -> None:
    head = (await ask(room, "What did the town say of the Lindholm bridge in April 2024?")).response.embeds[0]
    assert "Searched: April 2024" in head.footer.text


@pytest.mark.parametrize("question", ["🙂🙂", "What is it?"])
async def test_a_question_without_words_is_told_so(room: Room, question: str) -> None:
    (head,) = (await ask(room, question)).response.embeds
    assert head.description == "**The archive does not say.**"
    assert "There is no word in the question to search for" in head.footer.text


async def test_cards_link_to_the_page_where_an_article_has_none(
    room: Room, monkeypatch: pytest.MonkeyPatch, newsroom_archive: Archive
) -> None:
    served = newsroom_archive.settings.model_copy(update={"page_address": "https://news.example/"})
    monkeypatch.setattr(newsroom_archive, "settings", served)
    question = "How did the Fernwick council vote?"
    message = (await room.reader.slash(room.channel, "ask", question=question)).response
    answer_id = message.components[0]["components"][0]["custom_id"].split(":")[2]
    links = rendered.links(message.embeds[0].description)
    assert any(link.startswith(f"https://news.example/a/{answer_id}#") for link in links)
    page = (await room.reader.click(message, label="Show passages")).response
    assert page.embeds[0].url.startswith(f"https://news.example/a/{answer_id}#")


async def test_the_author_is_a_limit_in_every_spelling(room: Room) -> None:
    question = "What was said of the Lindholm bridge, the festival and the library?"
    result = await ask(room, question, author="marit solberg")
    text = str([embed.to_dict() for embed in result.response.embeds])
    assert "Searched: by " in text
    assert text.casefold().count("by marit solberg") == 1
    assert "Zorblax" not in text


async def test_the_language_is_a_limit_by_its_name_too(room: Room) -> None:
    result = await ask(room, "등대섬 등대는 언제 태풍으로 무너졌나?", language="한국어")
    (card,) = result.response.embeds
    assert "한국어 기사" in card.footer.text
    assert "1924년" in card.description


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"author": "@everyone Nobody"}, "The archive has no author called “@\u200beveryone Nobody”."),
        ({"language": "de"}, "The archive has no articles in this language: “de”."),
    ],
)
async def test_an_unknown_author_or_language_is_told_to_the_asker_alone(
    room: Room, options: dict[str, str], told: str
) -> None:
    result = await ask(room, "When will the Lindholm bridge reopen?", **options)
    assert result.response.ephemeral
    assert told.replace("\u200b", "") in result.response.content.replace("\u200b", "")
    assert not result.response.message.mention_everyone


async def test_authors_and_languages_are_offered_while_typing(room: Room) -> None:
    (author,) = await room.reader.autocomplete(room.channel, "ask", "author", "quill", question="x")
    assert author["value"] == "@everyone Quill"
    assert "@everyone" not in author["name"]
    languages = await room.reader.autocomplete(room.channel, "ask", "language", "kor", question="x")
    assert [(one["name"], one["value"]) for one in languages] == [("Korean", "ko")]
