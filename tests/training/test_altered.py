"""Questions with one word exchanged ask for what their passages do not tell."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("transformers")

from training.reader.altered import Alterations, names_of

TEXTS = [
    f"In {season}, {country} met {other} in {city}."
    for season in ("spring", "summer", "autumn", "winter", "May")
    for country, other, city in (("Finland", "Sweden", "Oslo"), ("Norway", "Denmark", "Paris"))
]


@pytest.fixture(scope="module")
def alterations() -> Alterations:
    return Alterations(TEXTS)


def test_names_are_words_that_never_stand_without_a_capital() -> None:
    assert names_of("The mayor of Paris met the Board, and the board met Paris.") == {"Paris"}


def test_a_name_becomes_another_name_that_the_text_does_not_have(alterations: Alterations) -> None:
    text = "In spring, Finland met Sweden in Oslo."
    for seed in range(20):
        question = alterations.alter("when did finland meet its neighbour", text, random.Random(seed))
        assert question is not None
        assert question.startswith("when did ")
        assert question.split()[2] in {"norway", "denmark", "paris"}


def test_a_year_a_month_and_a_number_are_exchanged(alterations: Alterations) -> None:
    text = "In May 2023, 12 people met."
    asked = "Why did 12 people meet in May 2023?"
    changed = {alterations.alter(asked, text, random.Random(seed)) for seed in range(40)}
    assert None not in changed
    assert asked not in changed
    assert {"12", "May", "2023"} == {
        word for word in ("12", "May", "2023") if any(word not in one for one in changed if one)
    }


def test_nothing_is_exchanged_where_nothing_particular_is_asked(alterations: Alterations) -> None:
    assert alterations.alter("why did they meet", "In spring, Finland met Sweden.", random.Random(0)) is None
