"""PDF: the text of all pages as one document, by pypdf. Scans without text are rejects."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from statistics import quantiles

from clippings.core.types import Reject
from clippings.ingest.raw_document import RawDocument, Unreadable
from clippings.ingest.time_limit import TookTooLong, time_limit

_MOST_PAGES = 500
_MOST_CHARACTERS = 5_000_000
_FULL_LINE = 0.75
"""A line shorter than this share of the page's usual full line ends its paragraph."""
_NO_TITLE = re.compile(r"^(untitled|microsoft word|.*\.(docx?|indd|qxd|pdf|ps))\b", re.IGNORECASE)


def document(content: bytes, location: str, fallback_url: str, fallback_source: str) -> Iterator[RawDocument | Reject]:
    """The file as one document.

    Its date of creation is not taken for the day of publication: it is when someone pressed a button.
    """
    from pypdf.errors import PyPdfError

    try:
        with time_limit():
            title, pages, count = _read(content)
    except (Unreadable, TookTooLong) as reason:
        yield Reject(location, str(reason))
        return
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        yield Reject(location, f"not a PDF that can be read: {error}")
        return
    text = "\n\n".join(page for page in pages if page)
    if not text:
        yield Reject(location, "it has no text, only pictures of it")
        return
    if count > _MOST_PAGES:
        yield Reject(f"{location}#page={_MOST_PAGES + 1}", f"only the first {_MOST_PAGES} of {count} pages were read")
    yield RawDocument(
        location=location,
        kind="record",
        fields={"title": "" if _NO_TITLE.match(title) else title, "text": text},
        fallback_url=fallback_url,
        fallback_source=fallback_source,
    )


def _read(content: bytes) -> tuple[str, list[str], int]:
    """The title, the texts of the first `_MOST_PAGES`, and how many pages there are.

    Raises:
        Unreadable: It is locked, or too long.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("it is locked with a password")
    pages, length = [], 0
    for page in reader.pages[:_MOST_PAGES]:
        pages.append(_paragraphs(page.extract_text()))
        length += len(pages[-1])
        if length > _MOST_CHARACTERS:
            raise Unreadable(f"more than {_MOST_CHARACTERS:,} characters of text")
    title = str((reader.metadata and reader.metadata.title) or "").strip()
    return title, pages, len(reader.pages)


def _paragraphs(page: str) -> str:
    """Lines as they were set, joined where the paragraph goes on: a sentence must not end at the margin."""
    lines = [line.strip() for line in page.splitlines()]
    lengths = [len(line) for line in lines if line]
    full = quantiles(lengths, n=10)[-2] * _FULL_LINE if len(lengths) > 1 else 0
    joined, goes_on = "", False
    for line in lines:
        if not line:
            goes_on = False
            continue
        if not joined:
            joined = line
        elif not goes_on:
            joined += f"\n{line}"
        elif joined.endswith("-") and joined[-2:-1].isalpha() and line[:1].islower():
            joined = joined[:-1] + line
        else:
            joined += f" {line}"
        goes_on = len(line) >= full
    return joined
