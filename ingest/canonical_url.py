"""One address for one article, however it was linked to."""

from __future__ import annotations

from courlan import clean_url


def canonical(url: str) -> str:
    """The address without tracking parameters, fragments and the like; file addresses stay as they are."""
    url = url.strip()
    if not url.startswith(("http://", "https://")):
        return url
    return clean_url(url) or url
