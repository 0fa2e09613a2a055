"""Who is behind an address, for articles whose outlet nothing else names."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PROVIDER = re.compile(r"urn:newsml:([^:]+):", re.IGNORECASE)


def host_of(url: str) -> str:
    """The host of a web address without `www.`, or the provider that a `urn:newsml:` names (RFC 3085); else ""."""
    if provider := _PROVIDER.match(url):
        return provider[1]
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""
