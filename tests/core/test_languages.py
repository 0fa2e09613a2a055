"""The language of a text, by its script and then by its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.core.languages import UNKNOWN, of_question, of_text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The harbour was closed on Tuesday after a storm, and ferries stayed in port until the evening."),
        (
            "de",
            "Der Hafen wurde am Dienstag nach einem Sturm geschlossen, und die Fähren blieben bis zum Abend liegen.",
        ),
        ("fr", "Le port a été fermé mardi après une tempête, et les bateaux sont restés à quai jusqu'au soir."),
        ("ko", "항구는 폭풍이 지나간 뒤 화요일에 문을 닫았고 여객선은 저녁까지 머물렀다."),
        ("ja", "港は嵐のあと火曜日に閉鎖され、フェリーは夕方まで停泊した。"),
        ("zh", "暴风雨过后港口周二关闭，渡轮一直停泊到晚上。"),
    ],
)
def test_a_news_text_is_recognised(language: str, text: str) -> None:
    assert of_text(text) == language


def test_a_korean_text_full_of_english_names_is_korean() -> None:
    assert of_text("Samsung Electronics와 SK hynix는 Texas에 새 공장을 짓는다") == "ko"


def test_a_japanese_text_written_mostly_in_kanji_is_not_taken_for_chinese() -> None:
    assert of_text("日本銀行は金融政策決定会合で利上げを決定した") == "ja"


def test_one_foreign_name_does_not_change_the_language() -> None:
    text = "The minister, whose name is written 김민수 at home, spoke for an hour about the price of bread and of rice."
    assert of_text(text) == "en"


@pytest.mark.parametrize("text", ["", "   ", "1234 5678", "!?… — 42 %", "👍"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert of_text(text) == UNKNOWN


@pytest.mark.parametrize("text", ["Who won?", "WHO", "Taiwan chips", "2023?", ""])
def test_a_short_question_is_taken_for_english_unless_its_script_says_otherwise(text: str) -> None:
    assert of_question(text) == "en"


@pytest.mark.parametrize(("text", "language"), [("누가 이겼나?", "ko"), ("誰が勝ったのか", "ja"), ("谁赢了？", "zh")])
def test_a_short_question_in_its_own_script_is_recognised(text: str, language: str) -> None:
    assert of_question(text) == language


def test_a_long_question_is_recognised_by_its_words() -> None:
    assert of_question("Warum wurde der Hafen am Dienstag geschlossen, und wann fahren die Fähren wieder?") == "de"


@given(st.text(max_size=100))
def test_any_text_has_a_language_or_is_known_to_have_none(text: str) -> None:
    language = of_text(text)
    assert language == UNKNOWN or (len(language) in {2, 3} and language.isascii() and language.islower())
