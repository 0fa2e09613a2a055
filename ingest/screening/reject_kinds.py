"""What a reject is when it is no article, by what its reason says; a run counts by it."""

from __future__ import annotations

import re

_UNPUBLISHED = r"^(?:it is not|no) published\b.*"
"""How readers begin the reason of what its publisher does not show; the status stands behind it."""
_KINDS: tuple[tuple[str, str], ...] = (
    ("draft", _UNPUBLISHED + r"\b(?:draft|entwurf|brouillon|borrador|utkast|임시 ?저장|초안)"),
    ("private post", _UNPUBLISHED + r"\b(?:private|비공개|password)"),
    ("trash", _UNPUBLISHED + r"\b(?:trash|deleted)"),
    ("pending post", _UNPUBLISHED + r"\b(?:pending|review)"),
    ("scheduled post", r"^it is not published yet\b|" + _UNPUBLISHED + r"\b(?:future|scheduled)"),
    ("unpublished post", _UNPUBLISHED),
    ("embargoed post", r"^it is under embargo\b"),
    ("withdrawn article", r"^it was cancell?ed by its publisher\b"),
    ("attachment", r"^no article\b.*\battachment\b"),
    ("teaser", r"\bonly a teaser\b"),
    ("cut text", r"^its text was cut off\b"),
    ("something else", r"^(?:no article(?! text)|not an article)\b"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def kind_of(reason: str) -> str:
    """The kind of a reject that tells none itself; "" for what may be an article and could not be read."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(reason)), "")
