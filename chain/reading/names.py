"""The names in a text, and how many of those of a question it has."""

from __future__ import annotations

import re
from collections.abc import Collection

_SHORT_NAME = 4
_POSSESSIVE = re.compile(r"['’]s?$")
_CAPITALISED = re.compile(r"\b[^\W\d_a-zà-öø-ÿ][\w&-]*")


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
