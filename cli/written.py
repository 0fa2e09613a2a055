"""Files that a command writes: refused before the work is done where they cannot be, written in UTF-8."""

from __future__ import annotations

from pathlib import Path

from clippings.core.errors import StorageError, WrongUsage


def refuse_unwritable(file: Path | None) -> None:
    """Told before the work, not after.

    Raises:
        WrongUsage: Its folder is not there, or it is a folder itself.
    """
    if file is not None and (not file.parent.is_dir() or file.is_dir()):
        raise WrongUsage(f"{file} cannot be written.", "Name a file in a folder that is there.")


def write(file: Path, content: str | bytes) -> None:
    """Write a file; text in UTF-8.

    Raises:
        StorageError: The disk or its permissions do not let it.
    """
    try:
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    except OSError as error:
        raise StorageError(
            f"{file} cannot be written ({error.strerror or error}).", "Free some space or name another file."
        ) from error
