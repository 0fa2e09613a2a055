"""Who is behind an address, for articles whose outlet nothing else names."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from clippings.ingest.extraction.html.archived_copies import original_address
from clippings.ingest.extraction.html.portals import is_portal

_PROVIDER = re.compile(r"urn:newsml:([^:]+):", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
"""A name that somebody registered: not `localhost`, and no number."""
_LOCAL = (".local", ".localdomain", ".internal", ".lan", ".home", ".intranet", ".invalid")


def host_of(url: str) -> str:
    """The outlet that an address stands for: the host of a web address without `www.`, or the provider that a
    `urn:newsml:` names (RFC 3085); of a copy in a web archive the page's own host. "" for a machine of one's own, and
    for what carries the articles of others."""
    if provider := _PROVIDER.match(url):
        return provider[1]
    host = server_of(original_address(url))
    if not _HOST.fullmatch(host) or host.endswith(_LOCAL):
        return ""
    return "" if is_portal(host) else host


def server_of(url: str) -> str:
    """The host of a web address without `www.`, whoever it is; "" for other addresses."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""
