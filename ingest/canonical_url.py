"""One address for one article, however it was linked to."""

from __future__ import annotations

from courlan import clean_url


def canonical(url: str) -> str:
    """The address without tracking parameters and fragments (but `#!`, which names a page); others stay as they are."""
    url = url.strip()
    if not url.startswith(("http://", "https://")):
        return url
    address, _, fragment = url.partition("#")
    kept = url if fragment.startswith("!") else address
    return clean_url(kept) or kept
