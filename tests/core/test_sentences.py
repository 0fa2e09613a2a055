"""A sentence is a span of its text, so a quote can be checked to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.core.sentences import Span, lines, sentences

LANGUAGES = st.sampled_from(["en", "ko", "ja", "zh", "de", "ar", "und", "xx"])
NEWS_LIKE = st.lists(
    st.sampled_from(
        [
            "The U.S. rose.",
            'He said: "No."',
            "Dr. Kim left",
            " ",
            "\n",
            "\r\n",
            "\u2028",
            "\x85",
            "\t",
            "다.",
            "そうだ。",
        ]
    )
    | st.sampled_from(
        ["3.5", "…", "”", "?!", "a", "\u200b", "é", "e\u0301", "👍🏽", "J. K.", "1. ", "•"],
    ),
    max_size=25,
).map("".join)
ANY_TEXT = st.one_of(st.text(max_size=200), NEWS_LIKE)


def quotes(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@given(ANY_TEXT, LANGUAGES)
def test_sentences_are_ordered_do_not_overlap_and_have_no_white_space_around_them(text: str, language: str) -> None:
    at = 0
    for start, end in sentences(text, language):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end


@given(ANY_TEXT, LANGUAGES)
def test_no_letter_of_the_text_is_lost(text: str, language: str) -> None:
    kept = {place for start, end in sentences(text, language) for place in range(start, end)}
    assert [text[place] for place in range(len(text)) if place not in kept and not text[place].isspace()] == []


@given(ANY_TEXT, LANGUAGES)
def test_no_sentence_crosses_a_line_break(text: str, language: str) -> None:
    assert all(len(quote.splitlines()) == 1 for quote in quotes(text, language))


@given(ANY_TEXT, st.data())
def test_offsets_within_a_stretch_count_from_the_start_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sentences(text, "en", within=Span(start, end))
    inside = sentences(text[start:end], "en")
    assert found == [Span(start + span.start, start + span.end) for span in inside]


@given(ANY_TEXT)
def test_lines_hold_every_line_that_is_not_blank(text: str) -> None:
    assert [text[span.start : span.end] for span in lines(text)] == [
        line.strip() for line in text.splitlines() if line.strip()
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["The vote was close.", "Nobody left the hall."]),
        ("en", ["Mr. Okafor met Dr. Lind at 9 a.m. on Monday.", "They talked about the U.S. budget."]),
        ("en", ['"We will not wait," she said.', '"It is too late."', "The room fell silent."]),
        ("en", ["Rates rose by 3.5 percent.", "Was that enough?", "No!"]),
        ("ko", ["정부는 수요일에 새 계획을 발표했다.", "야당은 반대했다.", "표결은 다음 주에 열린다."]),
        ("ja", ["政府は水曜日に計画を発表した。", "野党は反対した。"]),
    ],
)
def test_a_paragraph_of_news_is_split_where_a_reader_would(language: str, expected: list[str]) -> None:
    joined = ("" if language == "ja" else " ").join(expected)
    assert quotes(joined, language) == expected


def test_a_text_of_white_space_has_no_sentences() -> None:
    assert sentences(" \n\t \r\n", "en") == []
    assert sentences("", "ko") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ex-U.S. envoy left. He waved.", ["The ex-U.S. envoy left.", "He waved."]),
        (
            "It opens at 1 p.m. ET Sunday. It shut at 3 a.m. Monday.",
            ["It opens at 1 p.m. ET Sunday.", "It shut at 3 a.m. Monday."],
        ),
        ("It closed at 4 p.m. The gates opened later.", ["It closed at 4 p.m.", "The gates opened later."]),
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text, "en")] == expected
