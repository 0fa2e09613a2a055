"""Sentences in the order that time asks for: the newest first, or what was before."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.chain.supersession.former import with_the_former_first
from clippings.chain.supersession.superseded import with_the_newest_first
from clippings.core.types import Evidence, Question


def in_order_of_time(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The same sentences; what a question about now, a time or what was before asks for leads.

    Args:
        question: As it was searched.
        evidence: Best first.
    """
    return with_the_former_first(question.text, with_the_newest_first(question, evidence))
