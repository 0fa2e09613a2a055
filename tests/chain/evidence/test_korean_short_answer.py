"""The number, sum, share or time that a Korean question asks for; or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clippings.chain.evidence.korean_short_answer import LEAST_CHANCE, is_sure, locate
from clippings.chain.reading.short_answer import ShortAnswer
from clippings.core.types import Evidence
from tests.chain.conftest import evidence_of


def _short(sentence: str, words: str, chance: float = 0.9) -> ShortAnswer:
    start = sentence.index(words)
    return ShortAnswer(words, evidence_of(sentence), start, start + len(words), chance)


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("다누리의 무게는 얼마인가?", "다누리의 무게는 678kg이다.", "678kg"),
        ("다누리는 언제 발사됐나?", "다누리는 5일 오전 8시 8분 우주로 발사됐다.", "5일 오전 8시 8분"),
        ("다리를 짓는 데 얼마가 들었나?", "다리를 짓는 데 3억 원이 들었다.", "3억 원"),
        ("서리에 꽃의 몇 퍼센트가 죽었나?", "4월 서리에 꽃의 65%가 죽었다.", "65%"),
        ("항구의 합계출산율은 얼마인가?", "항구는 280조 원을 썼지만 합계출산율은 0.72명이었다.", "0.72명"),
        ("버스 요금은 얼마로 올랐나?", "버스 요금이 1500원에서 1800원으로 올랐다.", "1800원"),
    ],
)
def test_what_was_asked_for_is_located_where_it_stands(question: str, sentence: str, short: str) -> None:
    located = locate(question, [evidence_of(sentence, 0.6)])
    assert located is not None
    assert located.text == short
    assert located.evidence.passage.article.text[located.start : located.end] == short


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("야간 여객선은 왜 멈췄나?", "야간 여객선은 2023년 5월 1일 멈췄다."),
        ("누가 다리를 지었나?", "다리를 짓는 데 3억 원이 들었다."),
        ("다리는 언제 열렸나?", "다리는 겨울에 열렸다."),
    ],
)
def test_where_nothing_has_its_shape_no_short_answer_is_given(question: str, sentence: str) -> None:
    assert locate(question, [evidence_of(sentence, 0.6)]) is None


def test_it_is_shown_where_it_is_likely_and_of_the_year_and_round_that_is_asked_for() -> None:
    sentence = "대회는 3월 5일 열렸다."  # printed in 2023
    short = _short(sentence, "3월 5일")

    def is_shown(question: str, one: ShortAnswer = short) -> bool:
        return is_sure(question, one, [one.evidence])

    assert is_shown("2023년 대회는 언제 열렸나?")
    assert not is_shown("2021년 대회는 언제 열렸나?")
    assert not is_shown("2차 대회는 언제 열렸나?")
    assert not is_shown("대회는 언제 열렸나?", replace(short, chance=LEAST_CHANCE - 0.01))


def test_an_older_article_is_not_shown_where_a_newer_one_says_as_much() -> None:
    short = _short("요금은 4달러다.", "4달러")

    def newer(day: datetime) -> Evidence:
        other = evidence_of("요금은 6달러다.", article_id=2)
        dated = replace(other.passage.chunk.article, published_at=day)
        return replace(other, passage=replace(other.passage, chunk=replace(other.passage.chunk, article=dated)))

    soon, later = newer(datetime(2023, 4, 1, tzinfo=UTC)), newer(datetime(2024, 6, 3, tzinfo=UTC))
    assert is_sure("요금은 얼마인가?", short, [short.evidence, soon])
    assert not is_sure("요금은 얼마인가?", short, [short.evidence, later])
