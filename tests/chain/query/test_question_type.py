from __future__ import annotations

import re

import pytest

from clippings.chain.query.question_type import QuestionType, classify, likeliest
from clippings.chain.reading.reader import packaged_reader


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("왜 밤배가 끊겼어?", "why"),
        ("다리 개통이 늦어진 이유가 뭔가요?", "why"),
        ("소렐 다리는 언제 열렸나요?", "when"),
        ("몇 월에 배가 끊겨?", "when"),
        ("다리 짓는 데 얼마 들었어?", "number"),
        ("통근자 몇 명이 배를 타나요?", "number"),
        ("미라 올센이 누구야?", "who_is"),
        ("항만위원회 회의에 온 사람 누구야?", "who"),
        ("올센 위원장은 배가 없어지는 걸 두고 뭐라고 했어?", "said"),
        ("다리 공사 과정을 날짜순으로 정리해줘", "timeline"),
        ("소렐 다리 소식 정리해줘", "overview"),
        ("배 요금이랑 버스 요금 차이가 나?", "compare"),
        ("밤배 없어지면 버스로 갈 수 있나요?", "yesno"),
        ("밤배 근황 알려줘", "latest"),
        ("그 배가 서는 항구들", "list"),
        ("서리는 사과를 어떻게 망쳤나요?", "how"),
        ("밤배는 어디로 가?", "where"),
    ],
)
def test_a_korean_question_is_told_by_its_words(question: str, asked: str) -> None:
    assert likeliest(classify(question, "ko")) == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("tell me about the Sorrel bridge", QuestionType.OVERVIEW),
        ("any news on the night ferry?", QuestionType.LATEST),
        ("why did the night ferry stop", QuestionType.WHY),
        ("ferry vs bus, which one is cheaper?", QuestionType.COMPARISON),
        ("what did Olsen say about the ferry?", QuestionType.SAID),
        ("walk me through the bridge saga day by day", QuestionType.TIMELINE),
        ("how many commuters use the ferry?", QuestionType.NUMBER),
        ("did the bridge open on time?", QuestionType.YES_NO),
    ],
)
def test_an_english_question_is_told_by_the_reader(question: str, asked: QuestionType) -> None:
    types = classify(question, "en", packaged_reader())
    assert likeliest(types) is asked
    assert sum(types.values()) == pytest.approx(1.0, abs=1e-3)


def test_no_type_is_told_where_nothing_tells_it() -> None:
    assert classify("밤배", "ko") == {}
    assert classify("Why did the ferry stop?", "en") == {}
    assert classify("¿Por qué?", "es", packaged_reader()) == {}
    assert likeliest({}) is None


@pytest.mark.parametrize("text", ["", " ", "?" * 2_000, "왜" * 2_000, "ㄱ\x00누구 " * 500])
def test_any_text_is_classified_in_bounded_time(text: str) -> None:
    found = classify(text, "ko")
    assert len(found) <= 1
    assert not re.search(r"\d", likeliest(found) or "")
