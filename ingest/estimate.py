"""About how many documents an ingest will find, as far as that is cheap to know: for a bar and the time left."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path

from clippings.ingest.location import is_address, path_of
from clippings.ingest.sources.files.folders import files_below

_JSON_LINES = {".jsonl", ".ndjson"}
_LOOKED_AT_BYTES = 2_000_000


def expected_documents(inputs: Sequence[str]) -> int | None:
    """One for each file, and as many as a file of JSON Lines has lines, reckoned from the first two megabytes.

    Returns:
        None where nobody can know before reading: for web addresses, and when there is nothing to count.
    """
    total = 0
    for given in inputs:
        if is_address(given):
            return None
        path = path_of(given)
        try:
            files = files_below(path, lambda _: None) if path.is_dir() else [path]
            total += sum(map(_documents_in, files))
        except OSError:  # whoever reads it will say what is wrong
            continue
    return total or None


def _documents_in(path: Path) -> int:
    if path.name.startswith(".") or not path.is_file():
        return 0
    zipped = path.suffix.lower() == ".gz"
    ending = (Path(path.stem) if zipped else path).suffix.lower()
    return max(_lines(path, zipped), 1) if ending in _JSON_LINES else 1


def _lines(path: Path, zipped: bool) -> int:
    """The number of lines, exact where the whole file was looked at."""
    size = path.stat().st_size
    with path.open("rb") as raw:
        try:
            head = (gzip.GzipFile(fileobj=raw) if zipped else raw).read(_LOOKED_AT_BYTES)
        except (EOFError, OSError, zlib.error):
            return 1
        lines = head.count(b"\n") + (not head.endswith(b"\n"))
        if len(head) < _LOOKED_AT_BYTES:
            return lines
        return round(lines * size / raw.tell())
