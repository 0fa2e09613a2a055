"""Files as they are or packed (`.gz`, `.zst`), read as streams: what does not fit is never in memory."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

PACKED = (".gz", ".zst")
_LARGEST_WINDOW_BYTES = 2**27
"""Of a Zstandard frame: what `zstd --long` writes by default. A frame may ask for more memory than there is."""


class Broken(Exception):
    """A packed file that cannot be unpacked; the text is the reason."""


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """The content of a file, unpacked by the ending of its name.

    Raises:
        OSError: It cannot be read.
        Broken: It is not what its ending says, or breaks off.
    """
    try:
        ending = file.suffix.lower()
        if ending == ".gz":
            with gzip.open(file) as unpacked:
                yield cast(BinaryIO, unpacked)
        elif ending == ".zst":
            import zstandard

            with file.open("rb") as packed:
                reader = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW_BYTES).stream_reader(
                    packed, read_across_frames=True
                )
                try:
                    yield cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, reader)))
                except zstandard.ZstdError as error:
                    raise Broken(str(error)) from None
        else:
            with file.open("rb") as plain:
                yield cast(BinaryIO, plain)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Broken(str(error)) from None


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
