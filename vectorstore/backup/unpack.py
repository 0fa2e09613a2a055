"""A backup's files, out of the one file: only those it may have, only as large as it says, each with its digest.

The file may come from anywhere, so nothing in it is believed: tar's own extraction, with its links, devices, owners
and paths, is not used at all.
"""

from __future__ import annotations

import hashlib
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import zstandard

from clippings.core.errors import BackupUnusable, StorageError
from clippings.vectorstore.backup import manifest
from clippings.vectorstore.backup.manifest import File, Manifest
from clippings.vectorstore.maintenance.progress import Stages

_READ_BYTES = 1 << 20
_LARGEST_WINDOW_BYTES = 1 << 27
"""What zstandard may hold in memory to read a file; ours need 2 MB."""
_LEFT_FREE_BYTES = 50_000_000


def unpack(file: Path, folder: Path, stages: Stages) -> Manifest:
    """Write the files of a backup into a folder of their own, each with the digest that the manifest says.

    Raises:
        BackupUnusable: It is no backup, is damaged or cut off, or has an entry that none may have.
        StorageError: It cannot be read, or there is no space for what it says it holds.
    """
    with _opened(file) as tar:
        entries = _files_of(tar)
        first, content = next(entries, (None, None))
        if first is None or content is None or first.name != manifest.NAME or first.size > manifest.LARGEST_BYTES:
            raise BackupUnusable(
                f"{file} is not a backup of Clippings: it does not begin with {manifest.NAME}.", _WHICH
            )
        told = manifest.read(content.read(first.size))
        free = shutil.disk_usage(folder).free
        if told.bytes > free - _LEFT_FREE_BYTES:
            raise StorageError(
                f"The backup holds {told.bytes // 1_000_000} MB, and {folder.parent} has {free // 1_000_000} MB free.",
                "Free some space, or name another folder with --home.",
            )
        stages.stage("unpacking", told.bytes)
        wanted = {entry.name: entry for entry in told.files}
        for entry, content in entries:
            expected = wanted.pop(entry.name, None)  # type: ignore[call-overload]
            if expected is None or content is None or entry.size != expected.bytes:
                raise BackupUnusable(f"{file} holds {entry.name!r} otherwise than its manifest says.", _WHICH)
            _write(content, folder / expected.name, expected, stages)
    if wanted:
        raise BackupUnusable(f"{file} lacks {', '.join(sorted(wanted))}, which its manifest names.", _WHICH)
    return told


def _files_of(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, tarfile.ExFileObject | None]]:
    for entry in tar:
        if not entry.isreg() or entry.issparse():
            raise BackupUnusable(f"The backup holds {entry.name!r}, which is not a plain file.", _WHICH)
        yield entry, tar.extractfile(entry)  # type: ignore[misc]


def _write(content: tarfile.ExFileObject, path: Path, expected: File, stages: Stages) -> None:
    path.parent.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as target:
        while part := content.read(_READ_BYTES):
            digest.update(part)
            target.write(part)
            stages.advance(len(part))
    if digest.hexdigest() != expected.sha256:
        raise BackupUnusable(
            f"{expected.name} in the backup is damaged: it has another digest than was written.", _WHICH
        )


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        raw = file.open("rb")
    except OSError as error:
        raise StorageError(f"The backup {file} cannot be read ({error.strerror}).", "Check its name.") from error
    decompressor = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW_BYTES)
    try:
        with (
            raw,
            decompressor.stream_reader(raw) as stream,
            tarfile.open(fileobj=stream, mode="r|") as tar,
        ):
            yield tar
    except (zstandard.ZstdError, tarfile.TarError, EOFError) as error:
        raise BackupUnusable(f"{file} is not a whole backup of Clippings ({error}).", _WHICH) from error


_WHICH = "Take another backup; nothing was restored from this one."
