"""Files and folders: HTML, plain text, Markdown, JSON, JSON Lines (also gzipped) and saved feeds."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.charset import utf16_without_mark
from clippings.ingest.raw_document import Kind, RawDocument
from clippings.ingest.sources import feeds, json_records

_KINDS: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
_FEEDS = {".xml", ".rss", ".atom"}
_JSON = {".json"}
_JSON_LINES = {".jsonl", ".ndjson"}
_READABLE = sorted({*_KINDS, *_FEEDS, *_JSON, *_JSON_LINES})
_LARGEST_BYTES = 50_000_000
"""Of one file that holds one article or one feed; JSON Lines are read line by line, however many."""


def documents(path: Path) -> Iterator[RawDocument | Reject]:
    """Everything in a file, or in a folder and the folders below it, in the order of the names.

    Hidden files are passed over. A file that cannot be read is a reject, and the rest go on.

    Raises:
        SourceUnavailable: There is no such path, or the folder holds no file.
    """
    if not path.exists():
        raise SourceUnavailable(f"There is no file or folder {path}.", "Check the path.")
    files = sorted(_files_below(path)) if path.is_dir() else [path]
    if not files:
        raise SourceUnavailable(
            f"The folder {path} holds no files.", f"Put articles there ({', '.join(_READABLE)}, also .gz)."
        )
    for file in files:
        try:
            yield from _documents_of(file)
        except (OSError, EOFError, zlib.error) as error:
            yield Reject(str(file), f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") for part in parts):
            yield path


def _documents_of(file: Path) -> Iterator[RawDocument | Reject]:
    zipped = file.suffix.lower() == ".gz"
    ending = (Path(file.stem) if zipped else file).suffix.lower()
    if ending in _JSON_LINES:
        with gzip.open(file) if zipped else file.open("rb") as lines:
            yield from json_records.lines(lines, file)
        return
    if ending not in _READABLE:
        yield Reject(
            str(file),
            f"not a kind of file that can be read ({', '.join(_READABLE)}, also .gz); it has {ending or 'no ending'}",
        )
        return
    with gzip.open(file) if zipped else file.open("rb") as opened:
        content = opened.read(_LARGEST_BYTES + 1)
    if len(content) > _LARGEST_BYTES:
        yield Reject(str(file), f"larger than {_LARGEST_BYTES // 1_000_000} MB")
    elif _is_binary(content):
        yield Reject(str(file), f"a binary file that is named like text ({ending})")
    elif ending in _JSON:
        yield from json_records.document(content, file)
    elif ending in _FEEDS:
        yield from feeds.entries(content, str(file))
    else:
        yield RawDocument(
            location=str(file),
            kind=_KINDS[ending],
            content=content,
            fallback_url=file.absolute().as_uri(),
            fallback_source=file.absolute().parent.name,
        )


def _is_binary(content: bytes) -> bool:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return b"\x00" in content[:8_192] and not is_utf16 and not utf16_without_mark(content)
