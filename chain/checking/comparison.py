"""A sentence of a draft beside one of the archive: borne out, told otherwise, or neither.

Every number, name and day must be met, nothing may be denied or turned round, and hardly a word may be left over: a
wrong "supported" is worse than none. Thresholds: `benchmarks/checked_sentences.py`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clippings.chain.attribution import stays_attributed, stays_uncertain
from clippings.chain.checking.amounts import Amount
from clippings.chain.checking.days import Day, completed, of_the_paper
from clippings.chain.checking.exchanges import Exchange, exchanges, have_a_neighbour_in_common, in_order
from clippings.chain.checking.statements import Mark, MarkKind, Statement, spelling_of
from clippings.chain.clauses import nearest
from clippings.chain.opposites import says_the_opposite
from clippings.chain.roles import turns_round
from clippings.chain.support import support
from clippings.vectorstore.tokenizers import group_of

Verdict = Literal["supported", "otherwise", "absent"]
Reason = Literal["", "words", "unconfirmed", "attribution", "uncertainty"]
DifferenceKind = Literal["number", "name", "day", "negation", "opposite", "roles", "word"]

LEAST_LIKENESS, LEAST_UNLIKE = 0.945, 0.9
"""Cosine of nine words or so, of which one or two are exchanged, from which on they mean the same, and up to which they
mean something else. In between nothing is said of them."""

MOST_LEFT_OVER = 0.08
"""Share of a claim's informative words, by how rare they are, that neither the sentence has nor what is around it."""

LEAST_TOLD = 0.6
"""The same share that the sentence itself must have."""

LEAST_SAME = 0.72
"""Share of its words besides what differs from which on it tells of the same thing."""

LEAST_SAME_DENIED = 0.8
LEAST_SAME_WORDS = 0.75
LEAST_IN_ORDER, LEAST_IN_ORDER_FOR_A_WORD = 0.75, 0.9
"""Share of its words that stand in the same order there: "the first in 12 years" and "none for 12 years" are one."""

_LIGHT_WORDS = "said say says told also likewise however meanwhile though already still too then now well".split()
_LIGHT = frozenset(word for text in _LIGHT_WORDS for word in spelling_of(text, "en"))
"""What says no more than that something is said, or told next."""

_SHORTEST_OF_A_FAMILY = 4

Likeness = Callable[[Exchange], float]


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a sentence besides its words."""

    words: frozenset[str]
    """Of its headline, its source and the sentence before it."""
    text: str
    """The same, as it is written."""
    article: str
    """All of the article: a surname is who it names first."""
    published: date | None
    days: tuple[Day, ...] = ()
    """That headline and the sentence before name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What the draft says and what the archive says in its place."""

    kind: DifferenceKind
    said: str
    archive: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a claim stands to one sentence."""

    verdict: Verdict
    told: float
    """Share of the claim's words that the sentence has, 0 to 1."""
    differences: tuple[Difference, ...] = ()
    unconfirmed: tuple[Mark, ...] = ()
    reason: Reason = ""


def compare(
    claim: Statement,
    proof: Statement,
    around: Around,
    weights: Mapping[str, float],
    likeness_of: Likeness,
) -> Comparison:
    """Compare a sentence of a draft with one of the archive.

    Args:
        claim: Of the draft.
        proof: Of the archive, in the same language.
        around: Of the proof.
        weights: Of each word of the claim, how rare it is.
        likeness_of: How likely words mean the same as those in whose place they stand, 0 to 1.
    """
    unmet = [mark for mark in claim.marks if not _is_met(mark, claim, proof, around)]
    apart = {word for mark in unmet if mark.kind == "name" for word in _words_of(mark, claim.language)}
    left = [(w, at) for w, at in zip(claim.words, claim.places, strict=True) if w not in apart and w not in _LIGHT]
    has = frozenset(proof.words)
    exchanged = exchanges(claim, proof)
    total = sum(weights.get(word, 1.0) for word, _ in left) or 1.0
    told = over = 0.0
    other_words: list[Exchange | None] = []
    has_exchanges = False
    for word, at in left:
        weight = weights.get(word, 1.0)
        if word in has:
            told += weight
            continue
        exchange = next((one for one in exchanged if one.start <= at < one.end), None)
        likeness = likeness_of(exchange) if exchange is not None else 0.0
        if likeness >= LEAST_LIKENESS or (exchange is None and any(_is_of_a_family(word, other) for other in has)):
            told += weight
        elif exchange is not None or word not in around.words:
            over += weight
            other_words.append(exchange if exchange is not None and likeness < LEAST_UNLIKE else None)
            has_exchanges = has_exchanges or exchange is not None
    told, over = (told / total, over / total) if left else (1.0, 0.0)
    denies = not support(claim.text, proof.text).negation
    differences = _differences(claim, proof, unmet) if in_order(claim, proof) >= LEAST_IN_ORDER else None
    if unmet and (differences is None or told < LEAST_SAME or denies):
        return Comparison("absent", told, (), tuple(unmet), "unconfirmed" if told >= LEAST_SAME else "words")
    if unmet:
        return Comparison("otherwise", told, tuple(differences or ()), tuple(unmet))
    turned = _turned(claim, proof, denies)
    if turned:
        is_same = told >= LEAST_SAME_DENIED and in_order(claim, proof) >= LEAST_IN_ORDER
        return Comparison("otherwise" if is_same else "absent", told, (turned,) if is_same else (), (), "words")
    if len(other_words) == 1 and told >= LEAST_SAME_WORDS and in_order(claim, proof) >= LEAST_IN_ORDER_FOR_A_WORD:
        one = other_words[0]
        if one is not None and one.is_one_word:
            return Comparison("otherwise", told, (Difference("word", one.said, one.archive),))
    if (
        has_exchanges
        or told < LEAST_TOLD
        or over > MOST_LEFT_OVER
        or not support(claim.text, proof.text, around.text).quotes
    ):
        return Comparison("absent", told, reason="words")
    if not stays_attributed(claim.text, proof.text):
        return Comparison("absent", told, reason="attribution")
    if not stays_uncertain(claim.text, proof.text):
        return Comparison("absent", told, reason="uncertainty")
    return Comparison("supported", told)


def _turned(claim: Statement, proof: Statement, denies: bool) -> Difference | None:
    kind: DifferenceKind
    if denies:
        kind = "negation"
    elif says_the_opposite(claim.text, proof.text):
        kind = "opposite"
    elif turns_round(claim.text, proof.text):
        kind = "roles"
    else:
        return None
    return Difference(kind, claim.text, nearest(claim.text, proof.text, group_of(claim.language)) or proof.text)


def _is_met(mark: Mark, claim: Statement, proof: Statement, around: Around) -> bool:
    if isinstance(mark.value, Amount):
        return _amount_is_met(mark.value, proof)
    if isinstance(mark.value, Day):
        return _day_is_met(mark.value, proof, around)
    return _name_is_met(mark, claim, proof, around)


def _amount_is_met(amount: Amount, proof: Statement) -> bool:
    theirs = [mark.value for mark in proof.of_kind("number") if isinstance(mark.value, Amount)]
    theirs += [
        Amount(float(part))
        for mark in proof.of_kind("day")
        if isinstance(mark.value, Day)
        for part in (mark.value.year,)
        if part
    ]
    same = [other for other in theirs if amount.is_met_by(other)]
    if not same:
        return False
    counted_otherwise = [other for other in theirs if other.noun == amount.noun and amount.noun and other not in same]
    return any(other.noun == amount.noun or not other.noun for other in same) or not counted_otherwise


def _day_is_met(day: Day, proof: Statement, around: Around) -> bool:
    own = [mark.value for mark in proof.of_kind("day") if isinstance(mark.value, Day)]
    if any(day.is_met_by(whole) for one in own for whole in completed(one, around.published)):
        return True
    if any(day.is_met_by(one) for one in own):
        return True
    if any(one.is_like(day) for one in own):
        return False
    beside = [whole for one in around.days for whole in completed(one, around.published)]
    return any(day.is_met_by(one) for one in (*beside, *of_the_paper(around.published)))


def _name_is_met(mark: Mark, claim: Statement, proof: Statement, around: Around) -> bool:
    words = _words_of(mark, claim.language)
    has = set(proof.words)
    missing = [word for word in words if word not in has and not _is_of_a_people(word, has)]
    if not missing:
        return True
    if len(missing) < len(words) and mark.text in around.article:
        return True  # "Dana Lowe" of an article that calls her Lowe here
    strangers = [
        other
        for other in proof.of_kind("name")
        if not set(_words_of(other, proof.language)) & set(claim.words) and other.start > 0
    ]
    return not strangers and all(word in around.words for word in missing)


def _is_of_a_people(word: str, others: set[str]) -> bool:
    """Japan and Japanese: the first four letters of both, and one begins like the other."""
    return any(_is_of_a_family(word, other) for other in others)


def _is_of_a_family(word: str, other: str) -> bool:
    """Whether one of two words begins as the other does, but for its last letter: "draw" and "drawn"."""
    shorter, longer = sorted((word, other), key=len)
    is_long = len(shorter) >= _SHORTEST_OF_A_FAMILY and shorter.isalpha()
    return (
        is_long
        and longer.startswith(shorter[:-1] if len(shorter) > _SHORTEST_OF_A_FAMILY else shorter)
        and len(longer) - len(shorter) <= 4
    )


def _words_of(mark: Mark, language: str) -> list[str]:
    return (
        spelling_of(mark.text, language)
        if language == "ko"
        else [word for part in mark.text.replace("-", " ").split() for word in spelling_of(part, language)]
    )


def _differences(claim: Statement, proof: Statement, unmet: Sequence[Mark]) -> list[Difference] | None:
    """What stands in the place of each mark that is not met; None where nothing does for one of them."""
    found = []
    taken: set[Mark] = set()
    for mark in unmet:
        other = _counterpart(mark, claim, proof, taken)
        if other is None:
            return None
        taken.add(other)
        found.append(Difference(mark.kind, mark.text, other.text))
    return found


def _counterpart(mark: Mark, claim: Statement, proof: Statement, taken: set[Mark]) -> Mark | None:
    """The mark of the same kind in the proof that the claim does not have, the one whose neighbours are the same."""
    others = [
        other
        for other in proof.of_kind(mark.kind)
        if other not in taken
        and _can_stand_for(mark, other)
        and not _is_said(other, claim, proof.language)
        and (mark.kind != "name" or have_a_neighbour_in_common(claim.text, mark, proof.text, other))
    ]
    if not others:
        return None
    before, after = claim.text[: mark.start], claim.text[mark.end :]

    def closeness(other: Mark) -> float:
        return _alike(before[-40:], proof.text[: other.start][-40:]) + _alike(after[:40], proof.text[other.end :][:40])

    return max(others, key=closeness)


def _can_stand_for(mark: Mark, other: Mark) -> bool:
    if isinstance(mark.value, Amount) and isinstance(other.value, Amount):
        return mark.value.unit == other.value.unit or not mark.value.unit or not other.value.unit
    if isinstance(mark.value, Day) and isinstance(other.value, Day):
        return mark.value.is_like(other.value)
    return True


def _is_said(other: Mark, claim: Statement, language: str) -> bool:
    """Whether the claim has a mark of the proof."""
    kind: MarkKind = other.kind
    if isinstance(other.value, Amount):
        return any(isinstance(m.value, Amount) and m.value.is_met_by(other.value) for m in claim.of_kind(kind))
    if isinstance(other.value, Day):
        return any(isinstance(m.value, Day) and other.value.is_met_by(m.value) for m in claim.of_kind(kind))
    words = set(_words_of(other, language))
    return bool(words) and words <= set(claim.words)


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
