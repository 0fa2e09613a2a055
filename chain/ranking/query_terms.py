"""A question's words as one group of languages spells them, weighted by their rarity, and what texts have of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clippings.vectorstore.lexical.tokenizers import BIGRAMS, KOREAN, terms

_WORD = re.compile(r"[^\W_]+")

Rarity = Callable[[Sequence[str], str], dict[str, float]]
"""From words and their group of languages to their inverse document frequencies: `LexicalIndex.rarity`."""


@dataclass(frozen=True, slots=True)
class Met:
    """What a sentence has of the question."""

    bits: int
    share: float
    pairs: float


class QuestionWords:
    """The question's words as one group of languages spells them; sets of them are kept as bits of a number."""

    def __init__(self, question: str, group: str, rarity: Rarity) -> None:
        in_order = terms(question, group)
        self.group = group
        self.weights = rarity(in_order, group)
        self.rarity = sum(self.weights.values())
        self.said = {word.lower() for word in _WORD.findall(question)}
        self._bits = {word: 1 << position for position, word in enumerate(self.weights)}
        self._words = frozenset(self.weights)
        self._pairs = {
            (one, other): min(self.weights[one], self.weights[other])
            for one, other in pairwise(in_order)
            if one != other
        }
        self._all_pairs = sum(self._pairs.values())
        self._shares: dict[int, float] = {}

    def read(self, found: Sequence[str]) -> tuple[int, float]:
        """Which of the question's words these are, and the share of its neighbours that follow each other here with no
        other word of the question between."""
        met = self._words.intersection(found)
        if not met:
            return 0, 0.0
        bits = sum(map(self._bits.__getitem__, met))
        if len(met) < 2 or not self._all_pairs:
            return bits, 0.0
        neighbours = set(pairwise([word for word in found if word in met]))
        return bits, sum(weight for pair, weight in self._pairs.items() if pair in neighbours) / self._all_pairs

    def met(self, found: Sequence[str]) -> Met:
        """What a sentence of these words has of the question."""
        bits, pairs = self.read(found)
        return Met(bits, self.share(bits), pairs)

    def share(self, bits: int) -> float:
        """The share of the question's information that these words are."""
        known = self._shares.get(bits)
        if known is None:
            known = self._shares[bits] = sum(
                weight for word, weight in self.weights.items() if bits & self._bits[word]
            ) / (self.rarity or 1.0)
        return known

    def share_of_text(self, text: str) -> float:
        """The share of the question's words that some word of a long text begins with, without analysing it."""
        lowered = f" {text.lower()}"
        before = "" if self.group in {KOREAN, BIGRAMS} else " "
        return sum(weight for word, weight in self.weights.items() if before + word in lowered) / (self.rarity or 1.0)
