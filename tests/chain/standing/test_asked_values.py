"""Which number of a text answers a question for a number."""

from __future__ import annotations

import pytest

from clippings.chain.standing.asked_values import Value, asked_of, values_of

DIED = "How many people died in the Lindholm ferry accident?"


@pytest.mark.parametrize(
    ("question", "text", "numbers"),
    [
        (DIED, "At least 12 people died and 30 are missing, the coast guard said.", [12]),
        (DIED, "The death toll of the ferry that sank off Lindholm has risen to 1,217, police said.", [1217]),
        (DIED, "The storm claimed at least 93 lives, destroyed 2,200 homes and hurt 40 people.", [93]),
        (DIED, "The count of confirmed dead stood at 115 for several days.", [115]),
        (DIED, "Seven people were killed 130 miles off the coast.", [7]),
        (DIED, "Divers searched 40 cabins for two days.", []),
        ("How many hostages are held?", "About 240 hostages are held in 12 places.", [240]),
        ("How much does the ferry cost?", "A crossing costs $8 a head and takes 12 minutes.", [8]),
        ("What is the central bank's interest rate?", "It went to a range of 3% to 3.25% in 2022.", [3, 3.25]),
        ("How many homes burned?", "Some 2 million homes lost power.", [2_000_000]),
    ],
)
def test_numbers_are_those_of_what_is_counted(question: str, text: str, numbers: list[float]) -> None:
    asked = asked_of(question, "en")
    assert asked is not None
    assert [value.number for value in values_of(asked, text, "en")] == numbers


def test_korean_numbers_are_read_too() -> None:
    asked = asked_of("린드홀름 여객선 사고로 몇 명이 숨졌나?", "ko")
    assert asked is not None
    found = values_of(
        asked, "사망자가 17명으로 늘었고 구조선 4척이 수색했으며 학생 30명은 학교로 돌아갔다고 밝혔다.", "ko"
    )
    assert [value.number for value in found] == [17]


@pytest.mark.parametrize("question", ["Who is the mayor of Lindholm?", "Will the ferry sail again?", ""])
def test_other_questions_ask_for_no_number(question: str) -> None:
    assert asked_of(question, "en") is None


def test_a_rough_number_is_told_by_the_exact_one_and_not_the_other_way_round() -> None:
    rough, exact = Value(1_100, True, 0, 1), Value(1_136, False, 0, 1)
    assert rough.is_told_by([exact])
    assert not exact.is_told_by([rough])
    assert not Value(1_400, True, 0, 1).is_told_by([exact])
