"""Character references ("&amp;", "&#8217;") in text that should have none left."""

from __future__ import annotations

import html
import re

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MOST_LEVELS = 3
_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|code|em|font|h[1-6]|i|mark|p|q|s|small|span|strong|sub|sup|u|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile(r"<(?:br|/?p|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_CLOSING = re.compile(r"</\w+\s*>|<(?:br|wbr)\b[^<>]*>", re.IGNORECASE)


def unescaped(text: str) -> str:
    """The text with its character references resolved, also those that were escaped two or three times.

    Only references that end in a semicolon count: "AT&T", "R&D;" and "?a=1&copy=2" stay.
    """
    for _ in range(_MOST_LEVELS if "&" in text else 0):
        resolved = _REFERENCE.sub(lambda found: html.unescape(found[0]), text)
        if resolved == text:
            break
        text = resolved
    return text


def plain_line(text: str) -> str:
    """A headline or a name on one line: without markup, and with its character references resolved."""
    line = unescaped(text)
    if "<" in line and _CLOSING.search(line):
        line = _TAG.sub("", _LINE_BREAK.sub(" ", line))
    return " ".join(line.split())
