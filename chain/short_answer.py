"""The few words that answer a short question, located in the sentences that bear on it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from clippings.chain.asked_kind import SHORT, Asked, Kind, asked_kind
from clippings.chain.composition import former
from clippings.chain.models.logistic import probability_of
from clippings.chain.short_answer_weights import FEATURES, INTERCEPT, LEAST_CHANCE, WEIGHTS
from clippings.chain.short_candidates import NO_NAME, Stretch, stretches
from clippings.chain.short_fit import fitting
from clippings.core.types import Evidence

SENTENCES = 12
"""In so many of the best sentences a short answer is looked for."""
_NEAR_WORDS = 6.0
_TOO_COMMON = frozenset(
    {"CNN", "USA TODAY", "USA", "US", "U.S", "U.S.", "American", "Americans", "The Week", "AP", "UK"}
)
_WORD = re.compile(r"[^\W_]+")
_WORD_BEFORE = re.compile(r"([A-ZÀ-ÖØ-Þ][\w’'-]*) $")
_OPENS = re.compile(r"(?:^|[.!?:…—–-]\s*|\n)[\"'“‘(\[]*$|[“‘\"]$")
"""What stands before the first word of a sentence, or of words that are quoted."""


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """`text == evidence.passage.article.text[start:end]`, within the evidence."""

    text: str
    evidence: Evidence
    start: int
    end: int
    chance: float
    """Estimated probability, 0 to 1, that this is what was asked for."""


@dataclass
class Found:
    """One candidate and every place where it stands."""

    stretch: Stretch
    places: list[tuple[int, Stretch]] = field(default_factory=list)
    """(rank of the sentence, where in it), best sentence first."""


def locate(question: str, evidence: Sequence[Evidence]) -> ShortAnswer | None:
    """The name, number, time or place that a question asks for, where one stands out.

    Args:
        question: In English or Korean.
        evidence: Best first.

    Returns:
        None where the question asks for something longer, or nothing reaches `LEAST_CHANCE`.
    """
    asked = asked_kind(question)
    if asked.kind not in SHORT:
        return None
    best: ShortAnswer | None = None
    for found, row in candidates(question, asked, evidence[:SENTENCES]):
        chance = chance_of(row, asked.kind)
        if best is None or chance > best.chance:
            rank, stretch = found.places[0]
            one = evidence[rank]
            best = ShortAnswer(stretch.text, one, one.start + stretch.start, one.start + stretch.end, chance)
    return best if best is not None and best.chance >= LEAST_CHANCE else None


def chance_of(row: dict[str, float], kind: Kind) -> float:
    """From the features of a candidate to the chance that it is the answer."""
    value = INTERCEPT[kind] + sum(WEIGHTS[name] * row[name] for name in FEATURES)
    return probability_of(value)


def candidates(question: str, asked: Asked, evidence: Sequence[Evidence]) -> list[tuple[Found, dict[str, float]]]:
    """Every candidate in the sentences, with its features."""
    said = {word.lower() for word in _WORD.findall(question)}
    type_words = {word.lower().rstrip("s") for word in _WORD.findall(asked.type_words)}
    may_be = fitting(question, asked)
    asks_for_former = former.asks_for_former(question)
    by_text: dict[str, Found] = {}
    for rank, one in enumerate(evidence):
        for stretch in stretches(one.quote, asked):
            own = [word.lower() for word in _WORD.findall(stretch.text)]
            if not own or stretch.text in _TOO_COMMON or all(word in said for word in own):
                continue
            if not may_be(stretch) or (stretch.shape == "name" and not is_a_name(stretch, one)):
                continue
            if stretch.shape == "number" and is_part_of_a_name(stretch, one):
                continue
            if stretch.shape == "name" and own[-1] in said:  # "Who came before Castell?" is not asked for Ravi Castell
                continue
            if former.is_former(one.quote, stretch.start, stretch.end) and not asks_for_former:
                continue
            by_text.setdefault(stretch.text.lower(), Found(stretch)).places.append((rank, stretch))
    total = sum(one.score for one in evidence) or 1.0
    found = list(by_text.values())
    return [(one, _features(one, found, evidence, said, type_words, total)) for one in found]


def is_a_name(stretch: Stretch, one: Evidence) -> bool:
    """Whether a capitalised word is a name, and not just the word that opens its sentence ("Dredging was …"): a name
    has its capital within a sentence of the same article too. Several words, and words like "NATO", always are."""
    word = stretch.text
    if re.search(r"[\W\d]", word) or not word[1:].islower() or not _OPENS.search(one.quote[: stretch.start]):
        return True
    return bool(re.search(rf"(?<=[\w,;] ){re.escape(word)}(?!\w)", one.passage.article.text))


def is_part_of_a_name(stretch: Stretch, one: Evidence) -> bool:
    """Whether a bare number tells things of one kind apart ("Flight 370", "Tower 7 in Port 7") and counts nothing.

    At the start of a sentence any word has a capital: there the headline must have both words too.
    """
    before = _WORD_BEFORE.search(one.quote[: stretch.start])
    if before is None or not stretch.text.isdigit() or before[1].lower() in NO_NAME:
        return False
    if not _OPENS.search(one.quote[: before.start(1)]):
        return True
    return f"{before[1]} {stretch.text}" in one.passage.article.title


def _features(
    one: Found,
    others: Sequence[Found],
    evidence: Sequence[Evidence],
    said: set[str],
    type_words: set[str],
    total: float,
) -> dict[str, float]:
    ranks = sorted({rank for rank, _ in one.places})
    rank, stretch = one.places[0]
    first = evidence[rank]
    own = [word.lower() for word in _WORD.findall(stretch.text)]
    nearest, near_type = _nearness(first.quote, stretch, said, type_words)
    articles = {evidence[at].passage.article.id for at in ranks}
    headline = first.passage.article.title.lower()
    competitors = sum(other.places[0][0] == rank for other in others)
    return {
        "best": math.log(max(first.score, 1e-4)),
        "share": sum(evidence[at].score for at in ranks) / total,
        "is_first": float(rank == 0),
        "coverage": first.coverage,
        "articles": min(len(articles), 4) / 4,
        "headline": float(stretch.text.lower() in headline),
        "near": nearest,
        "near_type": near_type,
        "has_type": float(bool(type_words & {word.rstrip("s") for word in own})),
        "words": min(len(own), 6) / 6,
        "one_word": float(len(own) == 1),
        "shares_words": sum(word in said for word in own) / len(own),
        "alone": 1.0 / max(1, competitors),
        "position": stretch.start / max(1, len(first.quote)),
        "title": float(stretch.shape == "title"),
        "acronym": float(stretch.text.isupper() and len(own) == 1),
    }


def _nearness(sentence: str, stretch: Stretch, said: set[str], type_words: set[str]) -> tuple[float, float]:
    """How densely the question's words stand around a stretch, 0 to 1; and whether the type that is asked for does."""
    before = [word.lower() for word in _WORD.findall(sentence[: stretch.start])][::-1]
    after = [word.lower() for word in _WORD.findall(sentence[stretch.end :])]
    dense = near_type = 0.0
    for side in (before, after):
        for distance, word in enumerate(side[:12]):
            weight = math.exp(-distance / _NEAR_WORDS)
            if len(word) > 3 and word in said:
                dense += weight
            if distance < 4 and word.rstrip("s") in type_words:
                near_type = 1.0
    return min(1.0, dense / 3), near_type
