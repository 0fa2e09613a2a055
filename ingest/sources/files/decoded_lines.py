"""The lines of a file as text, in whatever character set it is, however long it is."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from clippings.ingest.extraction.encoding.charset import codec_of, is_plausible, utf16_without_mark
from clippings.ingest.extraction.encoding.double_encoding import may_be_in, undone
from clippings.ingest.sources.files import compressed

_BLOCK_BYTES = 64_000
_ENOUGH_BYTES = 8_000
"""Of lines that are no UTF-8: more of them make it no clearer which character set they are in."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Line(NamedTuple):
    """A line with its end."""

    text: str
    """Empty where the line is too long."""
    problem: str = ""
    """Why not all of it can be read."""


def decoded_lines(content: BinaryIO, longest_bytes: int) -> Iterator[Line]:
    """The lines of a file, with no more of it in memory than 64 KB and the longest line.

    What is no UTF-8 is read in the character set that such lines of the file are likeliest in, however far below the
    top the first of them stands; a line that cannot be in it, in its own.

    Args:
        content: The file.
        longest_bytes: Longer lines are not read (of UTF-16: half as many characters).
    """
    buffered = content if isinstance(content, io.BufferedReader | gzip.GzipFile) else io.BufferedReader(content)  # type: ignore[type-var]
    sample = buffered.peek(_BLOCK_BYTES)
    utf16 = "utf-16" if sample.startswith(_UTF16_MARKS) else utf16_without_mark(sample)
    found = _utf16_lines(buffered, utf16, longest_bytes) if utf16 else _lines(buffered, longest_bytes)
    first = next(found, None)
    if first is not None:
        yield first._replace(text=first.text.removeprefix("\ufeff"))
        yield from found


def _utf16_lines(content: BinaryIO, codec: str, longest_bytes: int) -> Iterator[Line]:
    text = io.TextIOWrapper(content, codec, errors="replace", newline="\n")
    longest = longest_bytes // 2
    while line := text.readline(longest + 1):
        problem = _undecodable(codec) if "\ufffd" in line else ""
        yield _too_long(longest_bytes) if len(line) > longest else Line(line, problem)
        while len(line) > longest and not line.endswith("\n"):
            line = text.readline(longest + 1)


def _lines(content: BinaryIO, longest_bytes: int) -> Iterator[Line]:
    evidence, codec = b"", ""
    for block in _blocks(compressed.lines(content, longest_bytes)):
        texts = [_utf8(line) if len(line) <= longest_bytes else "" for line in block]
        foreign = b"".join(line for line, text in zip(block, texts, strict=True) if text is None)
        if foreign and (len(evidence) < _ENOUGH_BYTES or not is_plausible(foreign, codec)):
            evidence = foreign if len(evidence) >= _ENOUGH_BYTES else evidence + foreign
            codec = codec_of(evidence)
        for line, text in zip(block, texts, strict=True):
            if text is None:
                yield _foreign_line(line, codec)
            else:
                yield Line(undone(text) if may_be_in(line) else text) if text else _too_long(longest_bytes)


def _blocks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The lines in groups of 64 KB; also those before the place at which a packed file breaks off."""
    block: list[bytes] = []
    size = 0
    try:
        for line in lines:
            block.append(line)
            size += len(line)
            if size >= _BLOCK_BYTES:
                yield block
                block, size = [], 0
    except Exception:
        yield block
        raise
    yield block


def _utf8(line: bytes) -> str | None:
    """The text, unless the line is no UTF-8, or is in a character set that looks like it but for escape sequences."""
    try:
        return None if b"\x1b" in line else line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _foreign_line(line: bytes, codec: str) -> Line:
    """A line in the character set of its neighbours, else in its own."""
    if is_plausible(line, codec):
        return Line(line.decode(codec))
    own = codec_of(line)
    try:
        return Line(line.decode(own))
    except UnicodeDecodeError:
        return Line(line.decode(own, "replace"), _undecodable(own))


def _too_long(longest_bytes: int) -> Line:
    return Line("", f"a line of more than {longest_bytes // 1_000_000} MB")


def _undecodable(codec: str) -> str:
    return f"some of its bytes are no characters in the likeliest character set ({codec}): save it as UTF-8"
