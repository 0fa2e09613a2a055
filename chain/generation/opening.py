"""Which sentence an answer in quotes opens with, where it is not simply the likeliest one."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.chain.evidence.figure_changes import FigureChange
from clippings.chain.evidence.korean_short_answer import gives_a_reason, kind_of
from clippings.chain.reading.short_answer import ShortAnswer
from clippings.core.types import Evidence

_LEAST_SHARE_OF_BEST = 0.5
"""A reason opens the answer when it is half as likely to be the answer as the likeliest sentence: words such as "cited"
also stand where something else is explained (development questions of the sample archive)."""


def lead(
    question: str, found: Sequence[Evidence], located: ShortAnswer | None, change: FigureChange | None
) -> Evidence | None:
    """The newest figure where figures changed; else what holds the short answer; else, where it is asked why, the
    likeliest sentence of the best article that gives a reason. None: nothing goes before the likeliest.

    Args:
        question: As it was searched.
        found: Best first.
        located: The short answer.
        change: What later articles changed.
    """
    if change is not None:
        return change.later
    if located is not None:
        return located.evidence
    if not found or kind_of(question) != "reason":
        return None
    best = found[0]
    for one in found:
        is_likely = one.score >= best.score * _LEAST_SHARE_OF_BEST
        if is_likely and one.passage.article.id == best.passage.article.id and gives_a_reason(one.quote):
            return one
    return None
