"""The body of an HTTP answer, unpacked by no more than it may hold."""

from __future__ import annotations

import zlib

import httpx

from clippings.core.errors import SourceUnavailable

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


def read_body(response: httpx.Response, largest_bytes: int, address: str) -> bytes:
    """All of the body, unpacked where it is gzipped (the only coding that is asked for).

    httpx would unpack each piece as far as it goes: a thousandfold for a gzip bomb, before anyone can count.

    Raises:
        SourceUnavailable: It is larger than `largest_bytes`, packed or unpacked, or packed otherwise, or broken.
    """
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise SourceUnavailable(f"{address} is packed as {coding}, which was not asked for.")
    too_large = SourceUnavailable(f"{address} is larger than {largest_bytes // 1_000_000} MB.")
    if int(_digits(response.headers.get("Content-Length", ""))) > largest_bytes:
        raise too_large
    packed = None if coding in {"", "identity"} else zlib.decompressobj(_GZIP_OR_ZLIB)
    content, received = bytearray(), 0
    for piece in response.iter_raw():
        received += len(piece)
        if packed is None:
            content += piece
        else:
            content += _unpacked(packed, piece, largest_bytes + 1 - len(content), address)
        if len(content) > largest_bytes or received > largest_bytes:
            raise too_large
    if packed is not None and not packed.eof:
        raise SourceUnavailable(f"{address} breaks off in the middle.", "The next run tries it again.")
    return bytes(content)


def _unpacked(packed: zlib._Decompress, piece: bytes, at_most: int, address: str) -> bytes:
    try:
        return packed.decompress(piece, at_most)
    except zlib.error as error:
        raise SourceUnavailable(f"{address} is packed in a broken way ({error}).") from None


def _digits(header: str) -> str:
    return header[:18] if header.isascii() and header.isdigit() else "0"
