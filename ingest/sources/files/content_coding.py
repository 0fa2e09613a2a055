"""How servers pack what they send (Content-Encoding), as far as warcio does not undo it, or not safely."""

from __future__ import annotations

import re

_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT_BYTES = 1_000


def unpacked(content: bytes, coding: str, most_bytes: int) -> bytes:
    """The content without Brotli, or its first `most_bytes`.

    What is no whole Brotli comes back as it is: archivists keep unpacked pages under the headers of packed ones.
    """
    import brotli

    if coding != "br":
        return content
    decompressor = brotli.Decompressor()
    try:
        found = bytes(decompressor.process(content, output_buffer_limit=most_bytes))
    except brotli.error:
        return content
    return found if decompressor.is_finished() or len(found) >= most_bytes else content


def is_packed(content: bytes) -> bool:
    """Whether the content has control characters, as no text has, so that it must still be packed."""
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not is_utf16 and bool(_CONTROLS.search(content[:_LOOKED_AT_BYTES]))
