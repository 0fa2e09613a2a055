"""A sentence of a draft beside one of the archive: borne out, told otherwise, or neither.

Every number, name and day must be met, nothing may be denied or turned round, and hardly a word may be left over: a
wrong "supported" is worse than none. Thresholds: `benchmarks/checked_sentences.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clippings.chain.checking.confirmation import (
    Around,
    Difference,
    DifferenceKind,
    are_of_a_family,
    find_differences,
    is_met,
    words_of,
)
from clippings.chain.checking.exchanges import ExchangedWord, exchanges, in_order
from clippings.chain.checking.parties import has_another_speaker, has_another_subject
from clippings.chain.checking.statements import DraftStatement, Mark, spelling_of
from clippings.chain.verification.antonyms import says_the_opposite
from clippings.chain.verification.argument_order import turns_round
from clippings.chain.verification.attribution import stays_attributed, stays_uncertain
from clippings.chain.verification.support import support

Verdict = Literal["supported", "otherwise", "absent"]
Reason = Literal["", "words", "unconfirmed", "attribution", "uncertainty"]

LEAST_LIKENESS, LEAST_UNLIKE = 0.945, 0.9
"""Cosine of nine words or so, of which one or two are exchanged, from which on they mean the same, and up to which they
mean something else. In between nothing is said of them."""

MOST_LEFT_OVER = 0.08
"""Share of a claim's informative words, by how rare they are, that neither the sentence has nor what is around it."""

LEAST_TOLD = 0.6
"""The same share that the sentence itself must have."""

LEAST_SAME = 0.72
"""Share of its words besides what differs from which on it tells of the same thing."""

LEAST_SAME_TURNED, LEAST_SAME_BUT_A_WORD = 0.8, 0.75
"""The same where it is turned round or denied, and where one word is another."""

LEAST_IN_ORDER, LEAST_IN_ORDER_BUT_A_WORD = 0.75, 0.9
"""Share of its words that stand in the same order there: "the first in 12 years" and "none for 12 years" are one."""

FEWEST_WORDS = 5
"""Informative words and marks of a claim from which on they may stand in another order in what bears it out."""

_QUANTIFIERS = re.compile(
    r"\b(?:only|sole|solely|all|every|none|nobody|no|most|half|never|always|entirely|whole|exactly|both|nearly|almost|more"
    r" than|less than|fewer than|at least|at most)\b"
)
"""Words that a sentence says more with, or less, than the archive does."""

_LIGHT_WORDS = "said say says told also likewise however meanwhile though already still too then now well".split()
_LIGHT = frozenset(word for text in _LIGHT_WORDS for word in spelling_of(text, "en"))
"""What says no more than that something is said, or told next."""

Likeness = Callable[[ExchangedWord], float]


@dataclass(frozen=True, slots=True)
class SentenceComparison:
    """How a claim stands to one sentence."""

    verdict: Verdict
    told: float
    """Share of the claim's words that the sentence has, 0 to 1."""
    differences: tuple[Difference, ...] = ()
    unconfirmed: tuple[Mark, ...] = ()
    reason: Reason = ""


def compare(
    claim: DraftStatement,
    proof: DraftStatement,
    around: Around,
    weights: Mapping[str, float],
    likeness_of: Likeness,
) -> SentenceComparison:
    """Compare a sentence of a draft with one of the archive.

    Args:
        claim: Of the draft.
        proof: Of the archive, in the same language.
        around: Of the proof.
        weights: Of each word of the claim, how rare it is.
        likeness_of: How likely words mean the same as those in whose place they stand, 0 to 1.
    """
    unmet = [mark for mark in claim.marks if not is_met(mark, claim, proof, around)]
    shared = _shared(claim, proof, around, unmet, weights, likeness_of)
    told, order = shared.told, in_order(claim, proof)
    denies = not support(claim.text, proof.text).negation
    if unmet:
        differences = find_differences(claim, proof, unmet) if order >= LEAST_IN_ORDER else None
        if differences is None or told < LEAST_SAME or denies:
            return SentenceComparison(
                "absent", told, (), tuple(unmet), "unconfirmed" if told >= LEAST_SAME else "words"
            )
        return SentenceComparison("otherwise", told, tuple(differences), tuple(unmet))
    turned = _turned(claim, proof, denies, shared.exchanged)
    if turned is not None:
        if told >= LEAST_SAME_TURNED and order >= LEAST_IN_ORDER:
            return SentenceComparison("otherwise", told, (turned,))
        return SentenceComparison("absent", told, reason="words")
    if shared.only_other_word is not None and told >= LEAST_SAME_BUT_A_WORD and order >= LEAST_IN_ORDER_BUT_A_WORD:
        one = shared.only_other_word
        return SentenceComparison("otherwise", told, (Difference("word", one.said, one.archive),))
    return SentenceComparison(
        "absent" if (reason := _lacking(claim, proof, around, shared)) else "supported", told, (), (), reason
    )


@dataclass(frozen=True, slots=True)
class _Shared:
    """What a claim's words have in common with a proof's.

    Attributes:
        told: Share of them, by how rare they are, that the proof says, in these words or in others.
        left_over: The same that neither the proof says nor what is around it.
        exchanged: Stretches in whose place the proof has others.
        is_exchanged: Whether one of them does not mean what stands in its place, or it is not known to.
        only_other_word: The one word that means something else, where all others are told.
    """

    told: float
    left_over: float
    exchanged: tuple[ExchangedWord, ...]
    is_exchanged: bool
    only_other_word: ExchangedWord | None


def _shared(
    claim: DraftStatement,
    proof: DraftStatement,
    around: Around,
    unmet: Sequence[Mark],
    weights: Mapping[str, float],
    likeness_of: Likeness,
) -> _Shared:
    """Compare the words of two sentences, without those of the names that are not met."""
    apart = {word for mark in unmet if mark.kind == "name" for word in words_of(mark, claim.language)}
    words = [(w, at) for w, at in zip(claim.words, claim.places, strict=True) if w not in apart and w not in _LIGHT]
    has, exchanged = frozenset(proof.words), exchanges(claim, proof)
    total = sum(weights.get(word, 1.0) for word, _ in words)
    told = left_over = 0.0
    others: list[ExchangedWord | None] = []
    is_exchanged = False
    for word, at in words:
        weight = weights.get(word, 1.0)
        exchange = next((one for one in exchanged if one.start <= at < one.end), None)
        likeness = likeness_of(exchange) if exchange is not None and word not in has else 0.0
        is_kin = exchange is None and any(are_of_a_family(word, other) for other in has)
        if word in has or likeness >= LEAST_LIKENESS or is_kin:
            told += weight
        elif exchange is not None or word not in around.words:
            left_over += weight
            others.append(exchange if likeness < LEAST_UNLIKE else None)
            is_exchanged = is_exchanged or exchange is not None
    only = others[0] if len(others) == 1 else None
    if not total:
        return _Shared(1.0, 0.0, tuple(exchanged), is_exchanged, None)
    only = only if only is not None and only.is_one_word else None
    return _Shared(told / total, left_over / total, tuple(exchanged), is_exchanged, only)


def _lacking(claim: DraftStatement, proof: DraftStatement, around: Around, shared: _Shared) -> Reason:
    """Why a proof does not bear a claim out whose numbers, names and days it has all; empty where it does."""
    more = set(_QUANTIFIERS.findall(claim.text.lower())) - set(_QUANTIFIERS.findall(proof.text.lower()))
    if len(claim.words) + len(claim.marks) < FEWEST_WORDS and in_order(claim, proof) < LEAST_IN_ORDER:
        return "words"
    if more or shared.is_exchanged or shared.told < LEAST_TOLD or shared.left_over > MOST_LEFT_OVER:
        return "words"
    if not support(claim.text, proof.text, around.text).quotes:
        return "words"
    if not stays_attributed(claim.text, proof.text):
        return "attribution"
    return "" if stays_uncertain(claim.text, proof.text) else "uncertainty"


def _turned(
    claim: DraftStatement, proof: DraftStatement, denies: bool, exchanged: Sequence[ExchangedWord]
) -> Difference | None:
    kind: DifferenceKind
    if denies:
        kind = "negation"
    elif says_the_opposite(claim.text, proof.text) or any(
        says_the_opposite(one.in_claim, one.in_proof) for one in exchanged
    ):
        kind = "opposite"
    elif turns_round(claim.text, proof.text) or has_another_subject(claim, proof) or has_another_speaker(claim, proof):
        kind = "roles"
    else:
        return None
    return Difference(kind, claim.text, proof.text)
