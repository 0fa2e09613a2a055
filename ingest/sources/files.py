"""Files, folders and globs: HTML, text, Markdown, JSON, JSON Lines, CSV, EPUB, PDF, WARC and feeds, also packed."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator
from pathlib import Path

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.charset import utf16_without_mark
from clippings.ingest.raw_document import Item, Kind, RawDocument
from clippings.ingest.sources import compressed, csv_records, epub, feeds, json_records, sitemaps, url_list, warc
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
_XML = {".xml", ".rss", ".atom"}
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

    Hidden files are passed over. A file that cannot be read is a reject, and the rest go on.

    Args:
        path: A file, a folder, or a glob (`news/**/*.html`).
        options: How to read it.
        follow_links: What to do with files that only name addresses; they are rejects when None.

    Raises:
        SourceUnavailable: There is no such path, or the folder holds no file.
    """
    options = options or ReadOptions()
    for file in _files(path):
        if not options.wants(file.as_posix()):
            continue
        try:
            yield from _documents_of(file, options, follow_links)
        except (OSError, compressed.Broken) as error:
            yield Reject(str(file), f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _files(path: Path) -> list[Path]:
    if not path.exists() and glob.has_magic(str(path)):
        named = sorted(Path(found) for found in glob.glob(str(path), recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        files = [file for found in named for file in ([found] if found.is_file() else sorted(_files_below(found)))]
        if not files:
            raise SourceUnavailable(f"No file matches {path}.", "Check the pattern; ** stands for any folders.")
        return list(dict.fromkeys(files))
    if not path.exists():
        raise SourceUnavailable(f"There is no file or folder {path}.", "Check the path.")
    files = sorted(_files_below(path)) if path.is_dir() else [path]
    if not files:
        raise SourceUnavailable(
            f"The folder {path} holds no files.", f"Put articles there ({', '.join(_READABLE)}{_ALSO})."
        )
    return files


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") for part in parts):
            yield path


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


def _whole_file(
    content: bytes, file: Path, ending: str, options: ReadOptions, follow_links: FollowLinks | None
) -> Iterator[Item]:
    if len(content) > _LARGEST_BYTES:
        yield Reject(str(file), f"larger than {_LARGEST_BYTES // 1_000_000} MB")
    elif _KINDS.get(ending) != "pdf" and _is_binary(content):
        yield Reject(str(file), f"a binary file that is named like text ({ending})")
    elif ending in _JSON:
        yield from json_records.document(content, file, options.names)
    elif ending in _LISTS or (ending in _XML and sitemaps.looks_like_a_sitemap(content)):
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


def _is_binary(content: bytes) -> bool:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return b"\x00" in content[:8_192] and not is_utf16 and not utf16_without_mark(content)
