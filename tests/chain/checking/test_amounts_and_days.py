"""Numbers by what they are worth, and days by what they name."""

from __future__ import annotations

from datetime import date

import pytest

from clippings.chain.checking.amounts import Amount, amounts_in
from clippings.chain.checking.confirmation import Around, find_differences, is_met
from clippings.chain.checking.days import Day, completed, days_in
from clippings.chain.checking.statements import read_statement


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.2 million people", "1,200,000 people"),
        ("$13.5 billion", "$13.5bn"),
        ("22 per cent", "22%"),
        ("twenty-five ships", "25 ships"),
        ("two thousand", "2,000"),
        ("the third time", "the 3rd time"),
        ("3만 명", "30,000 명"),
    ],
)
def test_the_same_number_in_other_words(one: str, other: str) -> None:
    (mine,), (theirs,) = [[amount for amount, _, _ in amounts_in(text)] for text in (one, other)]
    assert mine.is_met_by(theirs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$3 million", "$3 billion"),
        ("4 goals", "the fourth goal"),
        ("5%", "$5"),
        ("678kg", "778kg"),
        ("9:30", "9:45"),
    ],
)
def test_another_number(one: str, other: str) -> None:
    (mine,), (theirs,) = [[amount for amount, _, _ in amounts_in(text)] for text in (one, other)]
    assert not mine.is_met_by(theirs)


def test_what_is_part_of_a_name_is_no_number() -> None:
    assert [text for text, _, _ in amounts_in("COVID-19 on the F-16, said Ann of 3M")] == []
    assert [amount for amount, _, _ in amounts_in("one of them")] == []


@pytest.mark.parametrize(
    "text", ["16 March 2023", "March 16, 2023", "2023-03-16", "16th of March 2023", "2023년 3월 16일"]
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    (found,) = list(days_in(f"It opened on {text}."))
    assert found[0] == Day(2023, 3, 16)


def test_a_weekday_and_its_date_are_one_day() -> None:
    ((day, start, end),) = list(days_in("It ended on Thursday, 16 March 2023, at last."))
    assert day == Day(2023, 3, 16, 3)
    assert "It ended on Thursday, 16 March 2023, at last."[start:end] == "Thursday, 16 March 2023"


def test_a_price_and_a_modal_verb_are_no_days() -> None:
    assert list(days_in("It may rise to $2,000 or 1,999.50.")) == []


def test_what_a_paper_leaves_out_is_told_by_its_own_day() -> None:
    published = date(2023, 3, 17)
    assert Day(2023, 3, 16, 3) in completed(Day(weekday=3), published)
    assert completed(Day(None, 12, 30), date(2023, 1, 2)) == [Day(2022, 12, 30, 4)]
    assert Day(2023, 2, 21, 1) in completed(Day(day=21), date(2023, 3, 2))
    assert completed(Day(2023, 2, 30), published) == [Day(2023, 2, 30)]
    assert completed(Day(weekday=3), None) == [Day(weekday=3)]


def test_a_date_with_the_wrong_weekday_is_another_day() -> None:
    (wrong,) = completed(Day(2023, 3, 16, 4), date(2023, 3, 17))
    assert not Day(2023, 3, 16, 4).is_met_by(*completed(Day(2023, 3, 16), date(2023, 3, 17)))
    assert wrong.weekday == 4


def test_an_amount_without_a_unit_meets_one_with_it() -> None:
    assert Amount(5.0).is_met_by(Amount(5.0, "%"))


def test_from_to_and_by_are_not_the_same() -> None:
    ((to, *_),), ((by, *_),), ((bare, *_),) = [list(amounts_in(text)) for text in ("to 5%", "by about 5%", "is 5%")]
    assert not to.is_as_far_as(by)
    assert to.is_as_far_as(bare)


def test_may_is_a_month_where_a_month_stands() -> None:
    assert [day for day, _, _ in days_in("Frost in May killed two, as it may in March.")] == [
        Day(month=5),
        Day(month=3),
    ]
    assert list(days_in("They may go. March on!")) == []


def test_a_year_is_not_that_of_a_month_beside_it() -> None:
    claim = read_statement("She pleaded guilty in May to an assault in 2023.", "en")
    proof = read_statement("She pleaded guilty in May to an assault in 2021.", "en")
    around = Around(frozenset(), "", proof.text, date(2023, 6, 1))
    month, year = claim.of_kind("day")
    assert is_met(month, claim, proof, around)
    assert not is_met(year, claim, proof, around)
    assert [(one.said, one.archive) for one in find_differences(claim, proof, [year]) or []] == [("2023", "2021")]
