"""Whether a sentence that a chat model wrote is borne out by the excerpts that it cites. What is not is never shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.chain.support import support
from clippings.core.languages import of_question
from clippings.core.types import Evidence

_CITED = re.compile(r"\[(\d{1,3})\]")
_CITED_WITH_SPACE = re.compile(r"\s*\[\d{1,3}\]")


def numbers_cited(sentence: str) -> list[int]:
    """The numbers in brackets, in order, each once."""
    return list(dict.fromkeys(int(number) for number in _CITED.findall(sentence)))


def without_numbers(sentence: str) -> str:
    return " ".join(_CITED_WITH_SPACE.sub("", sentence).split())


def is_borne_out(sentence: str, found: Sequence[Evidence]) -> bool:
    """Whether a sentence cites excerpts that were given, and says what they say (see `chain.support`).

    Of a sentence in another language than its excerpts only numbers, names and quotes are compared.

    Args:
        sentence: With its numbers in brackets; number n means `found[n - 1]`.
        found: The excerpts that were given.
    """
    numbers = numbers_cited(sentence)
    if not numbers or any(not 1 <= number <= len(found) for number in numbers):
        return False
    cited = [found[number - 1] for number in numbers]
    context = " ".join(f"{one.passage.article.title} {one.passage.article.source} {_dated(one)}" for one in cited)
    claim = without_numbers(sentence)
    compared = support(claim, " ".join(one.quote for one in cited), context)
    if of_question(claim) in {one.passage.article.language for one in cited}:
        return compared.holds
    return compared.numbers and compared.names and compared.quotes  # in other languages, words cannot be compared


def _dated(one: Evidence) -> str:
    published = one.passage.article.dated
    return f"{published:%d %B %Y} {published.day} {published:%Y-%m-%d}" if published else ""
