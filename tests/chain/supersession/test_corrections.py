"""What a correction says was wrong is no evidence, in its own article or in an earlier one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clippings.chain.supersession.corrections import without_corrected
from clippings.chain.text.correction_notes import corrects
from clippings.core.types import Evidence
from tests.chain.conftest import evidence_of

_FALSE = "The plan for the Orla works costs 14 million crowns."
_TRUE = "The plan for the Orla works costs 40 million crowns."


def _is_kept(sentence: str, note: str, headline: str = "Correction") -> bool:
    found: Evidence = evidence_of(sentence)
    passage = evidence_of(note, article_id=2, title=headline).passage
    return without_corrected([found], [found.passage, passage]) == [found]


@pytest.mark.parametrize(
    "note",
    [
        "An article on Monday said that the plan for the Orla works costs 14 million crowns. It costs 40 million.",
        "Correction: The plan for the Orla works costs 40 million crowns, not 14 million.",
        "An earlier version of this article misstated what the plan for the Orla works costs as 14 instead "
        "of 40 million.",
        "Due to an error, this article originally said that the plan for the Orla works costs 14 million crowns.",
    ],
)
def test_only_the_wrong_value_goes(note: str) -> None:
    assert not _is_kept(_FALSE, note)
    assert _is_kept(_TRUE, note)


def test_a_note_on_something_else_takes_nothing_back() -> None:
    assert _is_kept(_FALSE, "Correction: The ferry to Sorrel leaves at 15, not at 14.")
    assert _is_kept(
        _FALSE, "The plan for the Orla works costs 40 million crowns, not 14 million, said the mayor.", "Plan"
    )


def test_a_correction_takes_back_nothing_that_was_printed_later() -> None:
    found = evidence_of(_FALSE)
    passage = evidence_of(
        "Correction: The plan for the Orla works costs 40 million crowns, not 14 million.", article_id=2
    ).passage
    published = passage.article.published_at
    assert published is not None
    earlier = replace(passage.article, published_at=published.replace(year=2020))
    passage = replace(passage, chunk=replace(passage.chunk, article=earlier))
    assert without_corrected([found], [found.passage, passage]) == [found]


@pytest.mark.parametrize(
    ("sentence", "headline", "is_note"),
    [
        ("This story originally said that 12 were hurt.", "", True),
        ("A previous version misstated the day.", "", True),
        ("An article on Tuesday about the port misspelled its name.", "", True),
        ("앞선 기사는 13명으로 잘못 보도했습니다.", "", True),
        ("An article on Saturday said that 70 were taken.", "Correction", True),
        ("An article on Saturday said that 70 were taken.", "Theft", False),
        ("The mayor wrongly said that the port was closed.", "", False),
        ("A report on Monday said that the port was closed.", "", False),
    ],
)
def test_a_note_is_told_from_news(sentence: str, headline: str, is_note: bool) -> None:
    assert corrects(sentence, headline) is is_note
