"""Whether what a sentence says is said by the words that it cites: numbers, names, quotes, negation, and what is left.

A check of words: it cannot tell "rose" from "fell", so it can refuse and never prove. Measured, with its thresholds, by
`benchmarks/support_pairs.py` (docs/decisions/008).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clippings.chain.text.names import CAPITAL
from clippings.core.languages import of_question
from clippings.vectorstore.lexical.tokenizers import group_of, terms

LEAST_COVERAGE = 0.6
"""Share of a claim's informative words that its proof must have."""

LEAST_TOLD = 0.6
"""The same share of what is told: else "the bridge was a gift" would be borne out by whatever speaks of the bridge."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[\"“«「『]([^\"”»」』]{3,})[\"”»」』]")
_CAPITALISED = re.compile(rf"\b{CAPITAL}[\w&’'-]*")
_CLAUSE = re.compile(r"[,;:—–]|\b(?:but|while|although|though|because|which|who|and)\b|\s-\s", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_KOREAN_NEGATION = re.compile(
    r"지 ?(?:않|못)|지는 ?(?:않|못)|(?<!수밖에 )없[다었는을이으]|아니[다라었]|(?<!\w)(?:안|못) "
)
_NEGATED_WORDS = 4
"""How many informative words after a negation it is taken to deny."""

_DEMONYM = re.compile(r"(?:ese|ans?|ish|i|s)$")
_SHORTEST_ROOT = 4
"""Of a name without the ending that makes a people of a country: Japanese, Koreans, Turkish, Israeli."""

_NUMBER_WORDS = {
    word: str(number)
    for number, words in enumerate(
        "two/second/twice three/third four/fourth five/fifth six/sixth seven/seventh eight/eighth nine/ninth ten/tenth "
        "eleven/eleventh twelve/twelfth/dozen".split(),
        start=2,
    )
    for word in words.split("/")
}
_OPENERS = frozenset(
    "according also although amid analysts another both despite during even however later meanwhile officials overall "
    "several since though today together under until while within yet on in at by from for to of the a an as but and "
    "it its he she they this that these those there his her their no not when after before with about more most some "
    "one two three four five six seven eight nine ten".split()
)
"""Words that open a sentence without naming anything."""

ASKING = _OPENERS | frozenset(
    "who whom whose what which where why how is are was were did does do has have can i".split()
)


@dataclass(frozen=True, slots=True)
class Support:
    """What of a claim its proof has."""

    numbers: bool
    names: bool
    quotes: bool
    negation: bool
    """Whether both deny the same, or neither denies anything."""
    coverage: float
    """Share of the claim's informative words found in the proof, 0 to 1; 1 for a claim without any."""
    told: float
    """The same of what it tells: of those words that are no names and that the headline does not have already."""

    @property
    def holds(self) -> bool:
        return (
            self.numbers
            and self.names
            and self.quotes
            and self.negation
            and self.coverage >= LEAST_COVERAGE
            and self.told >= LEAST_TOLD
        )


def support(claim: str, proof: str, context: str = "") -> Support:
    """Compare a claim with the words that are to prove it.

    Args:
        claim: One sentence.
        proof: What it cites.
        context: What is known of the proof besides (headline, source, date): names, numbers and words may come from
            there, a denial may not.
    """
    everything = f"{context} {proof}"
    folded = " ".join(everything.split()).casefold()
    group = group_of(of_question(claim))
    words = terms(claim, group)
    known = set(terms(everything, group))
    about = set(terms(f"{context} {' '.join(_CAPITALISED.findall(claim))}", group))
    telling = [word for word in words if word not in about]
    proved = set(terms(proof, group))
    return Support(
        numbers=_numbers(claim) <= _numbers(everything),
        names=all(_is_named(name, folded) for name in _names(claim)),
        quotes=all(" ".join(quote.split()).casefold() in folded for quote in _QUOTED.findall(claim)),
        negation=_deny_the_same(claim, proof, group),
        coverage=sum(word in known for word in words) / len(words) if words else 1.0,
        told=sum(word in proved for word in telling) / len(telling) if telling else 1.0,
    )


def _numbers(text: str) -> set[str]:
    """Numbers in digits, without separators of thousands; small number words count as digits."""
    found = {re.sub(r",(?=\d{3}\b)", "", number) for number in _NUMBER.findall(text)}
    return found | {_NUMBER_WORDS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _NUMBER_WORDS}


def capitalised_names(text: str) -> list[str]:
    """The capitalised words of a sentence that may name something."""
    return [re.sub(r"['’]s?$", "", name) for name in _names(text) if name.lower() not in ASKING]


def _names(claim: str) -> list[str]:
    """Capitalised words; the one that opens the sentence only when it is no word that sentences open with."""
    found = [(match.start(), match[0]) for match in _CAPITALISED.finditer(claim)]
    opens = re.search(r"\w", claim)
    return [name for at, name in found if not (opens and at == opens.start() and name.lower() in _OPENERS)]


def _is_named(name: str, folded: str) -> bool:
    bare = re.sub(r"['’]s?$", "", name).casefold()
    root = _DEMONYM.sub("", bare)
    return bare in folded or (len(root) >= _SHORTEST_ROOT and root in folded)


def _deny_the_same(claim: str, proof: str, group: str) -> bool:
    if group == "ko":
        return bool(_KOREAN_NEGATION.search(claim)) == bool(_KOREAN_NEGATION.search(proof))
    mine, theirs = _denied(claim, group), _denied(proof, group)
    if any(not any(words & others for others in theirs) for words in mine):
        return False
    said = set(terms(claim, group))
    return all(
        any(words & others for others in mine) or len(words & said) < len(words) / 2 or len(words) == 0
        for words in theirs
    )


def _denied(text: str, group: str) -> list[set[str]]:
    """For each negation, the first informative words after it within its clause."""
    found = []
    for clause in _CLAUSE.split(text):
        for negation in _NEGATION.finditer(clause):
            words = terms(clause[negation.end() :], group)[:_NEGATED_WORDS]
            found.append(set(words))
    return found
