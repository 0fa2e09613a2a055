"""Numbers and names of a sentence, as what may differ between two tellings of the same."""

from __future__ import annotations

import re

from clippings.chain.text.names import CAPITAL
from clippings.chain.verification.support import capitalised_names

_NUMBER = re.compile(r"\d[\d.,:]*")
_IN_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        start=2,
    )
} | {
    word: str(number)
    for number, word in zip(range(30, 100, 10), "thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
}
"""Without "one", which mostly counts nothing."""

_WORD = re.compile(r"[^\W\d_]+")
_FULL_NAME = re.compile(rf"\b{CAPITAL}[\w’'-]+(?: {CAPITAL}[\w’'-]+)+")
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)


def numbers(text: str) -> set[str]:
    """The numbers of a text, as digits: "nine" is 9."""
    return _digits(text) | {_IN_WORDS[word] for word in map(str.lower, _WORD.findall(text)) if word in _IN_WORDS}


def are_of_other_numbers(one: str, other: str) -> bool:
    """Whether two texts with the same words tell of different numbers: other digits, or no number in common."""
    digits, others = _digits(one), _digits(other)
    if digits and others and digits != others:
        return True
    mine, theirs = numbers(one), numbers(other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def is_number_in_words(word: str) -> bool:
    """Whether a word is a number: "nine", "forty"."""
    return word.lower() in _IN_WORDS


def digits_of_word(word: str) -> str | None:
    """A number in words as digits: "nine" is 9; None for other words."""
    return _IN_WORDS.get(word.lower())


def names_in_sentence(text: str) -> set[str]:
    """The words of a sentence that may name something, without days and months."""
    return set(capitalised_names(text)) - _DAYS


def full_names(text: str) -> set[str]:
    """Two and more words with capitals in a row: "Dana Lowe"."""
    return set(_FULL_NAME.findall(text))


def _digits(text: str) -> set[str]:
    return {found.rstrip(".,:") for found in _NUMBER.findall(text)}
