"""Chunks: every sentence once, whole where it fits, never longer than the embedder can see."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.core.sentences import sentences
from clippings.ingest.chunking import chunk

LIMITS = {"en": 900, "de": 900, "und": 900, "ko": 400, "ja": 350, "zh": 300}
LIMITS |= dict.fromkeys(("ar", "el", "he", "hi", "ru", "th"), 900)
LANGUAGES = st.sampled_from(sorted(LIMITS))
WORDS = st.sampled_from(
    ["harbour", "storm", "the", "ferry.", "항구는", "닫혔다.", "港。", "3.5", '"No."', "\n", "\n\n", "x" * 320]
)
HOSTILE = st.sampled_from(
    [
        "Dr. No said “Stop!” (He did.)", "e.g. 3.14%", "U.S. v. J. Doe, No. 5.", "...", "?!", "«Non !»",
        "서울의 항구는 닫혔다.", "그는 “왜?”라고 물었다.", "東京の港は閉まった。「なぜ？」", "港口关闭了！",
        "ท่าเรือปิดแล้ว", "Порт закрыт.", "Το λιμάνι έκλεισε;", "الميناء مغلق.", "הנמל סגור.", "नमस्ते। बंदरगाह बंद है।",
        "e\u0301\u0301\u0301", "👩\u200d👩\u200d👧🇰🇷", "𝒜𝒷", "\u202eabc\u202c", "a\u00adb", "\u200b",
        "\u00a0", "\u3000", "\u2003", "\t", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\r", "<b>&amp;</b>",
        "http://a.example/" + "x" * 60, "=" * 70, "- ", "| a | b |", "1.", "I.", "\n", "\n\n\n",
    ]
)  # fmt: skip
HOSTILE_TEXTS = st.lists(st.one_of(HOSTILE, st.text(max_size=30)), max_size=120).flatmap(
    lambda pieces: st.sampled_from(["", " ", "\n"]).map(lambda between: between.join(pieces))
)
TEXTS = st.one_of(
    HOSTILE_TEXTS,
    st.lists(WORDS, max_size=400).map(" ".join), st.text(max_size=3_000), st.just("y" * 2_500),
)  # fmt: skip


@given(TEXTS, LANGUAGES)
def test_chunks_are_in_order_do_not_overlap_and_keep_the_limit(text: str, language: str) -> None:
    at = 0
    for start, end in chunk(text, language):
        assert at <= start < end <= len(text)
        assert end - start <= LIMITS[language]
        at = end


@given(TEXTS, LANGUAGES)
def test_every_character_that_is_seen_is_in_exactly_one_chunk(text: str, language: str) -> None:
    holders = [0] * len(text)
    for start, end in chunk(text, language):
        assert text[start:end].strip()
        for place in range(start, end):
            holders[place] += 1
    assert max(holders, default=0) <= 1
    assert {holders[place] for place, character in enumerate(text) if not character.isspace()} <= {1}


@given(TEXTS, LANGUAGES)
def test_no_letter_of_the_article_is_left_out(text: str, language: str) -> None:
    held = {place for start, end in chunk(text, language) for place in range(start, end)}
    assert [text[place] for place in range(len(text)) if place not in held and not text[place].isspace()] == []


@given(TEXTS, LANGUAGES)
def test_a_sentence_is_cut_only_when_it_is_longer_than_a_chunk(text: str, language: str) -> None:
    chunks = chunk(text, language)
    for sentence in sentences(text, language):
        holders = [span for span in chunks if span.start < sentence.end and sentence.start < span.end]
        if sentence.end - sentence.start <= LIMITS[language]:
            assert len(holders) == 1
            assert holders[0].start <= sentence.start
            assert sentence.end <= holders[0].end
        else:
            assert len(holders) >= 2


@given(st.lists(st.integers(1, 300), min_size=1, max_size=40))
def test_a_chunk_is_filled_as_long_as_the_next_sentence_fits(lengths: list[int]) -> None:
    text = "\n".join("a" * length for length in lengths)
    chunks = chunk(text, "en")
    for one, following in pairwise(chunks):
        next_sentence = text[following.start :].split("\n")[0]
        assert following.start + len(next_sentence) - one.start > LIMITS["en"]


def test_the_limit_itself_still_fits() -> None:
    assert len(chunk("a" * 449 + "\n" + "b" * 450, "en")) == 1
    assert len(chunk("a" * 450 + "\n" + "b" * 450, "en")) == 2


def test_a_sentence_of_many_words_is_cut_between_words() -> None:
    text = " ".join(f"word{number}" for number in range(500))
    pieces = [text[start:end] for start, end in chunk(text, "en")]
    assert len(pieces) > 1
    assert " ".join(pieces) == text


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_makes_no_chunks(text: str) -> None:
    assert chunk(text, "en") == ()
