"""The bytes of a feed as UTF-8, where they are not in the character set that its first line declares."""

from __future__ import annotations

import codecs
import re

from clippings.ingest.extraction.encoding.charset import codec_of
from clippings.ingest.extraction.encoding.double_encoding import may_be_in, undone

_DECLARATION = re.compile(
    rb"""<\?xml\b[^>]{0,100}?\bencoding\s*=\s*["']([\w.:-]{1,40})["'][^>]{0,100}\?>""", re.IGNORECASE
)
_UNICODE = {"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"}


def as_declared(content: bytes) -> bytes:
    """A feed that a parser reads rightly: as it is, or in UTF-8 when it is in another set than it declares."""
    found = _DECLARATION.search(content[:1_000])
    declared = found[1].decode("ascii") if found else "utf-8"
    codec = codec_of(content, declared)
    if (
        codec == "utf-8"
        and may_be_in(content)
        and (text := content.decode(codec, "replace"))
        and (once := undone(text)) != text
    ):
        return _DECLARATION.sub(b'<?xml version="1.0" encoding="utf-8"?>', once.encode(), count=1)
    if codec in _UNICODE and (codec != "utf-8" or _is_utf8(declared) or content.isascii()):
        return content
    if codec not in _UNICODE and _name(codec) == _name(declared):
        return content
    return _DECLARATION.sub(
        b'<?xml version="1.0" encoding="utf-8"?>', content.decode(codec, "replace").encode(), count=1
    )


def _is_utf8(name: str) -> bool:
    return _name(name) == "utf-8"


def _name(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return codec
