"""Web pages that a browser saved into one file (MHTML, RFC 2557)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.html.publisher_host import host_of
from clippings.ingest.sources.exports import mail_message

_MOST_PARTS = 5_000


def documents(content: bytes, path: Path) -> Iterator[RawDocument | Reject]:
    """The page of the file, under the address that it was saved from. The day on which it was saved says nothing."""
    try:
        message = mail_message.parse(content)
    except mail_message.NoMessage as reason:
        yield Reject(str(path), f"no saved page: {reason}")
        return
    snapshot = str(message.get("Snapshot-Content-Location") or "").strip()
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            break
        page = (
            part.get_payload(decode=True) if part.get_content_type() in {"text/html", "application/xhtml+xml"} else None
        )
        if not isinstance(page, bytes) or not page.strip():
            continue
        charset = part.get_param("charset")
        location = snapshot or str(part.get("Content-Location") or "").strip()
        url = location if location.startswith(("http://", "https://")) else path.absolute().as_uri()
        yield RawDocument(
            location=str(path),
            kind="html",
            content=page,
            charset=charset if isinstance(charset, str) else None,
            fallback_url=url,
            fallback_source=host_of(url) or path.absolute().parent.name,
            shape="MHTML",
        )
        return
    yield Reject(str(path), "no saved page: none of its parts is HTML")
