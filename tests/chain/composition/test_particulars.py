"""Names, places, numbers and times of a question, and what a text has in their place."""

from __future__ import annotations

import pytest

from clippings.chain.composition.particulars import (
    Particular,
    is_told,
    others_of_its_kind,
    particulars,
    same_start,
)

KNOWN = {"alder", "bay", "sorrel", "npb"}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("When did Norway build the Sorrel bridge?", [("Norway", "country"), ("Sorrel", "name")]),
        ("Why did Mia Lund's ferry stop in Ohio?", [("Mia Lund", "name"), ("Ohio", "state")]),
        ("How did 1,200 dairy cows die in 2021?", [("2021", "year"), ("1,200", "count")]),
        ("What was said on Monday in March?", [("March", "month"), ("Monday", "weekday")]),
        ("Did the NPB close it?", [("NPB", "name")]),
        ("What about the XKQ?", []),
        ("What about QZX8F3A1?", []),
        ("how much did it cost, $12 million?", []),
        ("Summarize it", []),
    ],
)
def test_a_question_has_particulars(question: str, found: list[tuple[str, str]]) -> None:
    assert sorted((one.text, one.kind) for one in particulars(question, KNOWN)) == sorted(found)


@pytest.mark.parametrize(
    ("one", "text", "others"),
    [
        (Particular("Norway", "country"), "In Oslo the minister of Sweden spoke with Mia Lund.", ["Sweden"]),
        (Particular("Ohio", "state"), "The ferry of Alder Bay in Texas stopped.", ["Texas"]),
        (Particular("Ole Berg", "name"), "The ferry stopped when Mia Lund retired.", ["Mia Lund"]),
        (Particular("1,300", "count", "cows"), "At least 1,200 dairy cows died, 40 people left.", ["1,200"]),
        (Particular("2021", "year"), "It opened in 2019 with 3000 guests.", ["2019"]),
        (Particular("Monday", "weekday"), "It opened on Friday.", ["Friday"]),
        (Particular("March", "month"), "It opened on 3 June.", ["June"]),
        (Particular("Ole Berg", "name"), "The Sorrel bridge opened.", []),
    ],
)
def test_a_text_has_others_of_their_kind(one: Particular, text: str, others: list[str]) -> None:
    assert others_of_its_kind(one, text, f"What of {one.text} and the Sorrel bridge?") == others


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Particular("Japan", "country"), "A Japanese ferry."),
        (Particular("Türkiye", "country"), "The Turkish ferry."),
        (Particular("UAW", "name"), "The United Auto Workers left."),
        (Particular("Mia Lund", "name"), "Ms. Lund left."),
        (Particular("2021", "year"), "On 3 May 2021."),
        (Particular("1,200", "count", "cows"), "About 1200 cows."),
        (Particular("March", "month"), "On 3 Mar. it closed."),
    ],
)
def test_another_form_of_a_name_tells_it(one: Particular, text: str) -> None:
    assert is_told(one, text)


def test_a_short_word_is_no_form_of_another() -> None:
    assert not same_start("iran", "iraq")
    assert same_start("poland", "polar")  # rather told too often than contradicted once
