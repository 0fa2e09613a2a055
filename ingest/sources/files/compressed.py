"""Files as they are or packed (`.gz`, `.zst`), read as streams: what does not fit is never in memory."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

PACKED = (".gz", ".zst")
_PIECE_BYTES = 1_024
"""Packed bytes that are unpacked in one step: at most a thirty-thousandfold, which is still bearable."""
_LARGEST_WINDOW_BYTES = 2**27
"""Of a Zstandard frame: what `zstd --long` writes by default. A frame may ask for more memory than there is."""


class BrokenArchive(Exception):
    """A packed file that cannot be unpacked; the text is the reason."""


@contextmanager
def opened(file: Path, ending: str | None = None) -> Iterator[BinaryIO]:
    """The content of a file, unpacked by the ending of its name.

    Args:
        file: The file.
        ending: That decides how it is unpacked instead of its name's own (".gz").

    Raises:
        OSError: It cannot be read.
        BrokenArchive: It is not what its ending says, or breaks off.
    """
    try:
        ending = ending or file.suffix.lower()
        if ending == ".gz":
            with gzip.open(file) as unpacked:
                yield cast(BinaryIO, unpacked)
        elif ending == ".zst":
            with file.open("rb") as packed:
                yield cast(BinaryIO, io.BufferedReader(_Zstandard(packed), 1 << 17))
        else:
            with file.open("rb") as plain:
                yield cast(BinaryIO, plain)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BrokenArchive(str(error)) from None


class _Zstandard(io.RawIOBase):
    """The frames of a Zstandard file, unpacked as they are read.

    zstandard's own reader takes a file that breaks off for one that ends there.
    """

    def __init__(self, packed: BinaryIO) -> None:
        import zstandard

        self._packed = packed
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW_BYTES)
        self._errors = zstandard.ZstdError
        self._frame: Any = None
        self._left = b""
        self._unpacked = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._unpacked:
            piece = self._left or self._packed.read(_PIECE_BYTES)
            self._left = b""
            if not piece:
                if self._frame is not None:
                    raise EOFError("it breaks off in the middle")
                return 0
            try:
                self._frame = self._frame or self._decompressor.decompressobj()
                self._unpacked = self._frame.decompress(piece)
            except self._errors as error:
                raise BrokenArchive(str(error)) from None
            if self._frame.eof:
                self._left, self._frame = self._frame.unused_data, None
        count = min(len(buffer), len(self._unpacked))
        buffer[:count], self._unpacked = self._unpacked[:count], self._unpacked[count:]
        return count


def inner_name(file: Path) -> Path:
    """The name without the ending that tells how it is packed: `a.jsonl.gz` is `a.jsonl`."""
    return file.with_suffix("") if file.suffix.lower() in PACKED else file


def lines(content: BinaryIO, longest_bytes: int) -> Iterator[bytes]:
    """The lines of a file; of one longer than `longest_bytes`, the first `longest_bytes` + 1."""
    while line := content.readline(longest_bytes + 1):
        yield line
        while len(line) > longest_bytes and not line.endswith(b"\n"):
            line = content.readline(longest_bytes + 1)
            if not line:
                return
