"""One address for one article, however it was linked to."""

from __future__ import annotations

from courlan import clean_url


def canonical(url: str) -> str:
    """The address without tracking parameters and fragments (but `#!`, which names a page); others stay as they are."""
    url = url.strip()
    if not url.startswith(("http://", "https://")):
        return url
    cleaned = clean_url(url) or url
    address, _, fragment = cleaned.partition("#")
    return cleaned if fragment.startswith("!") else address
