"""How an answer looks at a terminal."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clippings.cli import render
from clippings.core.types import Answer, Article, Chunk, Citation, Passage, Question

ASKED = datetime(2024, 5, 1, 9, tzinfo=UTC)


def citation(number: int, quote: str, article_id: int = 1) -> Citation:
    url = f"https://gazette.example/{article_id}"
    article = Article(article_id, url, f"Story {article_id}", "The Sound Gazette", ASKED, "en", quote)
    return Citation(number, Passage(Chunk(1, article, 0, 0, len(quote)), 1, 1.0), quote, 0, len(quote))


def answer(*cited: Citation, text: str = "", mode: str = "extractive", **fields: object) -> Answer:
    said = text or " ".join(f"{one.quote} [{one.number}]" for one in cited)
    return Answer(Question("When?", ASKED), said, cited, fields.pop("abstained", False), mode, 0.9, **fields)  # type: ignore[arg-type]


def shown(capsys: pytest.CaptureFixture[str], given: Answer, *, more: bool = False) -> str:
    """What is printed, on one line."""
    render.answer(given, more)
    return " ".join(capsys.readouterr().out.split())


def test_an_answer_in_quotes_shows_its_words_once_under_their_headlines(capsys: pytest.CaptureFixture[str]) -> None:
    cited = citation(1, "Ferries stop at noon."), citation(2, "Buses go on.", 2), citation(3, "So do trains.")
    assert shown(capsys, answer(*cited, short_answer="noon")) == (
        "noon "
        "Story 1 The Sound Gazette, 1 May 2024 [1] “Ferries stop at noon.” [3] “So do trains.” "
        "https://gazette.example/1 "
        "Story 2 The Sound Gazette, 1 May 2024 [2] “Buses go on.” https://gazette.example/2 "
        "Quotes only, as of 1 May 2024."
    )


def test_under_what_a_chat_model_worded_quotes_are_short_unless_more_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    quote = "Ferries stop at noon, " + "said the harbour master of the town, " * 5 + "and at night."
    worded = answer(citation(1, quote), text="At noon. [1]", mode="chat:small")
    brief = shown(capsys, worded)
    assert brief.startswith("At noon. [1] Story 1")
    assert "…”" in brief
    assert "at night" not in brief
    assert f"“{quote}”" in shown(capsys, worded, more=True)


def test_a_long_quote_without_spaces_is_still_shown_in_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert "“船船" in shown(capsys, answer(citation(1, "船" * 300), text="[1]", mode="chat:small"))


def test_quotes_on_the_topic_are_marked_as_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    related = (citation(1, "Ferries stop at noon."),)
    declined = shown(capsys, answer(text="The archive does not say.", abstained=True, related=related))
    assert declined.startswith("The archive does not say. What there is on it, though it is not the answer: Story 1")
    assert "[1]" not in declined


def test_all_that_is_said_around_a_korean_answer_is_korean(capsys: pytest.CaptureFixture[str]) -> None:
    related = (citation(1, "정오에 끊긴다."),)
    declined = shown(capsys, answer(text="답이 없습니다.", abstained=True, related=related, language="ko"))
    for word in ("답은 아니지만 관련된 내용:", "기사 인용만 사용, 2024년 5월 1일 기준."):
        assert word in declined
