"""A change is only told where two articles count the same thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clippings.chain.evidence.figure_changes import change
from clippings.core.types import Evidence
from tests.chain.conftest import evidence_of

QUESTION = "How many people died in the Lund valley flood?"
FIRST = "At least 12 people were killed in the Lund valley flood, police said."


def told(text: str, day: int, number: int, title: str = "Flood in the Lund valley") -> Evidence:
    one = evidence_of(text, 0.5, number, title)
    article = replace(one.passage.article, published_at=datetime(2023, 3, day, tzinfo=UTC))
    chunk = replace(one.passage.chunk, article=article)
    return replace(one, passage=replace(one.passage, chunk=chunk))


def test_a_toll_that_rose_is_told_with_both_dates_and_the_newest_counts() -> None:
    later = told("The Lund valley flood left 17 people dead, police said.", 5, 2)
    found = change(QUESTION, [told(FIRST, 3, 1), later])
    assert found is not None
    assert found.later is later
    assert found.told("en") == (
        "First reported as “12 people were killed” (X, 3 March 2023), “17 people dead” by 5 March 2023 (X)."
    )
    assert "12 people" in found.told("ko")


@pytest.mark.parametrize(
    "other",
    [
        "The Lund valley flood left 17 people injured, police said.",
        "The Lund valley flood left 12 people dead, police said.",
        "The Lund valley flood left 17 people dead and 20 people dead in the hills, police said.",
        "A ferry accident off Port Sorrel left 17 people dead on Sunday morning, the coast guard said.",
        "The Lund valley flood made 17 villages dark, police said.",
        "The Lund valley flood in 1992 killed many, police said.",
        "The Lund valley flood left 17 people dead in Port Sorrel alone, police said.",
        "An earlier flood in the Lund valley left 17 people dead in 2004, police said.",
    ],
)
def test_what_is_not_the_same_count_is_no_change(other: str) -> None:
    title = "A ferry sinks" if "ferry" in other else "Flood in the Lund valley"
    assert change(QUESTION, [told(FIRST, 3, 1), told(other, 5, 2, title)]) is None


def test_a_year_is_no_count_but_as_many_people_are() -> None:
    later = told("The Lund valley flood left 1992 people dead, police said.", 5, 2)
    assert change(QUESTION, [told(FIRST, 3, 1), later]) is not None


def test_a_name_that_neither_article_has_is_another_story() -> None:
    later = told("The Lund valley flood left 17 people dead, police said.", 5, 2)
    assert change("How many people died in the Alder valley flood?", [told(FIRST, 3, 1), later]) is None


def test_one_day_or_one_article_tells_no_change() -> None:
    later = "The Lund valley flood left 17 people dead, police said."
    assert change(QUESTION, [told(FIRST, 3, 1), told(later, 3, 2)]) is None
    assert change(QUESTION, [told(FIRST, 3, 1), told(later, 5, 1)]) is None


def test_without_evidence_nothing_changed() -> None:
    assert change(QUESTION, []) is None
