"""Plain text files: a headline, perhaps lines such as `Date: 2023-03-17` under it, then the article."""

from __future__ import annotations

import re
from typing import Any

from clippings.ingest.sources.json_records import fields_of

_FIELD = re.compile(
    r"(title|headline|source|date|published|updated|modified|url|link|author|authors|by|language)\s*:\s*(\S.*)",
    re.IGNORECASE,
)


def parts(document: str) -> tuple[dict[str, Any], str]:
    """The headline (the first line) and the named fields directly under it; and all that follows, unchanged."""
    lines = document.strip().splitlines()
    record: dict[str, Any] = {}
    at = 0
    if lines and not _FIELD.fullmatch(lines[0].strip()):
        record["title"] = lines[0].strip()
        at = 1
    while at < len(lines) and (found := _FIELD.fullmatch(lines[at].strip())):
        name = found.group(1).lower()
        record["author" if name == "by" else name] = found.group(2).strip()
        at += 1
    return fields_of(record), "\n".join(lines[at:]).strip()
