"""Questions that ask for more than one thing."""

from __future__ import annotations

import re

_WH = r"(?:who|whom|whose|when|where|why|how|what|which)"
_ASKS_TWICE = re.compile(
    rf"\b{_WH}\b.*\b(?:and|or),? (?:(?:for|in|on|at|by|to|from|with|of|since) )?{_WH}"
    r"|\b(?:difference|differences|compare|compared|comparison|respectively)\b|차이|비교"
    r"|(누가|누구|언제|어디|무엇|왜|어떻게|얼마).*(?!\1)(?:누가|누구|언제|어디|무엇|왜|어떻게|얼마)",
    re.I | re.S,
)

_JOINED = re.compile(
    rf"(?P<first>\b{_WH}\b.*\w.*?),? (?:and|but)(?: also)? "
    rf"(?P<second>(?:(?:for|in|on|at|by|to|from|with|of|since) )?{_WH}\b.*)",
    re.I | re.S,
)
_ASKED = re.compile(r"[^.!?]*\?(?=\s|$)")
_ASKS = re.compile(rf"\b{_WH}\b|^\W*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b", re.I)
_FEWEST_WORDS = 2
_MOST_PARTS = 4
"""Five questions in one are answered as one."""


def asks_for_several(question: str) -> bool:
    """Whether one sentence can hardly answer it: it asks twice, or for a comparison."""
    return bool(_ASKS_TWICE.search(question))


def parts_of(question: str) -> list[str]:
    """The questions that one message asks, each as it stands there; the whole question where it asks one.

    "How much did the bridge cost, and who paid for it?" is two, and so are two sentences that each ask; "When and where
    did it open?" is one, since one sentence mostly tells both. In English alone.
    """
    asked = [one.strip() for one in _ASKED.findall(question)]
    sentences = [one for one in asked if len(one.split()) >= _FEWEST_WORDS and _ASKS.search(one)]
    parts = []
    for sentence in sentences if len(sentences) > 1 else [question.strip()]:
        joined = _JOINED.fullmatch(sentence)
        if joined and len(joined["first"].split()) >= _FEWEST_WORDS:
            parts += [f"{each.strip(' ,?')}?" for each in (joined["first"], joined["second"])]
        else:
            parts.append(sentence)
    return parts if 1 < len(parts) <= _MOST_PARTS else [question]
