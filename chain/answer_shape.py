"""Whether a sentence has the shape of the answer: a name for "who", a number for "how many", a reason for "why"."""

from __future__ import annotations

import re

from clippings.chain.asked_kind import Asked
from clippings.chain.short_candidates import stretches

_WORD = re.compile(r"\w+")
_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|in order to|so that|the reason|citing|cited|blamed?|blames|caused|led to|"
    r"explain(?:s|ed)? why|pointing to|as a result|aims? to|meant to|to (?:avoid|protect|prevent|reduce|make room))\b"
    r"|\b(?:that|which) (?:made|makes|led|prompted)\b"
    r"|때문|위해|으로 인해|이유|원인",
    re.IGNORECASE,
)


def gives_a_reason(sentence: str) -> bool:
    """Whether a sentence says why something is so."""
    return bool(_REASON.search(sentence))


def stretches_of(question: str, sentence: str, asked: Asked) -> int:
    """How many different things in a sentence have the shape that is asked for and are not named by the question; for
    a question that asks why, whether the sentence gives a reason."""
    if asked.kind == "reason":
        return int(gives_a_reason(sentence))
    said = {word.lower() for word in _WORD.findall(question)}
    found = {one.text for one in stretches(sentence, asked)}
    return sum(not all(word.lower() in said for word in _WORD.findall(one)) for one in found)
