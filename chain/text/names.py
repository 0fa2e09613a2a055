"""What a name is, for every part of the chain: words with a capital, in any script that has capitals."""

from __future__ import annotations

import re
from collections.abc import Collection

_SHORT_NAME = 4
_POSSESSIVE = re.compile(r"['’]s?$")
_LAST_WITH_CAPITALS = 0xFF3A
"""Full-width Z; beyond it stand scripts that no newspaper prints."""


def _capitals() -> str:
    """A character class of every capital: "[A-Z]" misses the first letter of Åsa, Łódź, Škoda and Жуков."""
    ranges: list[list[int]] = []
    for code in range(_LAST_WITH_CAPITALS + 1):
        letter = chr(code)
        if not (letter.isupper() or letter.istitle()) or not letter.isalpha():
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "]"


CAPITAL = _capitals()
"""A regular expression of one capital letter, to build patterns from."""

_CAPITALISED = re.compile(rf"\b{CAPITAL}[\w&-]*")


def names_in(text: str) -> set[str]:
    """The words with a capital."""
    return set(_CAPITALISED.findall(text))


def share_of_names(names: Collection[str], words: Collection[str]) -> float:
    """The share, 0 to 1, of names that are among these words, also in a longer form ("Japan", "Japanese"); 1 without
    names."""
    if not names:
        return 1.0
    return sum(
        name in words or (len(name) > _SHORT_NAME and any(word.startswith(name[:-1]) for word in words))
        for name in names
    ) / len(names)


def without_possessive(word: str) -> str:
    """A name as it stands without "'s"."""
    return _POSSESSIVE.sub("", word)
