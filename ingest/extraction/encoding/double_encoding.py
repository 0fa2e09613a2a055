"""Text that was UTF-8, was taken for Windows-1252 and written as UTF-8 once more: "l’Ã©tÃ©" for "l’été"."""

from __future__ import annotations

import re

_BYTES = {
    **{chr(byte): byte for byte in range(0x80, 0x100)},
    **{
        bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    },
}
"""The byte that each character stands for: Windows-1252, and Latin-1 where it has none."""
_FOLLOWING = "".join(re.escape(character) for character, byte in _BYTES.items() if byte < 0xC0)
_TWICE = re.compile(f"(?:[Â-ß][{_FOLLOWING}]|[à-ï][{_FOLLOWING}]{{2}}|[ð-ô][{_FOLLOWING}]{{3}})+")
_SIGN = re.compile(rb"\xc3[\x82-\xb4](?:[\xc2\xc5\xc6\xcb]|\xe2[\x80\x82\x84])")
"""What two letters that were encoded twice begin with, in UTF-8."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FEWEST, _MOST_OTHERS = 2, 0.2


def may_be_in(content: bytes) -> bool:
    """Whether bytes in UTF-8 hold what was encoded twice; quick, for nearly no document does."""
    return _SIGN.search(content) is not None


def undone(text: str) -> str:
    """The text as it was written, where nearly all beyond ASCII in it was encoded twice; else the same text."""
    found = _TWICE.findall(text)
    if len(found) < _FEWEST:
        return text
    if len(_NOT_ASCII.findall(_TWICE.sub("", text))) > _MOST_OTHERS * sum(map(len, found)):
        return text
    return _TWICE.sub(_once, text)


def _once(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[character] for character in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
