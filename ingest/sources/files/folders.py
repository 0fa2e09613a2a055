"""The files in a folder and the folders below it, each folder once; what cannot be looked into is a reject."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from clippings.core.types import Reject
from clippings.ingest.sources.files.unread_kinds import OF_THE_SYSTEM

Note = Callable[[Reject], object]


def files_below(folder: Path, note: Note) -> Iterator[Path]:
    """Every file, in no particular order; hidden files and folders are passed over, links are followed.

    A folder to which links lead as well is read where it lies, and so are folders that link to each other.

    Args:
        folder: Where to begin.
        note: Is told of every folder and link that cannot be looked into.
    """

    def tell(error: OSError) -> None:
        note(Reject(str(error.filename), f"it cannot be read: {error.strerror or error}"))

    seen: set[tuple[int, int]] = set()
    waiting = deque([str(folder)])
    while waiting:
        for at, folders, names in os.walk(waiting.popleft(), onerror=tell):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            folder_id = _folder_id(at, tell)
            if folder_id is None or folder_id in seen:
                folders.clear()
                continue
            seen.add(folder_id)
            waiting.extend(link for name in folders if os.path.islink(link := f"{at}{os.sep}{name}"))  # noqa: PTH114 (as os.walk does)
            for name in names:
                path = Path(at, name)
                if not name.startswith(".") and name.lower() not in OF_THE_SYSTEM and _is_file(path, tell):
                    yield path


def _folder_id(at: str, tell: Callable[[OSError], None]) -> tuple[int, int] | None:
    try:
        found = Path(at).stat()
    except OSError as error:
        tell(error)
        return None
    return found.st_dev, found.st_ino


def _is_file(path: Path, tell: Callable[[OSError], None]) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        if not isinstance(error, FileNotFoundError) or path.is_symlink():  # else it went while the folder was read
            tell(error)
        return False
