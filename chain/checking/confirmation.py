"""Whether the archive has the numbers, names and days of a claim; and what it has in their place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clippings.chain.checking.amounts import Amount
from clippings.chain.checking.days import Day, completed, of_the_paper
from clippings.chain.checking.exchanges import have_a_neighbour_in_common
from clippings.chain.checking.statements import DraftStatement, Mark, MarkKind, spelling_of
from clippings.vectorstore.lexical.tokenizers import KOREAN

DifferenceKind = Literal["number", "name", "day", "negation", "opposite", "roles", "word"]

_SHORTEST_OF_A_FAMILY, _LONGEST_ENDING = 4, 4
_OF_A_PEOPLE = ("n", "an", "ian", "es", "i", "ish")
_QUARTERS = ("North ", "South ", "East ", "West ", "New ")
_NEAR = 40
"""Characters on either side of a mark by which its counterpart is told."""


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


def is_met(mark: Mark, claim: DraftStatement, proof: DraftStatement, around: Around) -> bool:
    """Whether a sentence of the archive, or what is around it, has a mark of a claim."""
    if isinstance(mark.value, Amount):
        return _amount_is_met(mark.value, proof)
    if isinstance(mark.value, Day):
        return _day_is_met(mark.value, proof, around)
    return _name_is_met(mark, claim, proof, around)


def _amount_is_met(amount: Amount, proof: DraftStatement) -> bool:
    theirs = [mark.value for mark in proof.of_kind("number") if isinstance(mark.value, Amount)]
    theirs += [
        Amount(float(part))
        for mark in proof.of_kind("day")
        if isinstance(mark.value, Day)
        for part in (mark.value.year,)
        if part
    ]
    same = [other for other in theirs if amount.is_met_by(other) and amount.is_as_far_as(other)]
    if not same:
        return False
    counted_otherwise = [other for other in theirs if other.noun == amount.noun and amount.noun and other not in same]
    return any(other.noun == amount.noun or not other.noun for other in same) or not counted_otherwise


def _day_is_met(day: Day, proof: DraftStatement, around: Around) -> bool:
    own = [mark.value for mark in proof.of_kind("day") if isinstance(mark.value, Day)]
    if day == Day(day.year) and (years := {one.year for one in own if one.year}):
        return day.year in years  # "May" beside it may be of another one
    if any(day.is_met_by(whole) for one in own for whole in completed(one, around.published)):
        return True
    if any(day.is_met_by(one) for one in own):
        return True
    if any(one.is_like(day) for one in own):
        return False
    beside = [whole for one in around.days for whole in completed(one, around.published)]
    return any(day.is_met_by(one) for one in (*beside, *of_the_paper(around.published)))


def _name_is_met(mark: Mark, claim: DraftStatement, proof: DraftStatement, around: Around) -> bool:
    if re.search(rf"(?<!\w){re.escape(mark.text)}" + ("" if claim.language == KOREAN else r"(?!\w)"), proof.text):
        return True
    words, has = words_of(mark, claim.language), set(proof.words)
    missing = [word for word in words if word not in has and not any(_is_of_a_people(word, other) for other in has)]
    if not missing:
        return True
    if mark.text in around.article and any(_is_short_for(other.text, mark.text) for other in proof.of_kind("name")):
        return True
    strangers = [
        other
        for other in proof.of_kind("name")
        if not set(words_of(other, proof.language)) & set(claim.words) and other.start > 0
    ]
    return not strangers and all(word in around.words for word in missing)


def _is_short_for(name: str, whole: str) -> bool:
    """Whether a name is the end of a longer one, as Lowe is of Dana Lowe; Korea is not of North Korea."""
    return whole.endswith(f" {name}") and not whole.startswith(_QUARTERS)


def _is_of_a_people(one: str, other: str) -> bool:
    """Whether of two words one is a country's and the other its people's, as the index spells them."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST_OF_A_FAMILY:
        return False
    return any(longer == stem + ending for stem in (shorter, shorter[:-1]) for ending in _OF_A_PEOPLE)


def are_of_a_family(word: str, other: str) -> bool:
    """Whether one of two words begins as the other does, but for its last letter: "draw" and "drawn"."""
    shorter, longer = sorted((word, other), key=len)
    is_long = len(shorter) >= _SHORTEST_OF_A_FAMILY and shorter.isalpha()
    return (
        is_long
        and longer.startswith(shorter[:-1] if len(shorter) > _SHORTEST_OF_A_FAMILY else shorter)
        and len(longer) - len(shorter) <= _LONGEST_ENDING
    )


def words_of(mark: Mark, language: str) -> list[str]:
    """The informative words of a mark, as the index spells them."""
    return (
        spelling_of(mark.text, language)
        if language == KOREAN
        else [word for part in mark.text.replace("-", " ").split() for word in spelling_of(part, language)]
    )


def find_differences(claim: DraftStatement, proof: DraftStatement, unmet: Sequence[Mark]) -> list[Difference] | None:
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


def _counterpart(mark: Mark, claim: DraftStatement, proof: DraftStatement, taken: set[Mark]) -> Mark | None:
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
        return _alike(before[-_NEAR:], proof.text[: other.start][-_NEAR:]) + _alike(
            after[:_NEAR], proof.text[other.end :][:_NEAR]
        )

    return max(others, key=closeness)


def _can_stand_for(mark: Mark, other: Mark) -> bool:
    if isinstance(mark.value, Amount) and isinstance(other.value, Amount):
        return mark.value.unit == other.value.unit or not mark.value.unit or not other.value.unit
    if isinstance(mark.value, Day) and isinstance(other.value, Day):
        return mark.value.is_like(other.value)
    return True


def _is_said(other: Mark, claim: DraftStatement, language: str) -> bool:
    """Whether the claim has a mark of the proof."""
    kind: MarkKind = other.kind
    if isinstance(other.value, Amount):
        return any(isinstance(m.value, Amount) and m.value.is_met_by(other.value) for m in claim.of_kind(kind))
    if isinstance(other.value, Day):
        return any(isinstance(m.value, Day) and other.value.is_met_by(m.value) for m in claim.of_kind(kind))
    words = set(words_of(other, language))
    return other.text in claim.text or (bool(words) and words <= set(claim.words))


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
