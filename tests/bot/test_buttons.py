"""What is pressed under a card: by members, by others, twice, and after a restart."""

from __future__ import annotations

from typing import Any

import pytest

from clippings.bot.client import ClippingsBot
from clippings.chain.pipeline import Asker
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.given_answers import all_feedback
from tests.bot import rendered
from tests.bot.conftest import SIMULATED, Room, noted_questions

pytestmark = SIMULATED
BRIDGE = "When will the Lindholm bridge reopen to traffic?"


async def card(room: Room, question: str = BRIDGE) -> Any:
    return (await room.reader.slash(room.channel, "ask", question=question)).response


def ids(message: Any) -> dict[str, str]:
    """The ids of a message's buttons by what they do."""
    buttons = [button for row in message.components for button in row["components"]]
    return {button["custom_id"].split(":")[1]: button["custom_id"] for button in buttons}


async def test_a_card_has_its_buttons_and_their_ids_fit(room: Room) -> None:
    message = await card(room)
    assert list(ids(message)) == ["passages", "follow", "watch", "keep", "next", "newer", "older", "good", "bad"]
    assert all(len(custom_id) <= 100 for custom_id in ids(message).values())
    assert [len(row["components"]) for row in message.components] == [5, 4]


async def test_a_card_without_citations_has_nothing_to_page_through(room: Room) -> None:
    message = await card(room, "Who won the chess olympiad on the moon in 2031?")
    assert list(ids(message)) == ["follow", "watch", "good", "bad"]
    assert len(message.components) == 1


async def test_passages_show_the_quote_marked_in_its_paragraph_to_the_presser_alone(room: Room) -> None:
    result = await room.reader.click(await card(room), label="Show passages")
    assert result.ephemeral
    (page,) = result.response.embeds
    bold = [token["content"] for token in rendered.tokens(page.description) if token["type"] == "text"]
    assert "will reopen to traffic on 4 May" in "".join(bold)
    assert "**" in page.description
    assert "Engineers replaced forty cracked cables" in page.description
    assert page.author.name.startswith("[1]  ")
    assert page.footer.text.startswith("Passage 1 of ")


async def test_passages_are_paged_and_the_ends_cannot_be_passed(room: Room) -> None:
    message = await card(room, "등대섬 등대는 언제 태풍으로 무너졌고 언제 다시 불을 밝히나?")
    shown = (await room.reader.click(message, custom_id=ids(message)["passages"])).response
    pages = int(shown.embeds[0].footer.text.split("/")[-1])
    if pages == 1:
        assert [button["label"] for button in shown.components[0]["components"]] == ["담기"]
        return
    back, on, _ = shown.components[0]["components"]
    assert back["disabled"]
    result = await room.reader.click(shown, custom_id=on["custom_id"])
    assert result.response.embeds[0].footer.text.startswith(f"원문 2 / {pages}")


async def test_a_passage_that_an_article_wrote_to_break_out_stays_harmless(room: Room) -> None:
    message = await card(room, "Why was the Zorblax festival in Quimby called off?")
    (page,) = (await room.reader.click(message, label="Show passages")).response.embeds
    assert not rendered.kinds(page.description) & {"mention", "code", "code_block", "spoiler_open"}
    assert rendered.links(page.description) == []


async def test_buttons_work_after_a_restart(room: Room, newsroom_archive: Archive) -> None:
    message = await card(room)
    await room.env.restart_bot(ClippingsBot(newsroom_archive, Asker(newsroom_archive)))
    result = await room.reader.click(message, label="Show passages")
    assert "will reopen to traffic" in result.response.embeds[0].description
    newer = await room.reader.click(message, label="Newer")
    assert newer.response.embeds[0].title == BRIDGE


async def test_a_button_of_another_server_is_refused(room: Room) -> None:
    stolen = ids(await card(room))["passages"]
    guild = room.env.create_guild("Elsewhere")
    channel = guild.create_text_channel("general")
    stranger = guild.add_member(room.env.create_user("stranger"))
    foreign = (await stranger.slash(channel, "ask", question="How did the Fernwick council vote?")).response
    own = ids(foreign)["passages"]
    room.env.backend.get_message(foreign.channel_id, foreign.id).components[0]["components"][0]["custom_id"] = stolen
    result = await stranger.click(foreign.message, custom_id=stolen)
    assert own != stolen
    assert result.ephemeral
    assert "is not kept here" in result.response.content
    assert not result.response.embeds


async def test_a_button_whose_answer_is_unknown_is_explained(room: Room) -> None:
    message = await card(room)
    stored = room.env.backend.get_message(message.channel_id, message.id)
    stored.components[0]["components"][0]["custom_id"] = "clippings:passages:AAAAAAAAAAAA"
    result = await room.reader.click(message.message, custom_id="clippings:passages:AAAAAAAAAAAA")
    assert "is not kept here" in result.response.content


async def test_newer_asks_the_same_of_the_time_after_the_newest_cited_article(room: Room) -> None:
    result = await room.reader.click(await card(room), label="Newer")
    head = result.response.embeds[0]
    assert head.title == BRIDGE
    assert "Searched: from 13 April 2024" in head.footer.text
    assert "Evening Post" in head.description


async def test_older_asks_the_same_of_the_time_before(room: Room) -> None:
    result = await room.reader.click(await card(room), label="Older")
    head = result.response.embeds[0]
    assert "Searched: up to 11 April 2024" in head.footer.text
    assert head.description == "**The archive does not say.**"


async def test_a_button_pressed_twice_is_answered_once(room: Room) -> None:
    message = await card(room)
    await room.reader.click(message, label="Older")
    again = await room.reader.click(message, label="Older")
    assert again.ephemeral
    assert "You pressed this already." in again.response.content
    other = room.env.guild.add_member(room.env.create_user("other"))
    assert (await other.click(message, label="Older")).response.embeds


async def test_a_follow_up_is_answered_in_a_thread_and_knows_the_turn_before(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await card(room)
    asked = noted_questions(room.bot, monkeypatch)
    modal = await room.reader.click(message, label="Follow up")
    assert modal.modal is not None
    result = await room.reader.submit_modal(modal, {"question": "How many cables did engineers replace?"})
    assert result.ephemeral
    assert "is answered in <#" in result.response.content
    (thread,) = room.bot.get_channel(room.channel.id).threads  # type: ignore[union-attr]
    assert thread.id == message.id
    (last,) = [one async for one in thread.history() if one.embeds]
    assert "forty" in last.embeds[0].description  # type: ignore[operator]
    question, _ = asked[0]
    (turn,) = question.history
    assert turn.question == BRIDGE
    assert "4 May" in turn.answer


async def test_an_empty_follow_up_is_refused(room: Room) -> None:
    modal = await room.reader.click(await card(room), label="Follow up")
    result = await room.reader.submit_modal(modal, {"question": "\u3164"})
    assert result.ephemeral
    assert "The question is empty." in result.response.content


async def test_a_follow_up_where_no_thread_may_be_begun_is_answered_in_the_channel(room: Room) -> None:
    message = await card(room)
    room.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)
    modal = await room.reader.click(message, label="Follow up")
    await room.reader.submit_modal(modal, {"question": "How many cables did engineers replace?"})
    last = room.channel.last_message
    assert "forty" in last.embeds[0].description
    assert last.reference.message_id == message.id


@pytest.mark.parametrize("verdict", ["good", "bad"])
async def test_what_a_reader_says_is_kept_once_with_its_reason(room: Room, verdict: str) -> None:
    message = await card(room)
    for reason in ("at first", "@everyone the date is what I needed"):
        modal = await room.reader.click(message, custom_id=ids(message)[verdict])
        result = await room.reader.submit_modal(modal, {"reason": reason})
        assert result.ephemeral
        assert result.response.content.startswith("Thank you.")
    answer_id = ids(message)["good"].split(":")[2]
    kept = [one for one in all_feedback(room.bot.archive.catalogue) if one.answer.id == answer_id]
    assert [(one.verdict, one.reason) for one in kept] == [(verdict, "@everyone the date is what I needed")]
    assert kept[0].answer.question.text == BRIDGE
    assert kept[0].answer.cited[0].quote in kept[0].answer.turn.answer


async def test_a_button_that_fails_says_so_with_a_reference(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    message = await card(room)
    monkeypatch.setattr("clippings.bot.views.passages.passage_page", lambda *_: 1 / 0)
    result = await room.reader.click(message, label="Show passages")
    told = result.response.content
    assert told.startswith("Something went wrong (reference ")
    assert told.split("reference ")[1].split(")")[0] in caplog.text


async def test_an_answer_that_cannot_be_kept_is_shown_without_buttons(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clippings.core.errors import StorageError

    def full(*_: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr("clippings.vectorstore.catalogue.unwritten_answers.keep_answer", full)
    message = await card(room)
    assert "4 May" in str([embed.to_dict() for embed in message.embeds])
    assert message.components == []


async def test_buttons_and_modals_of_a_korean_answer_are_korean(room: Room) -> None:
    message = await card(room, "등대섬 등대는 언제 태풍으로 무너졌나?")
    buttons = [button for row in message.components for button in row["components"]]
    said = [button.get("label") or button["emoji"]["name"] for button in buttons]
    assert said == [
        "원문 보기",
        "이어서 질문",
        "팔로우",
        "담기",
        "다음 질문 추천",
        "이후 기사",
        "이전 기사",
        "👍",
        "👎",
    ]
    modal = await room.reader.click(message, custom_id=ids(message)["bad"])
    assert modal.modal["title"] == "무엇이 잘못되었나요?"
