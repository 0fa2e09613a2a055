"""Bytes to text, whatever the page declares about itself."""

from __future__ import annotations

import codecs
import contextlib
import re

from charset_normalizer import from_bytes

from clippings.core.languages import of_text
from clippings.ingest.plausible_text import EAST_ASIAN, is_east_asian, is_mojibake, symbols_in_words

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_\-:]+)""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SUPERSETS = {
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "big5": "big5hkscs",
    "euc_jisx0213": "euc_jp",
    "ascii": "utf-8",
}
"""What pages that declare the former are written in."""


_LATIN = {"cp1252", "cp1250", "iso8859-2", "iso8859-15", "iso8859-9", "cp1254", "cp1257", "iso8859-4", "mac-roman"}
_EUROPEAN = {
    "latin_1",
    "cp1250",
    "cp1252",
    "cp1254",
    "cp1257",
    "iso8859_2",
    "iso8859_4",
    "iso8859_10",
    "iso8859_13",
    "iso8859_16",
}
_SAMPLE_BYTES = 8_192
_FEWEST_ZEROS = 8
_LEAST_ZERO_SHARE = 0.04
_MOST_BROKEN_SHARE = 0.01
_LONG_ENOUGH_TO_DOUBT = 40
_PROSE = re.compile(r"[^<>{}]{40,}")
_CENTRAL_EUROPEAN = {"bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"}


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of a document.

    In this order: a byte order mark; UTF-16 without one, by where its zero bytes are; UTF-8 where the bytes are valid
    UTF-8, as hardly any other text is; the character set that the document or HTTP declares, unless what comes of it is
    mojibake; the East Asian ones, where common letters of their languages come out; the likeliest by
    charset-normalizer. Bytes that fit none become U+FFFD.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    if name := utf16_without_mark(content):
        return content.decode(name, errors="replace")
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode("utf-8")
    in_page = _DECLARED.search(content[:4_096])
    declarations = [in_page.group(1).decode("ascii") if in_page else None, declared]
    told = [text for name in filter(None, declarations) if (text := _as_declared(content, name))]
    if told:
        return told[0]
    for codec in EAST_ASIAN:
        with contextlib.suppress(UnicodeDecodeError):
            if is_east_asian(text := content.decode(codec), codec):
                return text
    if len(content) - len(content.decode("utf-8", "ignore").encode()) <= _MOST_BROKEN_SHARE * len(content):
        return content.decode("utf-8", errors="replace")
    best = from_bytes(content).best()
    if best is None:
        return content.decode("utf-8", errors="replace")
    return _european(content) if best.encoding in _EUROPEAN else str(best)


def utf16_without_mark(content: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where the zero bytes of ASCII letters stand on one side of each pair only; else ""."""
    sample = content[:_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(_FEWEST_ZEROS, _LEAST_ZERO_SHARE * len(sample)):
        return ""
    if min(even, odd) > 0.05 * max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _as_declared(content: bytes, name: str) -> str | None:
    """The text by a declared character set; None when there is no such one, or it cannot be the right one."""
    try:
        codec = codecs.lookup(name).name
        codec = _SUPERSETS.get(codec, codec)
        text = content.decode(codec)
    except (LookupError, ValueError):
        return None
    if codec in EAST_ASIAN:
        is_wrong = len(text) >= _LONG_ENOUGH_TO_DOUBT and not is_east_asian(text, codec)
        other = _other_east_asian(content, codec) if is_wrong else None
        return None if other else text
    return None if codec in _LATIN and is_mojibake(text) else text


def _other_east_asian(content: bytes, declared: str) -> str | None:
    """Another East Asian character set in which the bytes are common text."""
    for codec in EAST_ASIAN:
        with contextlib.suppress(UnicodeDecodeError):
            if codec != declared and is_east_asian(content.decode(codec), codec):
                return codec
    return None


def _european(content: bytes) -> str:
    """Western and Central European bytes look alike to charset-normalizer; the language tells them apart.

    The two Central European sets differ in a few letters, which the wrong one makes symbols inside of words.
    """
    western = content.decode("cp1252", errors="replace")
    prose = " ".join(_PROSE.findall(western)) or western
    if of_text(prose) not in _CENTRAL_EUROPEAN:
        return western
    return min((content.decode(codec, errors="replace") for codec in ("cp1250", "iso8859-2")), key=symbols_in_words)
