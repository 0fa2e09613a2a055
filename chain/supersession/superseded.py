"""What later articles say otherwise: the newest value leads, and a plan that was changed is not what will be.

Both need the same thing to be spoken of twice: the same words around another number; another number or name for what a
question asks about now; or a change of plan that has the plan's words or, as the plan has, the question's. What is not
told apart so keeps its order.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from clippings.chain.supersession.current import TakesOver, asks_about_now, takes_over
from clippings.chain.supersession.former import PUT_OFF, asks_for_old_value, tells_both
from clippings.chain.supersession.values import is_number_in_words, numbers
from clippings.core.time_window import REPORTED_WITHIN
from clippings.core.types import Evidence, Question
from clippings.vectorstore.lexical.tokenizers import group_of, terms

_LOOKED_AT = 12
_SAME_FRAME = 0.6
"""Share of the shorter sentence's words, without numbers, that both have where they tell of the same thing."""

_AS_MUCH = 0.75
"""Share of the greater coverage of the question that a plan and its change both need."""

_SAME_PLAN, _SAME_PLAN_PERHAPS = 0.4, 0.5
"""The share of the shorter sentence's words where a plan and its change, or what may be one, are told as one thing."""

_LATER = timedelta(days=1)
_PLANNED = re.compile(
    r"\b(?:will|is to|are to|(?:is|are) set to|plans? to|planned for|(?:is|are) due|scheduled|expected to|going to|"
    r"(?:opens?|starts?|begins?|closes?|ends?|takes? place) (?:on|in|at|next))\b"
    r"|예정|계획|하기로|할 것|(?:연다|열린다|(?:개최|개장|개통|시작|시행|도입|폐쇄|착공|완공)한다)(?![가-힣]*냐)"
)
_CHANGED = re.compile(
    rf"\b(?:{PUT_OFF}|moved (?:to|from|back)|brought forward|no longer)\b"
    r"|연기(?:했|하|한|됐|되|된|돼|키로)|미뤄|미뤘|미루|미룬|늦춰|늦췄|늦추|취소|앞당|백지화|무산|철회"
)
_CHANGED_PERHAPS = re.compile(
    r"\b(?:will not|won['’]t|instead|rather than|abandon\w*|dropp?(?:s|ed)|rerouted|withdr[ae]w\w*|changed)\b"
    r"|변경|바꾸|바꿔|바뀌|바뀐|대신|않기로|보류"
)
"""Says so only of a plan that is told in the same words."""


def with_the_newest_first(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The same sentences; one that is out of date stands right behind the newer one. Where the question names a time,
    what was printed after it is not newer but too new, and stands behind.

    Args:
        question: As it was searched.
        evidence: Best first.
    """
    found = list(evidence)
    if asks_for_old_value(question.text):
        return _with_the_old_value_first(question, found)
    takes = takes_over if asks_about_now(question.text) else None
    for older in evidence[:_LOOKED_AT]:
        newer = [
            one for one in evidence[:_LOOKED_AT] if _is_later(one, older) and _replaces(one, older, question, takes)
        ]
        if newer:
            for one in sorted(newer, key=_printed, reverse=True):
                _put_before(found, one, older)
        elif any(_is_too_new(one, older, question) for one in evidence[:_LOOKED_AT]):
            first = min(found.index(one) for one in evidence[:_LOOKED_AT] if _is_too_new(one, older, question))
            _put_before(found, older, found[first])
    return found


def is_superseded(question: Question, one: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether a later article, among the best sentences, has another value for the same or a change of the plan; or
    this is too new for what the question asks about: a time, or the value before."""
    looked_at = evidence[:_LOOKED_AT]
    if asks_for_old_value(question.text):
        return any(_is_later(one, other) and _is_value_alone(question, one, other) for other in looked_at) or (
            one is not evidence[0] and _has_another_value(one, evidence[0])
        )
    takes = takes_over if asks_about_now(question.text) else None
    return any(
        (_is_later(other, one) and _replaces(other, one, question, takes)) or _is_too_new(one, other, question)
        for other in looked_at
    )


def without_changed_plans(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The same sentences but for those that plan what a later one says was changed."""
    looked_at = evidence[:_LOOKED_AT]
    return [
        one
        for one in evidence
        if not any(_is_later(other, one) and _changes_the_plan(other, one) for other in looked_at)
    ]


def share_of_words(one: str, other: str, language: str) -> float:
    """The share of the shorter text's words, without numbers, that both have."""
    words, others = _words(one, language), _words(other, language)
    shorter = min(len(words), len(others))
    return len(words & others) / shorter if shorter else 0.0


def _with_the_old_value_first(question: Question, found: list[Evidence]) -> list[Evidence]:
    """The last value but one before the newest, where the newest is told without it."""
    for newest in found[:_LOOKED_AT]:
        older = [one for one in found[:_LOOKED_AT] if _is_later(newest, one) and _is_value_alone(question, newest, one)]
        if older and not any(
            _is_later(one, newest) and _is_value_alone(question, one, newest) for one in found[:_LOOKED_AT]
        ):
            _put_before(found, max(older, key=_printed), newest)
            break
    return found


def _is_value_alone(question: Question, newer: Evidence, older: Evidence) -> bool:
    """Whether a newer sentence has another value, or changes the plan, and does not tell what was before as well."""
    if not (
        _has_another_value(newer, older)
        or _changes_the_plan(newer, older)
        or (takes_over(question.text, newer, older) and takes_over(question.text, older, newer))
    ):
        return False
    return not numbers(older.quote) <= numbers(newer.quote)


def _put_before(found: list[Evidence], one: Evidence, other: Evidence) -> None:
    if found.index(one) > found.index(other):
        found.remove(one)
        found.insert(found.index(other), one)


def _replaces(newer: Evidence, older: Evidence, question: Question, takes: TakesOver | None) -> bool:
    ends = question.around.until if question.around is not None else None
    if _is_after(older, ends):  # the question's day without a year was taken for that of an earlier year
        ends = None
    if _has_another_value(newer, older) or (takes is not None and takes(question.text, newer, older)):
        return not _is_after(newer, ends)
    return _changes_the_plan(newer, older) and not _is_after(newer, ends and ends + REPORTED_WITHIN)


def _is_too_new(newer: Evidence, older: Evidence, question: Question) -> bool:
    ends = question.around.until if question.around is not None else None
    return (
        _is_after(newer, ends)
        and not _is_after(older, ends)
        and _is_later(newer, older)
        and _has_another_value(newer, older)
    )


def _is_after(one: Evidence, ends: datetime | None) -> bool:
    printed = one.passage.article.printed_at
    return ends is not None and printed is not None and printed > ends


def _has_another_value(newer: Evidence, older: Evidence) -> bool:
    mine, theirs = numbers(newer.quote), numbers(older.quote)
    differ = bool(mine - theirs) and (bool(theirs - mine) or tells_both(newer.quote) or tells_both(older.quote))
    return bool(mine and theirs) and differ and _share(newer, older) > _SAME_FRAME


def _changes_the_plan(newer: Evidence, older: Evidence) -> bool:
    if not _PLANNED.search(older.quote):
        return False
    if _CHANGED.search(newer.quote):
        bear_alike = min(newer.coverage, older.coverage) >= _AS_MUCH * max(newer.coverage, older.coverage)
        return bear_alike or _share(newer, older) >= _SAME_PLAN
    return bool(_CHANGED_PERHAPS.search(newer.quote)) and _share(newer, older) >= _SAME_PLAN_PERHAPS


def _printed(one: Evidence) -> str:
    return str(one.passage.article.published_at)


def _is_later(one: Evidence, other: Evidence) -> bool:
    mine, theirs = one.passage.article.published_at, other.passage.article.published_at
    return mine is not None and theirs is not None and mine - theirs >= _LATER


def _share(one: Evidence, other: Evidence) -> float:
    language = one.passage.article.language
    return share_of_words(one.quote, other.quote, language) if language == other.passage.article.language else 0.0


@functools.lru_cache(maxsize=512)
def _words(text: str, language: str) -> frozenset[str]:
    found = terms(text, group_of(language))
    return frozenset(word for word in found if not word[0].isdigit() and not is_number_in_words(word))
