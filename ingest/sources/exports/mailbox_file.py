"""Mail in files: `.eml`, one message, and `.mbox`, many (RFC 4155), read message by message however large it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from clippings.core.types import Reject
from clippings.ingest.documents import Canceled, RawDocument
from clippings.ingest.sources.exports import mail_message
from clippings.ingest.sources.files import compressed
from clippings.ingest.sources.files.record_documents import RecordDocuments
from clippings.ingest.sources.web.links import unfetched

_LARGEST_BYTES = 25_000_000
"""Of one message, with what is attached to it."""
_LONGEST_LINE_BYTES = 1_000_000
_SHAPE = "mail"
_FROM = re.compile(rb"From \S.{0,300}\d{1,2}:\d\d.{0,100}$")
_QUOTED_FROM = re.compile(rb">+From ")


def messages(content: BinaryIO, path: Path) -> Iterator[RawDocument | Canceled | Reject]:
    """The messages of an mbox, each an article. One that is none is a reject, and the rest go on."""
    documents = RecordDocuments(path, {}, shape=_SHAPE)
    count = 0
    for count, message in enumerate(_split(content), start=1):
        yield _document(message, f"{path}#{count}", documents)
    if not count:
        yield Reject(str(path), "no mailbox: it has no line that begins with From")


def message(content: bytes, path: Path) -> Iterator[RawDocument | Canceled | Reject]:
    """The article of a file that is one message."""
    yield _document(content, str(path), RecordDocuments(path, {}, is_only=True, shape=_SHAPE))


def _document(content: bytes | None, location: str, documents: RecordDocuments) -> RawDocument | Canceled | Reject:
    if content is None:
        return Reject(location, f"a message of more than {_LARGEST_BYTES // 1_000_000} MB")
    try:
        record = mail_message.read(content)
    except mail_message.NoMessage as reason:
        return Reject(location, str(reason))
    if "text" not in record:
        return Reject(location, "a message without text")
    return unfetched(documents.document(record, location))


def _split(content: BinaryIO) -> Iterator[bytes | None]:
    """Each message without its line of the mailbox; None for one that is too large."""
    lines: list[bytes] = []
    size = 0
    is_inside, is_after_blank = False, True
    for line in compressed.lines(content, _LONGEST_LINE_BYTES):
        if is_after_blank and _FROM.match(line.rstrip(b"\r\n")):
            if is_inside:
                yield b"".join(lines) if size <= _LARGEST_BYTES else None
            lines, size, is_inside = [], 0, True
        elif is_inside:
            size += len(line)
            if size <= _LARGEST_BYTES:
                lines.append(line[1:] if _QUOTED_FROM.match(line) else line)
            else:
                lines.clear()
        is_after_blank = not line.strip()
    if is_inside:
        yield b"".join(lines) if size <= _LARGEST_BYTES else None
