from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from clippings.chain.evidence.disagreement import disagreement
from clippings.core.types import Evidence
from tests.chain.conftest import evidence_of


def _told(text: str, article_id: int, day: int) -> Evidence:
    one = evidence_of(text, article_id=article_id)
    article = replace(
        one.passage.article, published_at=datetime(2023, 2, day, tzinfo=UTC), source=f"Paper {article_id}"
    )
    return replace(one, passage=replace(one.passage, chunk=replace(one.passage.chunk, article=article)))


def test_two_numbers_for_the_same_thing_are_told_with_the_newer_first() -> None:
    older = _told("The flood at Port Sorrel killed 12 people and cut the coast road.", 1, 6)
    newer = _told("The flood at Port Sorrel killed 31 people and cut the coast road.", 2, 8)
    assert disagreement([older, newer]) == (
        "The sources differ: Paper 2 (8 February 2023) has 31 people; Paper 1 (6 February 2023) has 12 people. "
        "The first is newer."
    )


def test_the_same_number_other_things_and_one_article_are_no_disagreement() -> None:
    flood = _told("The flood at Port Sorrel killed 12 people and cut the coast road.", 1, 6)
    same = _told("The flood at Port Sorrel killed 12 people and cut the coast road.", 2, 8)
    other = _told("A concert at Alder Bay drew 900 people to the old quay on Friday.", 3, 8)
    again = _told("The flood at Port Sorrel killed 31 people and cut the coast road.", 1, 6)
    assert disagreement([flood, same, other]) is None
    assert disagreement([flood, again]) is None
