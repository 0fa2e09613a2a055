"""Copies of pages in web archives and caches: the page's own address, and when the copy was taken."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

_CAPTURE = re.compile(
    r"https?://[^/?#\s]{1,253}/(?:[\w.-]{1,60}/){0,4}?(?P<stamp>(?:19|20)\d\d[\d.\-]{0,16})(?:[a-z]{2}_|\*)?/"
    r"(?P<original>https?:/{1,2}\S+)",
    re.IGNORECASE,
)
"""`/web/20240501101112id_/https://...`, as the Wayback Machine, national archives and archive.today write it; a slash
of the inner address is often lost."""
_UNDATED = re.compile(
    r"https?://(?:web\.archive\.org/(?:web|save)|archive\.(?:ph|today|is|li|md|vn|fo)(?:/newest|/oldest)?)/"
    r"(?:(?P<stamp>\d{4,14})(?:[a-z]{2}_)?/)?(?P<original>(?:https?:/{1,2})?[\w-]+(?:\.[\w-]+)+[:/]\S*)",
    re.IGNORECASE,
)
_AMP = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[acviw]|(?:www\.)?google\.[a-z.]{2,6}/amp)/(?P<secure>s/)?"
    r"(?P<original>[\w-]+(?:\.[\w-]+)+/\S*)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(https?):/{1,2}", re.IGNORECASE)


def original_address(url: str) -> str:
    """The address of the page that a web archive's or an AMP cache's address is a copy of; any other comes back."""
    if amp := _AMP.fullmatch(url):
        return f"http{'s' if amp['secure'] else ''}://{amp['original']}"
    found = _CAPTURE.fullmatch(url) or _UNDATED.fullmatch(url)
    if not found:
        return url
    inner = _SCHEME.sub(r"\1://", found["original"], count=1)
    inner = inner if inner.lower().startswith("http") else f"http://{inner}"
    try:
        return inner if urlsplit(inner).hostname else url
    except ValueError:
        return url


def captured_at(url: str) -> datetime | None:
    """When the copy was taken, in UTC, as far as its address tells (to the day at least); None for other addresses."""
    found = _CAPTURE.fullmatch(url) or _UNDATED.fullmatch(url)
    digits = re.sub(r"\D", "", found["stamp"] or "") if found else ""
    for length, form in ((14, "%Y%m%d%H%M%S"), (12, "%Y%m%d%H%M"), (8, "%Y%m%d")):
        if len(digits) >= length:
            try:
                return datetime.strptime(digits[:length], form).replace(tzinfo=UTC)
            except ValueError:
                return None
    return None
