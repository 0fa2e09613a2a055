"""Sentences in the order that time asks for: nothing that was taken back, the newest first, or what was before."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.chain.composition.corrections import without_corrected
from clippings.chain.composition.former import with_the_former_first
from clippings.chain.composition.superseded import with_the_newest_first
from clippings.core.types import Evidence, Passage, Question


def in_order_of_time(question: Question, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> list[Evidence]:
    """The same sentences, but for those with what a correction takes back.

    Args:
        question: As it was searched.
        evidence: Best first.
        passages: Among which it was found.
    """
    true = without_corrected(evidence, passages)
    return with_the_former_first(question.text, with_the_newest_first(question, true))
