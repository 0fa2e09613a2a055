"""Whether a question leans on what was said before it: "Why?", "And who owns it?", "그건 언제였어?"."""

from __future__ import annotations

import re

from clippings.chain.conversation.topic import (
    ASKS_WHY,
    KO_POINTS_BACK,
    POINTS_BACK,
    SAYS_LITTLE,
    informative,
    korean_topic,
    names,
)
from clippings.core.languages import of_question
from clippings.vectorstore.lexical.tokenizers import group_of, terms

_FEW_WORDS = 2
"""A question of so few informative words and no name of its own asks on."""
_SHORT_WORDS = 8
"""In a longer question "it" usually means what the question itself names."""
_OPENS = re.compile(r"^\W*(?:and|but|so|then|also|what about|how about|what else|why not)\b", re.I)
_POINTS_WITHIN = re.compile(
    r"\bthat (?:is|was|were|are|has|had|have|will|would|can|the|a|an)\b|\b(?:the|a|an|one|those|these) \w+ that\b"
    r"|\bthis (?:week|month|year|time|morning|summer|winter|spring|autumn|fall)\b|\b(?:is|are|was|were) there\b"
    r"|\bthere (?:is|are|was|were)\b",
    re.I,
)
"""A "that" that opens a clause, "this week" and "there are" mean nothing that was said before."""
_ENDS_POINTING_BACK = re.compile(r"\b(?:it|that|this|them|him|her)(?: (?:then|too|though|exactly))?\W*$", re.I)
_KO_OPENS = re.compile(r"^\W*(?:그리고|그럼|그러면|그런데|그래서|그\s?다음|또|다음은)")


def asks_on(text: str) -> bool:
    """Whether a question leans on what was asked before."""
    language = of_question(text)
    own = terms(text, group_of(language))
    if language == "ko":
        return bool(
            _KO_OPENS.search(text)
            or KO_POINTS_BACK.search(text)
            or ASKS_WHY.search(text)
            or len(korean_topic(text)) <= 1
        )
    if _OPENS.search(text) or ASKS_WHY.search(text):
        return True
    found = names(text)
    if POINTS_BACK.search(_POINTS_WITHIN.sub(" ", text)) and not found:
        return True
    if not found:
        return len(own) <= _FEW_WORDS
    if _ENDS_POINTING_BACK.search(_POINTS_WITHIN.sub(" ", text)) and len(text.split()) <= _SHORT_WORDS:
        return True
    words = [word.lower() for word in informative(text)]
    named = {part.lower() for name in found for part in name.split()}
    return all(word in SAYS_LITTLE or word in named for word in words) and any(word in SAYS_LITTLE for word in words)
