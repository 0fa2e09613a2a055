"""Files, folders and globs: HTML, text, Markdown, JSON, JSON Lines, CSV, EPUB, PDF, WARC and feeds, also packed."""

from __future__ import annotations

import glob
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.charset import is_binary
from clippings.ingest.location import folder_of_glob
from clippings.ingest.raw_document import Item, Kind, RawDocument
from clippings.ingest.sources import compressed, csv_records, epub, feeds, json_records, opml, sitemaps, url_list, warc
from clippings.ingest.sources.folders import files_below
from clippings.ingest.sources.options import ReadOptions

_KINDS: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".pdf": "pdf",
}
_XML = {".xml", ".rss", ".atom", ".rdf", ".opml"}
_JSON = {".json"}
_JSON_LINES = {".jsonl", ".ndjson"}
_TABLES = {".csv", ".tsv"}
_BOOKS = {".epub"}
_LISTS = set(url_list.ENDINGS)
_WARC = {".warc"}
_READABLE = sorted({*_KINDS, *_XML, *_JSON, *_JSON_LINES, *_TABLES, *_BOOKS, *_WARC, *_LISTS})
_LARGEST_BYTES = 50_000_000
"""Of one file that holds one article or one feed; JSON Lines and tables are read line by line, however many."""
_ALSO = ", also .gz, .zst"

FollowLinks = Callable[[bytes, Path], Iterator[Item]]
"""Fetches the pages that a list of addresses or a sitemap in a file names."""


def documents(
    path: Path, options: ReadOptions | None = None, follow_links: FollowLinks | None = None
) -> Iterator[Item]:
    """Everything in a file, in a folder and the folders below it, or in what a glob names, in the order of the names.

    Hidden files are passed over. A file or a folder that cannot be read is a reject, and the rest go on.

    Args:
        path: A file, a folder, or a glob (`news/**/*.html`).
        options: How to read it.
        follow_links: What to do with files that only name addresses; they are rejects when None.

    Raises:
        SourceUnavailable: There is no such path, or the folder holds no file.
    """
    options = options or ReadOptions()
    unreadable: list[Reject] = []
    files = _files(path, unreadable)
    yield from (reject for reject in unreadable if not options.excludes_folder(reject.location))
    for file in files:
        if not options.wants(file.as_posix()):
            continue
        try:
            yield from _documents_of(file, options, follow_links)
        except (OSError, compressed.Broken) as error:
            yield Reject(str(file), f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _files(path: Path, unreadable: list[Reject]) -> list[Path]:
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
        raise SourceUnavailable(
            f"The folder {path} holds no files.", f"Put articles there ({', '.join(_READABLE)}{_ALSO})."
        )
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


def _documents_of(file: Path, options: ReadOptions, follow_links: FollowLinks | None) -> Iterator[Item]:
    ending = compressed.inner_name(file).suffix.lower()
    if ending in _JSON_LINES:
        with compressed.opened(file) as content:
            yield from json_records.lines(content, file, options.names)
    elif ending in _TABLES:
        with compressed.opened(file) as content:
            yield from csv_records.rows(content, file, options.names)
    elif ending in _WARC:
        yield from warc.documents(file, options)
    elif ending in _BOOKS and ending == file.suffix.lower():
        yield from epub.documents(file)
    elif ending not in _READABLE or ending in _BOOKS:
        yield Reject(
            str(file),
            f"not a kind of file that can be read ({', '.join(_READABLE)}{_ALSO}); it has {file.suffix or 'no ending'}",
        )
    else:
        with compressed.opened(file) as content:
            whole = content.read(_LARGEST_BYTES + 1)
        yield from _whole_file(whole, file, ending, options, follow_links)


def _only_names_addresses(content: bytes, ending: str) -> bool:
    if ending in _XML:
        return sitemaps.looks_like_a_sitemap(content) or opml.looks_like_opml(content)
    return ending in _LISTS or (_KINDS.get(ending) == "text" and url_list.is_list(content))


def _whole_file(
    content: bytes, file: Path, ending: str, options: ReadOptions, follow_links: FollowLinks | None
) -> Iterator[Item]:
    if len(content) > _LARGEST_BYTES:
        yield Reject(str(file), f"larger than {_LARGEST_BYTES // 1_000_000} MB")
    elif _KINDS.get(ending) != "pdf" and is_binary(content):
        yield Reject(str(file), f"a binary file that is named like text ({ending})")
    elif ending in _JSON:
        yield from json_records.document(content, file, options.names)
    elif _only_names_addresses(content, ending):
        if follow_links is None:
            yield Reject(str(file), "it only names addresses; clippings ingest fetches them")
        else:
            yield from follow_links(content, file)
    elif ending in _XML:
        yield from feeds.entries(content, str(file))
    else:
        yield RawDocument(
            location=str(file),
            kind=_KINDS[ending],
            content=content,
            fallback_url=file.absolute().as_uri(),
            fallback_source=file.absolute().parent.name,
        )
