"""Questions that ask for more than one thing."""

from __future__ import annotations

import re

_ASKS_TWICE = re.compile(
    r"\b(?:who|when|where|why|how|what|which)\b.*\b(?:and|or),? (?:(?:for|in|on|at|by|to|from|with|of|since) )?"
    r"(?:who|whom|whose|when|where|why|how|what|which)\b"
    r"|\b(?:difference|differences|compare|compared|comparison|respectively)\b|차이|비교"
    r"|(누가|누구|언제|어디|무엇|왜|어떻게|얼마).*(?!\1)(?:누가|누구|언제|어디|무엇|왜|어떻게|얼마)",
    re.I | re.S,
)


def asks_for_several(question: str) -> bool:
    """Whether one sentence can hardly answer it: it asks twice, or for a comparison."""
    return bool(_ASKS_TWICE.search(question))
