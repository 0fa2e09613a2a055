"""What tables and programs write for "there is no value"."""

from __future__ import annotations

import math

_WORDS = frozenset(
    {
        *("nan", "-nan", "null", "none", "nat", "n/a", "#n/a", "#n/a n/a", "#na", "<na>", "na", "nil", "undefined"),
        *("#value!", "#ref!", "#name?", "#div/0!", "(null)", "[null]", "\\n", "-", "--", "[removed]", "[deleted]"),
        "wallabag can't retrieve contents for this article. please troubleshoot this issue.",
    }
)
_LONGEST = max(map(len, _WORDS))


def is_missing(value: object) -> bool:
    """Whether a value of a record says nothing: empty, not a number, or a word that stands for that ("NULL")."""
    if isinstance(value, float):
        return math.isnan(value)
    if isinstance(value, str):
        text = value.strip()
        return not text or (len(text) <= _LONGEST and text.casefold() in _WORDS)
    return not value and not isinstance(value, bool | int)
