from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clippings.chain.conversation.small_talk import reply_to, small_talk
from clippings.chain.pipeline import Asker
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive

NOW = datetime(2023, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("thanks!", "thanks"),
        ("ok thanks, that helped :)", "thanks"),
        ("thank you so much!! <3", "thanks"),
        ("good bot", "thanks"),
        ("고마워!", "thanks"),
        ("그렇군요 감사합니다", "thanks"),
        ("ok cool", "acknowledgement"),
        ("no thanks", "acknowledgement"),
        ("ㅋㅋ", "acknowledgement"),
        ("hi there", "greeting"),
        ("see you later", "goodbye"),
        ("you are a stupid bot", "insult"),
        ("lol this is garbage", "insult"),
        ("바보야", "insult"),
    ],
)
def test_what_asks_nothing_is_known(text: str, kind: str) -> None:
    assert small_talk(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "thanks, and who owns it?", "why", "Nice", "ok?", "Cool Britannia", "Great Britain", "Hello Kitty", "NATO",
        "so what", "Is the minister an idiot?", "감사원", "안녕하세요 서울 날씨", "",
    ],
)  # fmt: skip
def test_a_question_or_a_topic_is_none(text: str) -> None:
    assert small_talk(text) is None


def test_the_reply_is_short_and_in_the_askers_language() -> None:
    reply = reply_to("thanks", Question("고마워!", NOW))
    assert (reply.language, reply.outcome, reply.abstained) == ("ko", "none", True)
    assert reply.text.startswith("천만에요")


def test_nothing_is_searched_for_it(news: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    asker = Asker(news)
    monkeypatch.setattr(asker, "retriever", None)
    answer = asker.ask(Question("thanks!", NOW))
    assert (answer.nearest, answer.related, answer.citations, answer.notes) == ((), (), (), ())
    assert "welcome" in answer.text
