"""The value that no longer holds, beside the one that does: "raised fares from 1.50 to 1.80 dollars"."""

from __future__ import annotations

import re

from clippings.chain.composition.superseded import PUT_OFF

_BEFORE = re.compile(
    r"\b(?:from|instead of|rather than|compared (?:with|to)|succeed(?:s|ed|ing)|replac(?:es|ed|ing))"
    r" (?:about |around |some |nearly |roughly |the |an? |former |mayor |president )*$",
    re.IGNORECASE,
)
_ONLY_A_START = re.compile(r"\bfrom (?:about |around |some |nearly |roughly |the |an? )*$", re.IGNORECASE)
_TO = re.compile(r"^[^.;:]{0,40}?\bto\b|^[^.;:]{0,12}$|^[^\w]*$")
_PLANNED_FOR = re.compile(
    r"\b(?:planned|scheduled|slated|set|due|meant|originally)(?: (?:for|to (?:open|begin|start)(?: on)?|on))? $",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(rf"\b(?:{PUT_OFF})\b", re.IGNORECASE)
_KOREAN_TO = re.compile(r"^\s*(?:에서|보다)\s+[^.]{0,30}?(?:으로|로)(?:\s|$)")
_ASKS = re.compile(
    r"\b(?:from|before|former(?:ly)?|previous(?:ly)?|original(?:ly)?|old|used to|earlier|until|predecessor|"
    r"succeed\w*|replac\w*)\b|이전|원래|전에|기존|에서",
    re.IGNORECASE,
)


def is_former(sentence: str, start: int, end: int) -> bool:
    """Whether `sentence[start:end]` is told as what was before: after "from" with a "to" behind it, after "instead of",
    "succeeding" and the like, after "planned for" where that was put off; in Korean before 에서 with a 로 behind it.

    Args:
        sentence: In English or Korean.
        start, end: Of a number, time, name or place.
    """
    before, after = sentence[:start], sentence[end:]
    if _KOREAN_TO.match(after):
        return True
    if _PLANNED_FOR.search(before) and _CALLED_OFF.search(sentence):
        return True
    if not _BEFORE.search(before):
        return False
    return not _ONLY_A_START.search(before) or bool(_TO.match(after))


def asks_for_former(question: str) -> bool:
    """Whether a question is about what was before."""
    return bool(_ASKS.search(question))
