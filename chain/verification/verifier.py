"""Whether a sentence that a chat model wrote is borne out by the excerpts that it cites. What is not is never shown.

Every check must pass against one single excerpt, for the sentence or for each of its clauses: what is true of one
article with the number of another is true of neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from clippings.chain.text.clauses import clauses
from clippings.chain.verification.antonyms import says_the_opposite
from clippings.chain.verification.argument_order import turns_round
from clippings.chain.verification.attribution import stays_attributed, stays_uncertain
from clippings.chain.verification.prompt_injection import directs_a_machine
from clippings.chain.verification.subjectivity import judges_on_its_own
from clippings.chain.verification.support import LEAST_COVERAGE, support
from clippings.core.languages import of_question
from clippings.core.types import Evidence

_CITED = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
_CITED_WITH_SPACE = re.compile(r"\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")
_BRACKETED = re.compile(r"[\[\]]")
_LINK = re.compile(r"\w://|\bwww\.|\b[\w-]+\.(?:com|net|org|gg|io|ru|xyz)\b", re.IGNORECASE)
_LONGEST_CHARACTERS = 600

Fault = Literal[
    "citation", "form", "words", "opposite", "roles", "attribution", "uncertainty", "judgement", "language", "meaning"
]
"""Why a sentence may not be shown; `citation` and `form`: nothing that it says was even compared."""


class Meaning(Protocol):
    """A model that reads a claim and its proof together; see `similarity` and `nli` beside this file."""

    def bears_out(self, claim: str, proof: str) -> bool: ...

    def reads(self, claim: str, proof: str) -> bool:
        """Whether it can judge a claim in another language than its proof."""
        ...


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence without its numbers, the numbers of the excerpts that prove it, or why none does."""

    text: str
    numbers: tuple[int, ...] = ()
    fault: Fault | None = None
    nearest: int | None = None
    """Of a sentence that is not borne out: the cited excerpt that has most of its words, where it has enough."""


def numbers_cited(sentence: str) -> list[int]:
    """The numbers in brackets, in order, each once."""
    return list(dict.fromkeys(int(number) for group in _CITED.findall(sentence) for number in group.split(",")))


def without_numbers(sentence: str) -> str:
    return " ".join(_CITED_WITH_SPACE.sub("", sentence).split())


def is_borne_out(sentence: str, found: Sequence[Evidence]) -> bool:
    """Whether a sentence cites excerpts that were given, and says what they say."""
    return check(sentence, found).fault is None


def check(sentence: str, found: Sequence[Evidence], meanings: Sequence[Meaning] = ()) -> CheckedSentence:
    """Compare a sentence with each excerpt that it cites.

    Args:
        sentence: With its numbers in brackets; number n means `found[n - 1]`.
        found: The excerpts that were given.
        meanings: Models that must agree too.

    Returns:
        With the numbers of those excerpts alone that bear the sentence, or a clause of it, out.
    """
    claim, numbers = without_numbers(sentence), numbers_cited(sentence)
    if not numbers or any(not 1 <= number <= len(found) for number in numbers):
        return CheckedSentence(claim, fault="citation")
    if len(claim) > _LONGEST_CHARACTERS or _BRACKETED.search(claim) or _LINK.search(claim) or directs_a_machine(claim):
        return CheckedSentence(claim, fault="form")
    faults = {number: _fault(claim, found[number - 1], meanings) for number in numbers}
    if proving := tuple(number for number in numbers if faults[number] is None):
        return CheckedSentence(claim, proving)
    if len(numbers) > 1 and len(parts := clauses(claim)) > 1:
        of_parts = [
            [number for number in numbers if _fault(part, found[number - 1], meanings) is None] for part in parts
        ]
        if all(of_parts):
            needed = {numbers_[0] for numbers_ in of_parts}
            return CheckedSentence(claim, tuple(number for number in numbers if number in needed))
    covered = {number: _coverage(claim, found[number - 1]) for number in numbers}
    best = max(numbers, key=covered.__getitem__)
    return CheckedSentence(claim, fault=faults[best], nearest=best if covered[best] >= LEAST_COVERAGE else None)


def _fault(claim: str, one: Evidence, meanings: Sequence[Meaning]) -> Fault | None:
    """What keeps an excerpt from bearing a claim out."""
    proof, context = one.quote, context_of(one)
    found = support(claim, proof, context)
    if of_question(claim) != one.passage.article.language and found.coverage < LEAST_COVERAGE:
        # No words in common: names, numbers and quotes are compared, and a model must read both languages.
        if not (found.numbers and found.names and found.quotes):
            return "words"
        judges = [meaning for meaning in meanings if meaning.reads(claim, proof)]
        if not judges:
            return "language"
        return None if all(meaning.bears_out(claim, proof) for meaning in judges) else "meaning"
    checks: tuple[tuple[Fault, bool], ...] = (
        ("words", found.holds),
        ("opposite", not says_the_opposite(claim, proof)),
        ("roles", not turns_round(claim, proof)),
        ("attribution", stays_attributed(claim, proof)),
        ("uncertainty", stays_uncertain(claim, proof)),
        ("judgement", not judges_on_its_own(claim, f"{one.passage.article.title} {proof}")),
    )
    for fault, passes in checks:
        if not passes:
            return fault
    return None if all(meaning.bears_out(claim, proof) for meaning in meanings) else "meaning"


def context_of(one: Evidence) -> str:
    """What is known of an excerpt besides its words: headline, source and date."""
    article = one.passage.article
    published = article.dated
    dated = f"{published:%d %B %Y} {published.day} {published:%Y-%m-%d}" if published else ""
    return f"{article.title} {article.source} {dated}"


def _coverage(claim: str, one: Evidence) -> float:
    return support(claim, one.quote, context_of(one)).coverage
