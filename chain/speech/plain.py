"""Letters without their marks, one for one, so that "Erdoğan" is found by "Erdogan" and every offset stays."""

from __future__ import annotations

import functools
import re
import unicodedata

_MARKED = re.compile("[\u00a0\u00c0-\u024f]")
_NOT_COMPOSED = {"\u00a0": " ", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"}


def same_length(text: str) -> str:
    """The same text in plain Latin letters; other scripts stay as they are."""
    return text if text.isascii() else _MARKED.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    return _plain_letter(match[0])


@functools.cache
def _plain_letter(letter: str) -> str:
    return _NOT_COMPOSED.get(letter) or unicodedata.normalize("NFKD", letter)[0]
