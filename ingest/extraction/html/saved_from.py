"""The address that a browser wrote into a page when it saved it."""

from __future__ import annotations

import re

_HEAD_CHARACTERS = 20_000
_SAVED = re.compile(
    r"(?:google-cache-hdr\b.{0,300}?cache of\s{0,5}<a\s{1,5}href=[\"']"
    r"|<!--\s*(?:saved from url=\(\d{1,6}\)|page saved with singlefile\s+url:\s*|url:\s*))"
    r"(https?://[^\s<>\"]{1,2000})",
    re.IGNORECASE | re.DOTALL,
)


def address_in(page: str) -> str:
    """Where a page was saved from, by a browser ("saved from url=..."), SingleFile or Google's cache; "" for none."""
    found = _SAVED.search(page[:_HEAD_CHARACTERS])
    return found[1].rstrip("'") if found else ""
