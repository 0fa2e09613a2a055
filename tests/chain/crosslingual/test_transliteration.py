"""Names are recognised in another script, and words that are merely alike are not taken for them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.crosslingual.transliteration import names_shared
from clippings.chain.ranking.features import ChunkCandidate, Scored
from clippings.chain.ranking.interleaving import chosen_across
from clippings.chain.ranking.windows import Window
from clippings.core.sentences import Span
from tests.chain.conftest import evidence_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("아르헨티나는 누구를 이겼나?", "Argentina beat France on penalties."),
        ("젤렌스키는 무엇을 말했나?", "A speech by Volodymyr Zelensky in December."),
        ("찬드라얀 3호는 언제 착륙했나?", "India lands Chandrayaan-3 near the lunar south pole."),
        ("Что сказал Зеленский?", "Zelensky spoke on Sunday."),
        ("수에즈 운하", "The Suez Canal"),
        ("ルナ", "루나"),
    ],
)
def test_a_name_is_known_in_another_script_from_either_side(one: str, other: str) -> None:
    assert names_shared(one, other) == 1
    assert names_shared(other, one) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("정부는 무엇을 발표했나?", "The Government announced the budget on Monday."),
        ("아르헨티나는 누구를 이겼나?", "Armenia and Argos signed a treaty."),
        ("Who beat Argentina?", "Argentina lost."),  # the same script: words find it
        ("한국은 왜 일본이 필요한가?", ""),
        ("", "Argentina beat France."),
    ],
)
def test_what_is_another_word_or_the_same_script_is_no_name_in_another_script(one: str, other: str) -> None:
    assert names_shared(one, other) == 0


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    assert names_shared(one, other) >= 0
    assert names_shared(one, one) in range(len(one) + 1)


def test_of_two_articles_as_close_the_one_that_names_whom_the_question_names_comes_first() -> None:
    texts = ("Armenia signed a treaty.", "Argentina beat France on penalties.")
    chunks = [replace(evidence_of(text).passage.chunk, id=number) for number, text in enumerate(texts)]
    scored = [
        Scored(ChunkCandidate(chunk, closeness=1.0), Window(0, 0, Span(0, len(chunk.text))), row)
        for row, chunk in enumerate(chunks)
    ]
    [(first, _), *_] = chosen_across("아르헨티나는 프랑스를 어떻게 이겼나?", scored, np.zeros(len(texts)), 2)
    assert first.candidate.chunk.text == texts[1]
