"""What a reject is when it is no article, by what its reason says; a run counts by it."""

from __future__ import annotations

import re

_KINDS: tuple[tuple[str, str], ...] = (
    ("draft", r"\bdrafts?\b"),
    ("private post", r"\bprivate\b"),
    ("trash", r"\b(?:trash(?:ed)?|deleted post)\b"),
    ("pending post", r"\bpending (?:post|review)|\bis pending\b"),
    ("embargoed post", r"\bembargo|\bscheduled\b"),
    ("withdrawn article", r"\b(?:cancell?ed|killed|kill notice|withdrawn|retracted)\b"),
    ("attachment", r"\battachment\b"),
    ("section page", r"\b(?:section|front|index|category) page\b"),
    ("challenge page", r"\b(?:challenge|captcha)\b"),
    ("error page", r"\b(?:soft 404|error page|not-found page)\b"),
    ("cookie wall", r"\b(?:cookie|consent) (?:wall|page|notice)\b"),
    ("log-in page", r"\blog-?in page\b"),
    ("teaser", r"\bteaser\b"),
    ("cut text", r"\b(?:cut (?:off|short|by)|truncated)\b"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def kind_of(reason: str) -> str:
    """The kind of a reject that tells none itself; "" for what may be an article and could not be read."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(reason)), "")
