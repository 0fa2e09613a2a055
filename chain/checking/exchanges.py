"""The words of a sentence in whose place another has others: "many countries" and "numerous countries"."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from clippings.chain.checking.statements import DraftStatement, Mark

_WORD = re.compile(r"\w[\w’'-]*")
_AFTER = re.compile(r"\S*?\s+\W*(\w[\w’'-]*)")
_MOST_WORDS = 3
_AROUND = 4
"""Words on either side: what a word means is told by them."""
_OF_A_SCALE = frozenset(
    "second minute hour day week fortnight month quarter year decade century night morning noon afternoon evening "
    "midnight spring summer autumn winter inch foot feet yard mile metre meter kilometre kilometer ton tonne pound "
    "kilogram litre liter gallon north south east west northern southern eastern western "
    "left right early late man woman men women boy girl brother sister "
    "husband wife son daughter father mother uncle aunt".split()
)


@dataclass(frozen=True, slots=True)
class ExchangedWord:
    """Words at `claim[start:end]` that stand where a proof has others.

    Attributes:
        said: The claim's words.
        archive: The proof's.
        in_claim: The claim's words with those around them.
        in_proof: The proof's words between the same ones.
    """

    start: int
    end: int
    said: str
    archive: str
    in_claim: str
    in_proof: str

    @property
    def can_mean_the_same(self) -> bool:
        """Whether neither side is a word for a length, a time, a direction, for kin, or for men and women: a year is no
        decade, however alike the two are used."""
        return not any(word.casefold().rstrip("s’'") in _OF_A_SCALE for word in f"{self.said} {self.archive}".split())

    @property
    def is_one_word(self) -> bool:
        return " " not in self.said and " " not in self.archive


def exchanges(claim: DraftStatement, proof: DraftStatement) -> list[ExchangedWord]:
    """Each stretch of up to three words in whose place the proof has up to three others."""
    mine, theirs = list(_WORD.finditer(claim.text)), list(_WORD.finditer(proof.text))
    here, there = [word[0] for word in mine], [word[0] for word in theirs]
    matcher = difflib.SequenceMatcher(None, _folded(here), _folded(there), autojunk=False)
    found = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "replace" or end - start > _MOST_WORDS or last - first > _MOST_WORDS:
            continue
        before, after = here[max(0, start - _AROUND) : start], here[end : end + _AROUND]
        found.append(
            ExchangedWord(
                mine[start].start(),
                mine[end - 1].end(),
                " ".join(here[start:end]),
                " ".join(there[first:last]),
                " ".join([*before, *here[start:end], *after]),
                " ".join([*before, *there[first:last], *after]),
            )
        )
    return found


def in_order(claim: DraftStatement, proof: DraftStatement) -> float:
    """The share, 0 to 1, of a claim's words that a proof has in the same order."""
    here, there = (one.words if one.language == "ko" else _folded(_WORD.findall(one.text)) for one in (claim, proof))
    matcher = difflib.SequenceMatcher(None, here, there, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(here), 1)


def have_a_neighbour_in_common(text: str, mark: Mark, other_text: str, other: Mark) -> bool:
    """Whether the word before, or the one after, is the same for two marks: a name that merely is not in a sentence is
    not told otherwise by each name that is."""
    mine, theirs = _neighbours(text, mark), _neighbours(other_text, other)
    return any(one and one == another for one, another in zip(mine, theirs, strict=True))


def _neighbours(text: str, mark: Mark) -> tuple[str, str]:
    before, after = _WORD.findall(text[: mark.start]), _AFTER.match(text, mark.end)
    return before[-1].casefold() if before else "", after[1].casefold() if after else ""


def _folded(words: Sequence[str]) -> list[str]:
    return [word.casefold() for word in words]
