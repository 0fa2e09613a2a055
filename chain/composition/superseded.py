"""What later articles say otherwise: the newest value leads, and a plan that was changed is not what will be.

Both need the same thing to be spoken of twice: the same words around another number, or a change of plan that has the
question's words as the plan has. What is not told apart so keeps its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from clippings.core.types import Evidence
from clippings.vectorstore.tokenizers import group_of, terms

_LOOKED_AT = 12
_SAME_FRAME = 0.6
"""Share of the shorter sentence's words, without numbers, that both have where they tell of the same thing."""

_AS_MUCH = 0.75
"""Share of the plan's coverage of the question that a change of it needs."""

_LATER = timedelta(days=1)
_NUMBER = re.compile(r"\d[\d.,:]*")
_PLANNED = re.compile(
    r"\b(?:will|is to|are to|(?:is|are) set to|plans? to|planned for|(?:is|are) due|scheduled|expected to|going to)\b"
    r"|예정|계획|하기로|할 것"
)
PUT_OFF = r"put off|postpon\w+|delay\w*|pushed back|reschedul\w+|called off|cancel\w*|scrapped|shelved"
_CHANGED = re.compile(rf"\b(?:{PUT_OFF}|moved (?:to|from|back)|brought forward|no longer)\b|연기|미뤄|미루|취소|앞당")


def with_the_newest_first(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The same sentences; one that is out of date stands right behind the newer one.

    Args:
        evidence: Best first.
    """
    found = list(evidence)
    for older in evidence[:_LOOKED_AT]:
        newer = [one for one in evidence[:_LOOKED_AT] if _is_later(one, older) and _replaces(one, older)]
        if not newer:
            continue
        newest = max(newer, key=lambda one: str(one.passage.article.published_at))
        if found.index(newest) > found.index(older):
            found.remove(newest)
            found.insert(found.index(older), newest)
    return found


def is_superseded(one: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether a later article, among the best sentences, has another value for the same or a change of the plan."""
    return any(_is_later(other, one) and _replaces(other, one) for other in evidence[:_LOOKED_AT])


def without_changed_plans(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The same sentences but for those that plan what a later one says was changed."""
    looked_at = evidence[:_LOOKED_AT]
    return [
        one
        for one in evidence
        if not any(_is_later(other, one) and _changes_the_plan(other, one) for other in looked_at)
    ]


def numbers(text: str) -> set[str]:
    """The numbers of a text, as they are written."""
    return {found.rstrip(".,:") for found in _NUMBER.findall(text)}


def _replaces(newer: Evidence, older: Evidence) -> bool:
    return _has_another_value(newer, older) or _changes_the_plan(newer, older)


def _has_another_value(newer: Evidence, older: Evidence) -> bool:
    mine, theirs = numbers(newer.quote), numbers(older.quote)
    if not mine or not theirs or mine == theirs:
        return False
    words, others = _words(newer), _words(older)
    shorter = min(len(words), len(others))
    return shorter > 0 and len(words & others) / shorter > _SAME_FRAME


def _changes_the_plan(newer: Evidence, older: Evidence) -> bool:
    return (
        newer.coverage >= _AS_MUCH * older.coverage
        and bool(_PLANNED.search(older.quote))
        and bool(_CHANGED.search(newer.quote))
    )


def _is_later(one: Evidence, other: Evidence) -> bool:
    mine, theirs = one.passage.article.published_at, other.passage.article.published_at
    return mine is not None and theirs is not None and mine - theirs >= _LATER


def _words(one: Evidence) -> set[str]:
    return {word for word in terms(one.quote, group_of(one.passage.article.language)) if not word[0].isdigit()}
