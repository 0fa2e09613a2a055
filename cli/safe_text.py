"""Text from elsewhere (articles, file names) for a terminal."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """Without control characters, which could move the cursor or hide words on a terminal."""
    return _CONTROL.sub("", text)
