"""WARC, the web archivists' format: the pages among its responses, by warcio."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

from clippings.core.types import Reject
from clippings.ingest.raw_document import RawDocument
from clippings.ingest.sources import compressed
from clippings.ingest.sources.options import ReadOptions

_LARGEST_BYTES = 20_000_000
_BROKEN = (compressed.Broken, EOFError, ValueError, AttributeError, TypeError, IndexError, zlib.error)
"""What warcio says of headers and bodies that are cut off or missing, beside its own error."""


def documents(path: Path, options: ReadOptions) -> Iterator[RawDocument | Reject]:
    """Every HTML page that a server answered with 200; pictures, redirects and requests are passed over.

    The day of the crawl is not taken for the day of publication.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    broken = (ArchiveLoadFailed, *_BROKEN)
    records = 0
    # warcio unpacks .gz by itself, record by record
    with compressed.opened(path) if path.suffix.lower() == ".zst" else path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                records += record.rec_type is not None
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
                kind = record.http_headers.get_header("Content-Type") or ""
                if record.http_headers.get_statuscode() != "200" or "html" not in kind.lower():
                    continue
                if not url.startswith(("http://", "https://")) or not options.wants(url):
                    continue
                location = f"{path}#{records}"
                content = record.content_stream().read(_LARGEST_BYTES + 1)
                if len(content) > _LARGEST_BYTES:
                    yield Reject(location, f"{url} is larger than {_LARGEST_BYTES // 1_000_000} MB")
                    continue
                record.raw_stream.read()  # what may follow the content
                if record.raw_stream.limit > 0:
                    yield Reject(location, f"the file breaks off within {url}")
                    continue
                yield RawDocument(
                    location=location,
                    kind="html",
                    content=content,
                    charset=_charset(kind),
                    fallback_url=url,
                    fallback_source=urlsplit(url).hostname or "",
                )
        except broken as error:
            yield Reject(str(path), f"the WARC breaks off or is none: {' '.join(str(error).split())[:200]}")
            return
    if not records:
        yield Reject(str(path), "the WARC breaks off or is none: it has no records")


def _charset(content_type: str) -> str | None:
    message = Message()
    message["Content-Type"] = content_type
    found = message.get_param("charset")
    return found if isinstance(found, str) else None
