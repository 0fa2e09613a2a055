"""Files, folders and globs: articles in any of the kinds below, also packed and in archives.

A kind that few archives hold is imported when its first file comes: most ingests read one kind, in several processes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from clippings.core.types import Reject
from clippings.ingest.documents import Item, Kind, RawDocument
from clippings.ingest.extraction.dates.file_names import date_in_name
from clippings.ingest.extraction.encoding.charset import decode, is_binary, without_stray_zeros
from clippings.ingest.sources.files import archive_files, compressed, csv_records, json_records, unread_kinds
from clippings.ingest.sources.files.named_files import named_files
from clippings.ingest.sources.options import ReadOptions
from clippings.ingest.sources.web import bookmarks, opml, sitemaps, url_list
from clippings.ingest.sources.web.links import FromRecord, Link, Unfetched, unfetched

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
_TOLD = f"{', '.join(_READABLE)}, also .gz, .zst"

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
    files = named_files(path, unreadable, _TOLD)
    yield from (reject for reject in unreadable if not options.excludes_folder(reject.location))
    for file in files:
        if not options.wants(file.as_posix()):
            continue
        try:
            yield from _documents_of(file, options, follow_links)
        except (OSError, compressed.BrokenArchive) as error:
            yield Reject(str(file), f"it cannot be read: {getattr(error, 'strerror', None) or error}")


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
    elif _is_json_lines(file, ending):
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
        from clippings.ingest.sources.files import warc

        yield from warc.documents(file, options)
    elif ending in _BOOKS and ending == file.suffix.lower():
        from clippings.ingest.sources.files import epub

        yield from epub.documents(file)
    elif ending in _SPREADSHEETS and ending == file.suffix.lower():
        from clippings.ingest.sources.exports import xlsx

        with file.open("rb") as content:
            yield from _fetched(xlsx.rows(content, file, options.names), file, follow_links)
    elif ending in _WORD and ending == file.suffix.lower():
        yield from _word_document(file)
    elif ending in _MAILBOXES:
        from clippings.ingest.sources.exports import mailbox_file

        with compressed.opened(file) as content:
            yield from mailbox_file.messages(content, file)
    elif ending not in _READABLE or ending in {*_BOOKS, *_SPREADSHEETS, *_WORD}:
        yield Reject(str(file), unread_kinds.why_unread(file.name, _TOLD))
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
    from clippings.ingest.sources.exports import docx

    try:
        with file.open("rb") as content:
            text = docx.text_of(content)
    except docx.NoDocument as reason:
        yield Reject(str(file), str(reason))
        return
    yield from _text(text.encode("utf-8", "replace"), file, text)


def _text(content: bytes, file: Path, text: str) -> Iterator[Item]:
    """A text: the articles of a press database's export, or one article."""
    from clippings.ingest.sources.exports import databases

    exported = databases.documents(text, file)
    if exported is not None:
        yield from exported
    else:
        yield _single_article(content, file, "text")


def _xml(content: bytes, file: Path) -> Iterator[Item]:
    from clippings.ingest.sources.exports import news_xml
    from clippings.ingest.sources.web import feeds

    if news_xml.looks_like_news(content):
        yield from news_xml.documents(content, file)
    else:
        yield from feeds.entries(content, str(file))


def _single_article(content: bytes, file: Path, kind: Kind) -> RawDocument:
    return RawDocument(
        location=str(file),
        kind=kind,
        content=content,
        fallback_url=file.absolute().as_uri(),
        fallback_source=file.absolute().parent.name,
        fallback_date=date_in_name(file, kind),
    )


def _is_json_lines(file: Path, ending: str) -> bool:
    if ending not in {*_JSON, *_JSON_LINES}:
        return False
    with compressed.opened(file) as content:
        return json_records.is_lines(content) if ending in _JSON else not json_records.is_one_document(content)


def _only_names_addresses(content: bytes, ending: str) -> bool:
    if ending in _XML:
        return ending in _OPML or sitemaps.looks_like_a_sitemap(content) or opml.looks_like_opml(content)
    if _KINDS.get(ending) == "html":
        return bookmarks.looks_like_bookmarks(content)
    return ending in _LISTS or (_KINDS.get(ending) in {"text", "markdown"} and url_list.is_list(content))


def _whole_file(
    content: bytes, file: Path, ending: str, options: ReadOptions, follow_links: FollowLinks | None
) -> Iterator[Item]:
    if _KINDS.get(ending) != "pdf":
        content = without_stray_zeros(content)
    if len(content) > _LARGEST_BYTES:
        way_out = "; save it as JSON Lines (.jsonl), which is read line by line" if ending in _JSON else ""
        yield Reject(str(file), f"larger than {_LARGEST_BYTES // 1_000_000} MB{way_out}")
    elif _KINDS.get(ending) != "pdf" and is_binary(content):
        yield Reject(str(file), f"a binary file that is named like text ({ending})")
    elif ending in {*_JSON, *_JSON_LINES}:
        yield from _fetched(json_records.document(content, file, options.names), file, follow_links)
    elif _KINDS.get(ending) == "markdown" and _DRAFTS in file.parent.parts:
        yield Reject(str(file), f"it lies in {_DRAFTS}, where Jekyll keeps what is not published", kind="draft")
    elif _only_names_addresses(content, ending):
        if follow_links is None:
            yield Reject(str(file), "it only names addresses; clippings ingest fetches them")
        else:
            yield from follow_links(content, file)
    elif ending in _XML:
        yield from _xml(content, file)
    elif ending in _MESSAGES:
        from clippings.ingest.sources.exports import mailbox_file

        yield from mailbox_file.message(content, file)
    elif ending in _SAVED_PAGES:
        from clippings.ingest.sources.exports import mhtml

        yield from mhtml.documents(content, file)
    elif _KINDS[ending] == "text":
        yield from _text(content, file, decode(content))
    else:
        yield _single_article(content, file, _KINDS[ending])
