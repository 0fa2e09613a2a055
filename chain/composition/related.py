"""What the archive has on the topic of a question that it does not answer."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.chain.generation import extractive
from clippings.chain.generation.extractive import Length
from clippings.chain.text.context import surroundings
from clippings.chain.text.names import names_in, share_of_names
from clippings.chain.verification.support import capitalised_names
from clippings.core.types import Evidence, Question

_LENGTH = Length(words=80, quotes=2, share_of_best=0.0, share_in_another_article=0.0)

_NEAR, _NEAR_BY_NAME = 0.1, 0.03
"""Chance that retrieval gives a passage: below it, it is on another topic. Less is enough where it speaks of every name
in the question."""


def related(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The two nearest quotes, none of which answers; nothing where nothing is near.

    Near is what retrieval finds likely and speaks of every name in the question.

    Args:
        question: As it was searched.
        evidence: Best first.
    """
    names = set(capitalised_names(question.text))
    near = [
        one
        for one in evidence
        if one.passage.likelihood >= (_NEAR_BY_NAME if names else _NEAR)
        and share_of_names(names, names_in(surroundings(one))) == 1.0
    ]
    near.sort(key=lambda one: (-one.passage.likelihood, -one.score))
    return extractive.choose(near, length=_LENGTH).shown
