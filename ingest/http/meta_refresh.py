"""Pages that are nothing but a redirect, told to the browser in the page itself."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin

from clippings.ingest.extraction.encoding.charset import decode

_LARGEST_BYTES = 20_000
_MOST_CHARACTERS = 200
"""Of what a reader sees: "This page has moved." and a link."""
_LONGEST_DELAY_S = 10
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|noscript|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_IS_REFRESH = re.compile(r"""http-equiv\s*=\s*["']?\s*refresh\b""", re.IGNORECASE)
_CONTENT = re.compile(
    r"""content\s*=\s*["']?\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'>\s]+)""", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")


def leads_to(content: bytes, url: str) -> str:
    """Where such a page sends its readers; empty for every other page.

    Args:
        content: The page.
        url: Its address, which relative ones count from, and which it may only load again.
    """
    if len(content) > _LARGEST_BYTES or b"efresh" not in content.lower():
        return ""
    page = _UNSEEN.sub("", decode(content))
    refresh = next((meta for meta in _META.findall(page) if _IS_REFRESH.search(meta)), "")
    found = _CONTENT.search(refresh)
    if found is None or int(found[1]) > _LONGEST_DELAY_S or len(_TAG.sub("", page).strip()) > _MOST_CHARACTERS:
        return ""
    target = urljoin(url, found[2].replace("&amp;", "&"))
    return "" if urldefrag(target)[0] == urldefrag(url)[0] else target
