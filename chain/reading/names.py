"""The names in a question, and how many of them a text has."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from clippings.chain.support import ASKING, capitalised_names
from clippings.chain.surroundings import surroundings
from clippings.core.types import Evidence

_SHORT_NAME = 4
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w&’'-]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_EVERYWHERE = frozenset("us u.s usa america american uk u.k united states britain british".split())
"""Names that news of these countries leaves out."""

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


def names_of_question(question: str, evidence: Sequence[Evidence]) -> set[str]:
    """The names in a question, in lower case: words with a capital, and those that the evidence writes with one."""
    found = {name.casefold() for name in capitalised_names(question)}
    told = " ".join(map(surroundings, evidence))
    for word in _WORD.findall(question):
        bare = without_possessive(word)
        if bare.islower() and len(bare) > 2 and bare not in found and bare not in ASKING:
            with_capital = rf"(?<=[a-z,;] ){re.escape(bare.capitalize())}(?!\w)|(?<!\w){re.escape(bare.upper())}(?!\w)"
            without = rf"(?<!\w){re.escape(bare)}(?!\w)"
            if len(re.findall(with_capital, told)) > 2 * len(re.findall(without, told)):
                found.add(bare)
    return found - _EVERYWHERE


def without_possessive(word: str) -> str:
    """A name as it stands without "'s"."""
    return _POSSESSIVE.sub("", word)
