"""Archives (`.zip`, `.wacz`, `.tar`, `.tar.gz`): each file in them is read as if it lay in a folder.

One member at a time is unpacked, into a file beside; what unpacks to far more than it is, is refused.
"""

from __future__ import annotations

import contextlib
import re
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from clippings.core.types import Reject
from clippings.ingest.documents import Canceled, Item, RawDocument
from clippings.ingest.sources.files import archive_names, compressed
from clippings.ingest.sources.files.epub import BROKEN
from clippings.ingest.sources.files.unread_kinds import OF_THE_SYSTEM

ZIPS = (".zip", ".wacz")
TARS = (".tar", ".tar.gz", ".tgz", ".tar.zst", ".tzst")
_PIECE_BYTES = 1_000_000
_ALWAYS_ALLOWED_BYTES = 100_000_000
_MOST_TIMES = 100
"""News as HTML or JSON Lines packs to between a third and a thirtieth."""
_DEEPEST = 2
_LONGEST_HEADER_BYTES = 1_000_000
_LONGEST_NAME_BYTES = 180
_KEPT_FOLDERS = 4
_TAR_BROKEN = (*BROKEN, tarfile.TarError, compressed.BrokenArchive, OSError, OverflowError, IndexError, TypeError)


class Bomb(Exception):
    """It unpacks to far more than it is; the text says so."""


@dataclass(slots=True)
class Budget:
    """How many bytes an archive, with the archives in it, may still unpack to."""

    left: int

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            Bomb: They are too many.
        """
        self.left -= size
        if self.left < 0:
            raise Bomb(f"it unpacks to more than {_MOST_TIMES} times its size: unpack it yourself if it is right so")


ReadMember = Callable[[Path, Budget, int], Iterator[Item]]
"""Reads a file that was unpacked, with what the archives in it may unpack to, and how deep they would be."""


def is_archive(name: str) -> bool:
    return name.lower().endswith((*ZIPS, *TARS))


def documents(
    path: Path,
    read: ReadMember,
    wants: Callable[[str], bool],
    most_bytes: Callable[[str], int | None],
    budget: Budget | None = None,
    depth: int = 0,
) -> Iterator[Item]:
    """Everything in the files of an archive, in its order. Hidden files are passed over.

    Args:
        path: The archive.
        read: Reads a file that was unpacked.
        wants: Whether a file is to be read, by the path of the archive with its own.
        most_bytes: Of a file with this name, what its reader looks at; None for all of it.
        budget: Of the archive in which this one lies, if it does.
        depth: In how many archives this one lies.
    """
    if depth >= _DEEPEST:
        yield Reject(str(path), f"not read: more than {_DEEPEST} archives within one another")
        return
    budget = budget or Budget(max(_ALWAYS_ALLOWED_BYTES, _MOST_TIMES * path.stat().st_size))
    unpack = _zip_members if path.name.lower().endswith(ZIPS) else _tar_members
    count = 0
    with tempfile.TemporaryDirectory(prefix="clippings-") as folder:
        try:
            for name, content in unpack(path, budget):
                if not _is_read(path, name) or not wants(f"{path.as_posix()}/{name}"):
                    continue
                count += 1
                location = f"{path}#{name}"
                if isinstance(content, str):
                    yield Reject(location, content)
                    continue
                file = _place(Path(folder), path, name)
                try:
                    _copy(content, file, budget, most_bytes(name))
                    for item in read(file, budget, depth + 1):
                        yield _moved(item, file, path, name)
                except BROKEN as error:
                    yield Reject(location, f"it cannot be unpacked: {_reason(error)}")
                finally:
                    file.unlink(missing_ok=True)
        except Bomb as reason:
            yield Reject(str(path), f"refused: {reason}")
            return
        except _TAR_BROKEN as error:
            yield Reject(str(path), f"the archive breaks off or is none: {_reason(error)}")
            return
    if not count:
        yield Reject(str(path), "the archive holds no file that could be read")


def _reason(error: Exception) -> str:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "it is locked with a password"
    return " ".join(str(error).split())[:200] or type(error).__name__


def _zip_members(path: Path, _: Budget) -> Iterator[tuple[str, BinaryIO | str]]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        archive_names.put_right(members)
        for member in members:
            if member.is_dir():
                continue
            try:
                content = archive.open(member)
            except BROKEN as error:
                yield member.filename, f"it cannot be unpacked: {_reason(error)}"
                continue
            with content:
                yield member.filename, cast(BinaryIO, content)


def _tar_members(path: Path, budget: Budget) -> Iterator[tuple[str, BinaryIO | str]]:
    with _unpacked(path) as content, tarfile.open(fileobj=cast(Any, _Forward(content, budget)), mode="r:") as archive:
        while (member := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # else they are kept, however many there are
            if not member.isreg():
                continue
            if member.sparse is not None:
                yield member.name, "it is a sparse file, which is not unpacked"
                continue
            inside = archive.extractfile(member)
            if inside is not None:
                yield member.name, cast(BinaryIO, inside)


@contextlib.contextmanager
def _unpacked(path: Path) -> Iterator[BinaryIO]:
    aliases = {".tgz": ".gz", ".tzst": ".zst"}
    with compressed.opened(path, aliases.get(path.suffix.lower())) as content:
        yield content


class _Forward:
    """A file for `tarfile` that is read from its beginning to its end, in pieces, and counted."""

    def __init__(self, content: BinaryIO, budget: Budget) -> None:
        self._content = content
        self._budget = budget
        self._at = 0

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _LONGEST_HEADER_BYTES:
            raise tarfile.ReadError(f"a header of more than {_LONGEST_HEADER_BYTES // 1_000_000} MB")
        pieces = []
        while size and (piece := self._content.read(size)):
            pieces.append(piece)
            size -= len(piece)
            self._at += len(piece)
            self._budget.spend(len(piece))
        return b"".join(pieces)

    def seek(self, position: int, whence: int = 0) -> int:
        if whence or position < self._at:
            raise tarfile.StreamError("it cannot be read backwards")
        while self._at < position and self.read(min(_LONGEST_HEADER_BYTES, position - self._at)):
            pass
        return self._at


def _is_read(path: Path, name: str) -> bool:
    parts = PurePosixPath(name).parts
    if any(part.startswith(".") and part not in {".", ".."} for part in parts) or "__MACOSX" in parts:
        return False
    if parts and parts[-1].lower() in OF_THE_SYSTEM:
        return False
    is_crawl = path.name.lower().endswith(".wacz")  # its other files are indexes of the WARCs in it
    return not is_crawl or (bool(parts) and parts[0] == "archive")


def _place(folder: Path, archive: Path, name: str) -> Path:
    """Where a member is unpacked: under its own name and the names of its folders, which tell its source and day."""
    parts = [part for part in re.split(r"[/\\]", name) if part not in {"", ".", ".."}] or ["member"]
    stem = archive.name.partition(".")[0]
    folders = [stem, *parts[:-1]][-_KEPT_FOLDERS:]
    place = folder.joinpath(*(_safe(part) for part in (*folders, parts[-1])))
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _safe(part: str) -> str:
    """A name that the file system takes, with its ending."""
    part = part.replace("\x00", "").encode("utf-8", "replace").decode("utf-8") or "_"
    if len(part.encode()) <= _LONGEST_NAME_BYTES:
        return part
    return part.encode()[:40].decode("utf-8", "ignore") + part.encode()[-100:].decode("utf-8", "ignore")


def _copy(content: BinaryIO, file: Path, budget: Budget, most: int | None) -> None:
    with file.open("wb") as copy:
        size = 0
        while piece := content.read(_PIECE_BYTES if most is None else min(_PIECE_BYTES, most + 1 - size)):
            size += len(piece)
            if not isinstance(content, tarfile.ExFileObject):  # whose bytes are counted as they are read
                budget.spend(len(piece))
            copy.write(piece)


def _moved(item: Item, file: Path, archive: Path, name: str) -> Item:
    """What was read of a member, as lying in the archive."""
    here, there = str(file), f"{archive}#{name}"
    here_uri, there_uri = file.as_uri(), f"{archive.absolute().as_uri()}#{quote(name)}"
    if isinstance(item, RawDocument):
        return replace(
            item,
            location=item.location.replace(here, there, 1),
            fallback_url=item.fallback_url.replace(here_uri, there_uri, 1),
        )
    if isinstance(item, Canceled):
        return replace(
            item, location=item.location.replace(here, there, 1), url=item.url.replace(here_uri, there_uri, 1)
        )
    if isinstance(item, Reject):
        return replace(item, location=item.location.replace(here, there, 1), reason=item.reason.replace(here, there))
    return item
