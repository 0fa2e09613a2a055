"""Whether a sentence that a chat model wrote is borne out by the excerpts that it cites: its numbers, names and quotes.

The check is of words, not of meaning: it can only refuse. What it refuses is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.core.types import Evidence

_CITED = re.compile(r"\[(\d{1,3})\]")
_CITED_WITH_SPACE = re.compile(r"\s*\[\d{1,3}\]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[\"“«「『]([^\"”»」』]{3,})[\"”»」』]")
_NAME = re.compile(r"(?<!^)(?<![.!?\"“] )\b[A-Z][\w&'’-]+")


def numbers_cited(sentence: str) -> list[int]:
    """The numbers in brackets, in order, each once."""
    return list(dict.fromkeys(int(number) for number in _CITED.findall(sentence)))


def without_numbers(sentence: str) -> str:
    return " ".join(_CITED_WITH_SPACE.sub("", sentence).split())


def is_borne_out(sentence: str, found: Sequence[Evidence]) -> bool:
    """Whether a sentence cites excerpts that were given, and says no number, name or quote that they do not have.

    Args:
        sentence: With its numbers in brackets; number n means `found[n - 1]`.
        found: The excerpts that were given.
    """
    numbers = numbers_cited(sentence)
    if not numbers or any(not 1 <= number <= len(found) for number in numbers):
        return False
    cited = [found[number - 1] for number in numbers]
    proof = " ".join(
        f"{one.passage.article.title} {one.passage.article.source} {_dated(one)} {one.quote}" for one in cited
    )
    claim = without_numbers(sentence)
    folded = proof.casefold()
    has_numbers = set(_NUMBER.findall(claim)) <= set(_NUMBER.findall(proof))
    has_quotes = all(" ".join(quote.split()).casefold() in folded for quote in _QUOTED.findall(claim))
    has_names = all(name.casefold().removesuffix("'s").removesuffix("’s") in folded for name in _NAME.findall(claim))
    return has_numbers and has_quotes and has_names


def _dated(one: Evidence) -> str:
    published = one.passage.article.dated
    return f"{published:%d %B %Y} {published.day} {published:%Y-%m-%d}" if published else ""
