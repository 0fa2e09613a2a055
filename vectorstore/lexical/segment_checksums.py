"""Whether tantivy's files are as they were written: each segment file ends with the CRC-32 of what stands before.

The form of the ending (tantivy's `directory/footer.rs`): JSON with the key `crc`, its length, a fixed number; both in
four bytes, little end first. tantivy itself looks at it only when asked to, and its Python binding cannot ask.
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

_MAGIC = 1337
_ENDING = struct.Struct("<II")
_READ_BYTES = 1 << 20
_PARTS = (".term", ".idx", ".pos", ".store", ".fast", ".fieldnorm")
"""Every segment has these; `.del` only where something in it was deleted."""


def damaged_files(folder: Path) -> list[str]:
    """The names of files that are damaged or gone; empty when all are whole."""
    try:
        segments = json.loads((folder / "meta.json").read_text("utf-8"))["segments"]
        names = {str(segment["segment_id"]).replace("-", "") for segment in segments}
    except (OSError, ValueError, KeyError, TypeError):
        return ["meta.json"]
    expected = {folder / f"{name}{part}" for name in names for part in _PARTS}
    deletions = {path for path in folder.glob("*.del") if path.name[:32] in names}
    return [path.name for path in sorted(expected | deletions) if not path.is_file() or not _is_whole(path)]


def _is_whole(path: Path) -> bool:
    size = path.stat().st_size
    if size < _ENDING.size:
        return False
    with path.open("rb") as file:
        file.seek(-_ENDING.size, 2)
        length, magic = _ENDING.unpack(file.read(_ENDING.size))
        body = size - _ENDING.size - length
        if magic != _MAGIC or body < 0:
            return False
        file.seek(body)
        try:
            expected = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        found, left = 0, body
        while left and (part := file.read(min(_READ_BYTES, left))):
            found = zlib.crc32(part, found)
            left -= len(part)
    return bool(found == expected)
