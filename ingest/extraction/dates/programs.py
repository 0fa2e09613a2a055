"""Dates as programs print them when nobody asked for a format: .NET's, pandas', Python's and MongoDB's."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_DOT_NET = re.compile(r"\\?/Date\((-?\d{1,15})(?:([+-])(\d\d)(\d\d))?\)\\?/")
"""Milliseconds since 1970, perhaps with the offset of the clock that they were read from."""
_QUOTED = re.compile(
    r"(?:pd\.|pandas\.)?(?:Timestamp|ISODate|new Date|datetime64)\(['\"]([^'\"]{8,40})['\"][^()]{0,60}\)"
)
_PARTS = re.compile(
    r"(?:datetime\.)?date(?:time)?\((\d{4}), ?(\d{1,2}), ?(\d{1,2})(?:, ?(\d{1,2}), ?(\d{1,2}))?[^()]{0,60}\)"
)


def plain(text: str) -> str:
    """The date inside, in ISO 8601; any other text as it is."""
    if not text.endswith((")", "/")) or "(" not in text:
        return text
    if found := _DOT_NET.fullmatch(text):
        try:
            moment = datetime.fromtimestamp(int(found[1]) / 1_000, UTC)
        except (ValueError, OverflowError, OSError):
            return text
        minutes = int(f"{found[2]}1") * (int(found[3]) * 60 + int(found[4])) if found[2] else 0
        return moment.astimezone(timezone(timedelta(minutes=minutes))).isoformat()
    if found := _QUOTED.fullmatch(text):
        return found[1]
    if found := _PARTS.fullmatch(text):
        day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
        return f"{day}T{int(found[4]):02}:{int(found[5]):02}" if found[4] else day
    return text
