"""Bytes to text, whatever the page declares about itself."""

from __future__ import annotations

import codecs
import contextlib
import re

from clippings.core.languages import of_text
from clippings.ingest.extraction.encoding.double_encoding import may_be_in, undone
from clippings.ingest.extraction.encoding.mojibake import EAST_ASIAN, is_east_asian, is_mojibake, symbols_in_words

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
    "idna": "utf-8",
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
_MOST_STRAY_ZEROS = 0.01
_LEAST_ZERO_SHARE = 0.04
_MOST_BROKEN_SHARE = 0.01
_LONG_ENOUGH_TO_DOUBT = 40
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_ESCAPES = re.compile(rb"\x1b\$(?:[@AB]|\([CD])")
_ISO_2022_JP = ("iso2022_jp_2", "iso2022_jp_ext")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_PROSE = re.compile(r"[^<>{}]{40,}")
_CENTRAL_EUROPEAN = {"bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"}


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of a document. Bytes that its character set does not have become U+FFFD."""
    text = content.decode(codec_of(content, declared), errors="replace")
    return undone(text) if may_be_in(content) else text


def codec_of(content: bytes, declared: str | None = None) -> str:
    """Python's name of the character set of a document.

    In this order: a byte order mark; UTF-16 without one; ISO-2022-JP by its escape sequences; UTF-8 where the bytes are
    valid UTF-8, as hardly any other text is; the character set that the document or HTTP declares, unless what comes of
    it is mojibake; the East Asian ones, where common letters of their languages come out; UTF-8 with few broken bytes;
    the likeliest by charset-normalizer.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name
    if name := utf16_without_mark(content) or _iso2022_jp(content):
        return name
    if is_plausible(content, "utf-8"):
        return "utf-8"
    in_page = _DECLARED.search(content[:4_096])
    declarations = [in_page.group(1).decode("ascii") if in_page else None, declared]
    if told := next((codec for name in filter(None, declarations) if (codec := _as_declared(content, name))), None):
        return told
    if east_asian := _east_asian(content):
        return east_asian
    if _is_broken_utf8(content):
        return "utf-8"
    from charset_normalizer import from_bytes  # few files need to be guessed at

    best = from_bytes(content).best()
    if best is None:
        return "utf-8"
    return _european(content) if best.encoding in _EUROPEAN else best.encoding


def _is_broken_utf8(content: bytes) -> bool:
    """Whether there are characters beyond ASCII in UTF-8, and few bytes that are none."""
    whole = content.decode("utf-8", "ignore")
    broken = len(content) - len(whole.encode())
    valid = sum(map(len, _BEYOND_ASCII.findall(whole.encode())))
    return valid > 0 and (broken <= _MOST_BROKEN_SHARE * len(content) or 2 * broken <= valid)


def is_plausible(content: bytes, codec: str) -> bool:
    """Whether all of the bytes are characters of a character set, and do not look like another's."""
    try:
        text = content.decode(codec)
    except (LookupError, ValueError):
        return False
    return codec not in _LATIN or not is_mojibake(text)


def is_binary(content: bytes, sample_bytes: int = 8_192) -> bool:
    """Whether it is no text: there are zero bytes at its beginning, and it is neither UTF-16 nor text with stray ones.

    Args:
        content: Whatever was found.
        sample_bytes: How much of it is looked at for zero bytes.
    """
    is_marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    sample = content[:sample_bytes]
    return b"\x00" in sample and not is_marked and not utf16_without_mark(content) and not _has_stray_zeros(sample)


def without_stray_zeros(content: bytes) -> bytes:
    """A text without the zero bytes that databases let through; UTF-16, of which they are half, as it is."""
    return content.replace(b"\x00", b"") if b"\x00" in content and _has_stray_zeros(content[:8_192]) else content


def _has_stray_zeros(sample: bytes) -> bool:
    """Whether it is UTF-8 but for a zero byte here and there, as a text from a database or a broken disk has them."""
    text = sample.replace(b"\x00", b"")
    if sample.startswith(b"\x00") or len(text) < (1 - _MOST_STRAY_ZEROS) * len(sample):
        return False
    try:
        decoded = codecs.getincrementaldecoder("utf-8")().decode(text)
    except UnicodeDecodeError:
        return False
    return len(_CONTROLS.findall(decoded)) <= _MOST_STRAY_ZEROS * len(decoded)


def utf16_without_mark(content: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where one of them is meant, though no mark says so; else "".

    The zero bytes of ASCII letters stand on one side of each pair only. Hangul and kana may have some on the other
    side: there, the text decides.
    """
    sample = content[:_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most, fewest = max(even, odd), min(even, odd)
    if most >= max(_FEWEST_ZEROS, _LEAST_ZERO_SHARE * len(sample)) and fewest <= 0.05 * most:
        return "utf-16-be" if even > odd else "utf-16-le"
    if b"\x00" not in sample or _begins_as_utf8(sample):
        return ""
    return next((codec for codec in ("utf-16-le", "utf-16-be") if _is_east_asian_utf16(sample, codec)), "")


def _is_east_asian_utf16(sample: bytes, codec: str) -> bool:
    text = sample.decode(codec, errors="replace")[:-1]  # the sample may end within a pair
    return not _CONTROLS.search(text) and any(is_east_asian(text, one) for one in EAST_ASIAN)


def _begins_as_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _iso2022_jp(content: bytes) -> str:
    """The codec of old pages and mail from Japan, which are ASCII with escape sequences; else ""."""
    if not (content.isascii() and _ESCAPES.search(content)):
        return ""
    return next((codec for codec in _ISO_2022_JP if is_plausible(content, codec)), _ISO_2022_JP[0])


def _as_declared(content: bytes, name: str) -> str | None:
    """The codec of a declared character set; None when there is no such one, or it cannot be the right one."""
    try:
        codec = codecs.lookup(name).name
        codec = _SUPERSETS.get(codec, codec)
        text = content.decode(codec)
    except (LookupError, ValueError):
        return None
    if codec in EAST_ASIAN:
        is_wrong = len(text) >= _LONG_ENOUGH_TO_DOUBT and not is_east_asian(text, codec)
        return None if is_wrong and _east_asian(content) else codec
    return None if codec in _LATIN and is_mojibake(text) else codec


def _east_asian(content: bytes) -> str | None:
    """The East Asian character set in which the bytes are common text."""
    for codec in EAST_ASIAN:
        with contextlib.suppress(UnicodeDecodeError):
            if is_east_asian(content.decode(codec), codec):
                return codec
    return None


def _european(content: bytes) -> str:
    """Western and Central European bytes look alike to charset-normalizer; the language tells them apart.

    The two Central European sets differ in a few letters, which the wrong one makes symbols inside of words.
    """
    western = content.decode("cp1252", errors="replace")
    prose = " ".join(_PROSE.findall(western)) or western
    if of_text(prose) not in _CENTRAL_EUROPEAN:
        return "cp1252"
    return min(("cp1250", "iso8859-2"), key=lambda codec: symbols_in_words(content.decode(codec, errors="replace")))
