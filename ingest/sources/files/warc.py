"""WARC, the web archivists' format: the pages among its responses and resources, by warcio."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from clippings.core.types import Reject
from clippings.ingest.documents import Kind, RawDocument
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.sources.files import compressed
from clippings.ingest.sources.files.content_coding import is_packed, unpacked
from clippings.ingest.sources.options import ReadOptions

_LARGEST_BYTES = 20_000_000
_BROKEN = (compressed.BrokenArchive, EOFError, ValueError, AttributeError, TypeError, IndexError, zlib.error)
"""What warcio says of headers and bodies that are cut off or missing, beside its own error."""
_GIVEN_AS_IT_IS = {"resource", "conversion"}
"""Records without a server's answer around them; conversions are what Common Crawl's WET files hold."""
_BEGINS_AS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)


def documents(path: Path, options: ReadOptions) -> Iterator[RawDocument | Reject]:
    """Every HTML page that a server answered with 200, resources that are HTML or text, and the texts of a WET file.

    Pictures, redirects and requests are passed over. The day of the crawl is not taken for the day of publication; it
    decides which of two captures of a page is the later one.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    broken = (ArchiveLoadFailed, *_BROKEN)
    records = pages = 0
    # warcio unpacks .gz by itself, record by record
    with compressed.opened(path) if path.suffix.lower() == ".zst" else path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                records += record.rec_type is not None
                url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
                declared = _declared(record)
                if declared is None or not url.startswith(("http://", "https://")) or not options.wants(url):
                    continue
                if _kind(record, declared) or not declared:
                    pages += 1
                    yield _document(record, url, declared, f"{path}#{records}")
        except broken as error:
            yield Reject(str(path), f"the WARC breaks off or is none: {' '.join(str(error).split())[:200]}")
            return
    if not records:
        yield Reject(str(path), "the WARC breaks off or is none: it has no records")
    elif not pages and not options.include and not options.exclude:
        yield Reject(str(path), f"none of the {records:,} records of the WARC is a page or a text")


def _declared(record: Any) -> str | None:
    """The Content-Type of a record that may be a page, "" where it names none; None where it is something else."""
    if record.rec_type in _GIVEN_AS_IT_IS:
        return record.rec_headers.get_header("Content-Type") or ""
    if record.rec_type != "response" or record.http_headers is None or record.http_headers.get_statuscode() != "200":
        return None
    return record.http_headers.get_header("Content-Type") or ""


def _kind(record: Any, declared: str) -> Kind | None:
    if "html" in declared.lower():
        return "html"
    return "text" if record.rec_type in _GIVEN_AS_IT_IS and declared.lower().startswith("text/plain") else None


def _document(record: Any, url: str, declared: str, location: str) -> RawDocument | Reject:
    """What is read of a page, or why it is not."""
    coding = _coding(record)
    content = record.content_stream().read(_LARGEST_BYTES + 1)
    if len(content) <= _LARGEST_BYTES:
        record.raw_stream.read()  # what may follow the content
        if record.raw_stream.limit > 0:
            return Reject(location, f"the file breaks off within {url}")
        content = unpacked(content, coding, _LARGEST_BYTES + 1)
    if len(content) > _LARGEST_BYTES:
        return Reject(location, f"{url} is larger than {_LARGEST_BYTES // 1_000_000} MB")
    if coding and is_packed(content):
        return Reject(location, f"{url} is packed in a way that cannot be undone (Content-Encoding: {coding[:40]})")
    if not declared and not _BEGINS_AS_HTML.match(content):
        return Reject(location, f"{url} names no Content-Type, and does not begin like a page")
    return RawDocument(
        location=location,
        kind=_kind(record, declared) or "html",
        content=content,
        charset=_charset(declared),
        fallback_url=url,
        fallback_source=urlsplit(url).hostname or "",
        captured_at=dates.parse(record.rec_headers.get_header("WARC-Date")),
        shape="WARC",
    )


def _coding(record: Any) -> str:
    """How the body is packed. Brotli is hidden from warcio, which would unpack it to whatever size it has."""
    if record.http_headers is None:
        return ""
    coding = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    if coding == "br":
        record.http_headers.replace_header("Content-Encoding", "identity")
    return coding


def _charset(content_type: str) -> str | None:
    message = Message()
    message["Content-Type"] = content_type
    found = message.get_param("charset")
    return found if isinstance(found, str) else None
