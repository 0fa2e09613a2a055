"""Files, folders and globs: articles in any of the kinds below, also packed and in archives."""

from __future__ import annotations

import glob
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.charset import decode, is_binary
from clippings.ingest.file_dates import date_in_name
from clippings.ingest.location import folder_of_glob
from clippings.ingest.raw_document import Item, Kind, RawDocument
from clippings.ingest.sources import (
    archive_files,
    bookmarks,
    compressed,
    csv_records,
    epub,
    feeds,
    json_records,
    opml,
    sitemaps,
    url_list,
    warc,
)
from clippings.ingest.sources.exports import databases, docx, mailbox_file, mhtml, news_xml, xlsx
from clippings.ingest.sources.folders import files_below
from clippings.ingest.sources.links import FromRecord, Link, Unfetched, unfetched
from clippings.ingest.sources.options import ReadOptions

_KINDS: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".txt": "text",
    ".text": "text",
    ".pdf": "pdf",
}
_XML = {".xml", ".rss", ".atom", ".rdf", ".opml"}
_JSON = {".json"}
_JSON_LINES = {".jsonl", ".ndjson"}
_TABLES = {".csv", ".tsv"}
_SPREADSHEETS = {".xlsx", ".xlsm"}
_BOOKS = {".epub"}
_WORD = {".docx"}
_MAILBOXES = {".mbox"}
_MESSAGES = {".eml"}
_SAVED_PAGES = {".mhtml", ".mht"}
_OPML = {".opml"}
_LISTS = set(url_list.ENDINGS)
_WARC = {".warc", ".wet"}
_OF_ANY_LENGTH = {*_JSON, *_JSON_LINES, *_TABLES, *_SPREADSHEETS, *_MAILBOXES, *_WARC}
"""Files that are read piece by piece."""
_READABLE = sorted(
    {*_KINDS, *_XML, *_JSON, *_TABLES, *_BOOKS, *_WORD, *_MESSAGES, *_SAVED_PAGES, *_OPML, *_LISTS, *_OF_ANY_LENGTH}
    | {".zip", ".wacz", ".tar", ".tgz"}
)
_DRAFTS = "_drafts"
_LARGEST_BYTES = 50_000_000
"""Of one file that holds one article or one feed; JSON Lines and tables are read line by line, however many."""
_ALSO = ", also .gz, .zst"

FollowLinks = Callable[[bytes | Iterable[Link | Reject], Path], Iterator[Item]]
"""Fetches the pages that a list of addresses or a sitemap in a file names, or that its records do."""


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


def _documents_of(
    file: Path,
    options: ReadOptions,
    follow_links: FollowLinks | None,
    budget: archive_files.Budget | None = None,
    depth: int = 0,
) -> Iterator[Item]:
    """What one file gives; archives within archives share a budget."""
    ending = compressed.inner_name(file).suffix.lower()
    if archive_files.is_archive(file.name):
        yield from archive_files.documents(
            file,
            lambda member, left, below: _documents_of(member, options, follow_links, left, below),
            options.wants,
            _most_bytes,
            budget,
            depth,
        )
    elif ending in _JSON_LINES or (ending in _JSON and _is_json_lines(file)):
        with compressed.opened(file) as content:
            order = json_records.date_order(content, options.names)
        with compressed.opened(file) as content:
            yield from _fetched(json_records.lines(content, file, options.names, order), file, follow_links)
    elif ending in _TABLES:
        with compressed.opened(file) as content:
            order = csv_records.date_order(content, file, options.names)
        with compressed.opened(file) as content:
            yield from _fetched(csv_records.rows(content, file, options.names, order), file, follow_links)
    elif ending in _WARC:
        yield from warc.documents(file, options)
    elif ending in _BOOKS and ending == file.suffix.lower():
        yield from epub.documents(file)
    elif ending in _SPREADSHEETS and ending == file.suffix.lower():
        with file.open("rb") as content:
            yield from _fetched(xlsx.rows(content, file, options.names), file, follow_links)
    elif ending in _WORD and ending == file.suffix.lower():
        yield from _word_document(file)
    elif ending in _MAILBOXES:
        with compressed.opened(file) as content:
            yield from mailbox_file.messages(content, file)
    elif ending not in _READABLE or ending in {*_BOOKS, *_SPREADSHEETS, *_WORD}:
        yield Reject(
            str(file),
            f"not a kind of file that can be read ({', '.join(_READABLE)}{_ALSO}); it has {file.suffix or 'no ending'}",
        )
    else:
        with compressed.opened(file) as content:
            whole = content.read(_LARGEST_BYTES + 1)
        yield from _whole_file(whole, file, ending, options, follow_links)


def _fetched(items: Iterator[FromRecord], file: Path, follow_links: FollowLinks | None) -> Iterator[Item]:
    """The same items, with the pages in place of the records that only name one; rejects where none are fetched."""
    for is_unfetched, group in itertools.groupby(items, key=lambda item: isinstance(item, Unfetched)):
        if is_unfetched and follow_links:
            yield from follow_links((item.link for item in group if isinstance(item, Unfetched)), file)
        else:
            yield from map(unfetched, group)


def _most_bytes(name: str) -> int | None:
    """How much of a file in an archive its reader looks at; None for all of it."""
    is_whole = compressed.inner_name(Path(name)).suffix.lower() in _OF_ANY_LENGTH or archive_files.is_archive(name)
    return None if is_whole or Path(name).suffix.lower() in compressed.PACKED else _LARGEST_BYTES


def _word_document(file: Path) -> Iterator[Item]:
    try:
        with file.open("rb") as content:
            text = docx.text_of(content)
    except docx.NoDocument as reason:
        yield Reject(str(file), str(reason))
        return
    yield from _text(text.encode("utf-8", "replace"), file, text)


def _text(content: bytes, file: Path, text: str) -> Iterator[Item]:
    """A text: the articles of a press database's export, or one article."""
    exported = databases.documents(text, file)
    if exported is not None:
        yield from exported
    else:
        yield _single_article(content, file, "text")


def _single_article(content: bytes, file: Path, kind: Kind) -> RawDocument:
    return RawDocument(
        location=str(file),
        kind=kind,
        content=content,
        fallback_url=file.absolute().as_uri(),
        fallback_source=file.absolute().parent.name,
        fallback_date=date_in_name(file, kind),
    )


def _is_json_lines(file: Path) -> bool:
    with compressed.opened(file) as content:
        return json_records.is_lines(content)


def _only_names_addresses(content: bytes, ending: str) -> bool:
    if ending in _XML:
        return ending in _OPML or sitemaps.looks_like_a_sitemap(content) or opml.looks_like_opml(content)
    if _KINDS.get(ending) == "html":
        return bookmarks.looks_like_bookmarks(content)
    return ending in _LISTS or (_KINDS.get(ending) in {"text", "markdown"} and url_list.is_list(content))


def _whole_file(
    content: bytes, file: Path, ending: str, options: ReadOptions, follow_links: FollowLinks | None
) -> Iterator[Item]:
    if len(content) > _LARGEST_BYTES:
        way_out = "; save it as JSON Lines (.jsonl), which is read line by line" if ending in _JSON else ""
        yield Reject(str(file), f"larger than {_LARGEST_BYTES // 1_000_000} MB{way_out}")
    elif _KINDS.get(ending) != "pdf" and is_binary(content):
        yield Reject(str(file), f"a binary file that is named like text ({ending})")
    elif ending in _JSON:
        yield from _fetched(json_records.document(content, file, options.names), file, follow_links)
    elif _KINDS.get(ending) == "markdown" and _DRAFTS in file.parent.parts:
        yield Reject(str(file), f"it lies in {_DRAFTS}, where Jekyll keeps what is not published", kind="draft")
    elif _only_names_addresses(content, ending):
        if follow_links is None:
            yield Reject(str(file), "it only names addresses; clippings ingest fetches them")
        else:
            yield from follow_links(content, file)
    elif ending in _XML and news_xml.looks_like_news(content):
        yield from news_xml.documents(content, file)
    elif ending in _XML:
        yield from feeds.entries(content, str(file))
    elif ending in _MESSAGES:
        yield from mailbox_file.message(content, file)
    elif ending in _SAVED_PAGES:
        yield from mhtml.documents(content, file)
    elif _KINDS[ending] == "text":
        yield from _text(content, file, decode(content))
    else:
        yield _single_article(content, file, _KINDS[ending])
