"""Who said it is kept with what was said; "he" is quoted with the sentence that names him."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clippings.chain.generation.self_contained import whole
from clippings.core.sentences import Span
from clippings.core.types import Article
from tests.chain.conftest import evidence_of


def quoted(text: str, sentence: str) -> str | None:
    article: Article = replace(evidence_of(text).passage.article, language="ko" if "그는" in text else "en")
    start = text.index(sentence)
    span = whole(article, Span(start, start + len(sentence)))
    return article.text[span.start : span.end] if span else None


@pytest.mark.parametrize("opening", ["He", "She", "They", "This", "But he", "His lawyer"])
def test_a_sentence_that_points_back_brings_the_one_before(opening: str) -> None:
    sentence = f"{opening} left the board in May."
    assert quoted(f"Mira Olsen chairs it. {sentence}", sentence) == f"Mira Olsen chairs it. {sentence}"


@pytest.mark.parametrize(
    "sentence",
    [
        "But most of that is spent by companies.",
        "And those were never paid back.",
        "Half of them left within a year.",
        "After that vote the board resigned.",
        "The developments worried patients.",
        "The haul is worth 9,000 crowns.",
    ],
)
def test_what_says_nothing_alone_brings_the_sentence_before(sentence: str) -> None:
    assert quoted(f"Mira Olsen chairs it. {sentence}", sentence) == f"Mira Olsen chairs it. {sentence}"


def test_what_says_nothing_alone_is_not_quoted_where_there_is_nothing_before_it() -> None:
    sentence = "But most of that is spent by companies."
    assert quoted(sentence, sentence) is None
    assert quoted(f"{'Money ' * 80}flows. {sentence}", sentence) is None


def test_a_sentence_before_that_points_back_itself_brings_its_own() -> None:
    text = "Mira Olsen chairs it. She got 4 crowns. Most of that was spent."
    assert quoted(text, "Most of that was spent.") == text


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge opened on Monday.",
        "It is unclear who paid.",
        "Heavy rain fell.",
        "The findings of the audit are dire.",
        "One of the boats sank.",
    ],
)
def test_a_sentence_that_stands_alone_is_quoted_alone(sentence: str) -> None:
    assert quoted(f"Mira Olsen chairs it. {sentence}", sentence) == sentence


def test_speech_keeps_its_speaker() -> None:
    text = "“The end of the ferry is a loss for us.” Mira Olsen said this on Monday."
    assert quoted(text, "“The end of the ferry is a loss for us.”") == text


def test_speech_without_a_speaker_near_is_not_shown() -> None:
    text = "The harbour is old. “The end of the ferry is a loss for us.” The bridge is new."
    assert quoted(text, "“The end of the ferry is a loss for us.”") is None


def test_speech_with_its_speaker_stands_alone() -> None:
    sentence = "“It is a loss,” Mira Olsen said."
    assert quoted(f"The harbour is old. {sentence}", sentence) == sentence


def test_korean_sentences_that_point_back_bring_the_one_before() -> None:
    text = "올센 의장이 물러난다. 그는 5월에 떠난다."
    assert quoted(text, "그는 5월에 떠난다.") == text
