"""Whether an answer declines, read from its words: for systems that do not say so themselves."""

from __future__ import annotations

import re

from clippings.core.sentences import sentences

_MOST_WORDS = 80
"""A longer answer tells something, however it begins."""

_SOURCES = r"(?:context|archive|documents?|articles?|sources?|excerpts?|passages?|texts?|reports?|information)"
_NOT = r"(?:not|n['’]t)"
_DECLINES = re.compile(
    "|".join(
        (
            r"^\W*(?:no answer|empty response|n/?a|none|unknown|not in the archive)\W*$",
            rf"\bI(?: (?:do|could|can|am)|['’]m)? ?{_NOT} (?:know|sure|able to|find|answer|determine|have)\b",
            r"\bI(?: (?:cannot|can['’]t)|['’]m unable to|am unable to) (?:find|answer|determine|tell|say)\b",
            rf"\b{_SOURCES}\b[^.]{{0,60}}\b(?:does|do|did) ?{_NOT} (?:say|contain|mention|provide|specify|include|state"
            r"|answer|give|report|cover|address)\b",
            r"\b(?:no|not enough|insufficient) (?:relevant |specific |such )?"
            r"(?:information|mention|articles?|evidence)\b",
            r"\bnot (?:mentioned|specified|stated|provided|available|given|found) (?:in|by) "
            rf"[^.]{{0,20}}\b{_SOURCES}\b",
            r"알 수 없|찾을 수 없|정보가 없|나와 있지 않|언급되(?:어 있)?지 않|모르겠|말하지 않|확인할 수 없",
        )
    ),
    re.IGNORECASE,
)


def declines(answer: str, language: str) -> bool:
    """Whether a short answer says in its first sentence that it does not know."""
    if len(answer.split()) > _MOST_WORDS:
        return False
    first = next(iter(sentences(answer, language)), None)
    return first is not None and _DECLINES.search(answer[first.start : first.end]) is not None
