"""The files that a path, a folder or a glob names."""

from __future__ import annotations

import glob
import itertools
import os
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.location import folder_of_glob
from clippings.ingest.sources.files.folders import files_below


def named_files(path: Path, unreadable: list[Reject], readable: str) -> list[Path]:
    """The files, in the order of their names.

    Args:
        path: A file, a folder, or a glob.
        unreadable: Gets what cannot be looked into.
        readable: Names the kinds of files that can be read, for an admin whose folder holds none.

    Raises:
        SourceUnavailable: There is no such path, or the folder holds no file.
    """
    try:
        is_there = bool(path.stat())
    except (FileNotFoundError, NotADirectoryError):
        is_there = False
    except OSError as error:
        raise SourceUnavailable(
            f"{path} cannot be read ({error.strerror}).", "Let the user who runs this read it."
        ) from error
    if not is_there and glob.has_magic(str(path)):
        return _matching(path, unreadable)
    if not is_there:
        raise SourceUnavailable(f"There is no file or folder {path}.", "Check the path.")
    files = sorted(files_below(path, unreadable.append)) if path.is_dir() else [path]
    if not files and not unreadable:
        raise SourceUnavailable(f"The folder {path} holds no files.", f"Put articles there ({readable}).")
    return files


def _matching(pattern: Path, unreadable: list[Reject]) -> list[Path]:
    """The files that a glob names, and those in the folders that it names."""
    root = folder_of_glob(pattern)
    if "**" in pattern.parts:  # `glob` would go round with links for ever, and pass over what it may not look into
        wanted = pattern.parts[len(root.parts) :]
        below = files_below(root, unreadable.append)
        files = sorted(file for file in below if _is_named(file.relative_to(root).parts, wanted))
    else:
        unreadable.extend(_locked_on_the_way(pattern, root))
        inside = (
            [found] if os.path.isfile(found) else sorted(files_below(found, unreadable.append))  # noqa: PTH113 (never raises)
            for found in _glob(pattern)
        )
        files = list(dict.fromkeys(itertools.chain.from_iterable(inside)))
    if not files and not unreadable:
        raise SourceUnavailable(f"No file matches {pattern}.", "Check the pattern; ** stands for any folders.")
    return files


def _glob(pattern: Path) -> list[Path]:
    return sorted(map(Path, glob.glob(str(pattern))))  # noqa: PTH207 (Path.glob takes no absolute pattern)


def _locked_on_the_way(pattern: Path, root: Path) -> list[Reject]:
    """The folders in which a glob finds nothing because it may not look into them."""
    folders = itertools.chain.from_iterable(map(_glob, pattern.parents[: len(pattern.parts) - len(root.parts)]))
    return [
        Reject(str(folder), "it cannot be read: no permission to look into this folder")
        for folder in folders
        if os.path.isdir(folder) and not os.access(folder, os.R_OK | os.X_OK)  # noqa: PTH112 (never raises)
    ]


def _is_named(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a glob names a file, or a folder that it lies in."""
    if not wanted:
        return True
    if wanted[0] == "**":
        return _is_named(parts, wanted[1:]) or (bool(parts) and _is_named(parts[1:], wanted))
    return bool(parts) and fnmatch(parts[0], wanted[0]) and _is_named(parts[1:], wanted[1:])
