"""Where a document was found, as a person reads it: `news.jsonl:12`, `news.json#3`, a path or an address."""

from __future__ import annotations

import glob
import itertools
import re
from pathlib import Path

_PART_OF_A_FILE = re.compile(r"(.+?)(?:[:#]\d+|:\d+#\d+|#page=\d+)", re.DOTALL)
_PART_OF_AN_ARCHIVE = re.compile(r"(.+?\.(?:zip|wacz|tar|tar\.gz|tgz|tar\.zst|tzst))#.+", re.DOTALL | re.IGNORECASE)
_PART_OF_A_FEED = re.compile(r"(.+?)#(?:page=)?\d+", re.DOTALL)


def is_address(location: str) -> bool:
    return location.startswith(("http://", "https://"))


def path_of(given: str) -> Path:
    """The full path of a file, a folder or a glob as someone typed it."""
    return Path(given).expanduser().absolute()


def folder_of_glob(pattern: Path) -> Path:
    """The folder below which everything lies that a glob names; any other path is its own."""
    return Path(*itertools.takewhile(lambda part: not glob.has_magic(part), pattern.parts))


def container_of(location: str) -> str:
    """What must be read to come to this location: the file of a line, the feed of an entry; else the location itself.

    A file's name may itself end like a line (`12:30`): whoever reads looks for the whole location first.
    """
    if not is_address(location) and (archive := _PART_OF_AN_ARCHIVE.fullmatch(location)):
        return archive[1]
    found = (_PART_OF_A_FEED if is_address(location) else _PART_OF_A_FILE).fullmatch(location)
    return found[1] if found else location
