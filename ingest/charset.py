"""Bytes to text, whatever the page declares about itself."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from clippings.core.languages import of_text

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_\-:]+)""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SUPERSETS = {
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
}
"""What pages that declare the former are written in."""


_PROSE = re.compile(r"[^<>{}]{40,}")
_CENTRAL_EUROPEAN = {"bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"}


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of a document.

    In this order: a byte order mark; UTF-8 where the bytes are valid UTF-8, as hardly any other text is; the character
    set that the document or HTTP declares; the likeliest by charset-normalizer. Bytes that fit none become U+FFFD.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    in_page = _DECLARED.search(content[:4_096])
    candidates = ["utf-8", in_page.group(1).decode("ascii") if in_page else None, declared]
    for name in filter(None, candidates):
        try:
            codec = codecs.lookup(name).name
            return content.decode(_SUPERSETS.get(codec, codec))
        except (LookupError, ValueError):
            continue
    best = from_bytes(content).best()
    if best is None:
        return content.decode("utf-8", errors="replace")
    return _western_or_central(content) if best.encoding in {"cp1250", "cp1252"} else str(best)


def _western_or_central(content: bytes) -> str:
    """Western and Central European bytes look alike to charset-normalizer; the language tells them apart."""
    western = content.decode("cp1252", errors="replace")
    prose = " ".join(_PROSE.findall(western)) or western
    return content.decode("cp1250", errors="replace") if of_text(prose) in _CENTRAL_EUROPEAN else western
