"""Words as the lexical index spells them, in each language's own way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.vectorstore.lexical.tokenizers import BIGRAMS, GROUPS, KOREAN, PLAIN, STEMMED, analyzer, group_of, terms


def test_english_words_meet_in_their_stems() -> None:
    assert terms("negotiations", "en") == terms("negotiation", "en") == terms("Negotiating", "en")
    assert terms("exports", "en") != terms("imports", "en")


def test_english_stop_words_are_left_out() -> None:
    assert terms("Who was it that the ministers met?", "en") == terms("Who ministers met", "en")
    assert terms("the of and", "en") == []


@pytest.mark.parametrize(
    ("question", "acronym"),
    [("What did the WHO declare?", "who"), ("Why did the US leave?", "us"), ("Which IT firms grew?", "it")],
)
def test_an_acronym_that_looks_like_a_stop_word_is_kept(question: str, acronym: str) -> None:
    assert acronym in terms(question, "en")


def test_the_same_letters_in_small_are_a_stop_word() -> None:
    assert terms("it will", "en") == []
    assert terms("IT will", "en") == ["it"]


def test_a_question_in_capitals_is_not_taken_for_acronyms() -> None:
    assert terms("WHO WAS IT THAT LEFT", "en") == terms("who was it that left", "en")


def test_what_the_question_asks_is_what_the_index_holds() -> None:
    assert set(terms("Ministers NEGOTIATED tariffs", "en")) <= set(analyzer("en").analyze("ministers negotiate tariff"))


def test_korean_words_are_found_without_their_particles() -> None:
    assert terms("정부는 일본과 협력을 강화한다", KOREAN) == terms("정부가 일본에서 협력은 강화했다", KOREAN)
    assert "일본" in terms("일본과의 협력", KOREAN)
    assert not {"은", "는", "이", "가", "을", "를", "에서"} & set(terms("정부는 일본에서 협력을 강화한다", KOREAN))


def test_a_question_without_hangul_is_looked_up_in_korean_articles_by_its_plain_words() -> None:
    assert terms("Samsung 2023", KOREAN) == ["samsung", "2023"]
    assert "samsung" in terms("Samsung의 실적", KOREAN)


def test_japanese_is_cut_into_pairs_that_do_not_cross_punctuation() -> None:
    pairs = terms("日本銀行。利上げ", group_of("ja"))
    assert {"日本", "本銀", "銀行", "利上", "上げ"} == set(pairs)


def test_a_language_without_a_stemmer_keeps_its_words_as_they_are() -> None:
    assert group_of("pl") == PLAIN
    assert terms("Rząd ogłosił nowy plan", PLAIN) == ["rząd", "ogłosił", "nowy", "plan"]


@pytest.mark.parametrize(
    ("language", "group"),
    [("en", "en"), ("ko", KOREAN), ("ja", BIGRAMS), ("zh", BIGRAMS), ("th", BIGRAMS), ("und", PLAIN)],
)
def test_each_language_has_its_way_of_making_words(language: str, group: str) -> None:
    assert group_of(language) == group


def test_every_stemmed_language_can_be_asked_in() -> None:
    assert [group for group in STEMMED if "2023" not in terms("Protest 2023", group)] == []


def test_a_word_of_absurd_length_is_not_a_word() -> None:
    assert terms("a" * 500 + " harbour", "en") == terms("harbour", "en")


@settings(max_examples=50)
@given(st.text(max_size=80), st.sampled_from([group for group in GROUPS if group != KOREAN]))
def test_any_text_has_terms_that_are_not_empty(text: str, group: str) -> None:
    assert all(term.strip() for term in terms(text, group))
