"""PDF: the text of all pages, by pypdf. Scans without text are rejects."""

from __future__ import annotations

import io
import re
from statistics import quantiles

from clippings.ingest.documents import Unreadable

_MOST_CHARACTERS = 5_000_000
_FULL_LINE = 0.75
"""A line shorter than this share of the page's usual full line ends its paragraph."""
_NO_TITLE = re.compile(r"^(untitled|microsoft word|.*\.(docx?|indd|qxd|pdf|ps))\b", re.IGNORECASE)


def parts(content: bytes) -> tuple[dict[str, str], str]:
    """What the file says about itself, and the text of its pages.

    Its date of creation is not taken for the day of publication: it is when someone pressed a button.

    Raises:
        Unreadable: It is no PDF, is locked, too long, or has no text.
    """
    from pypdf.errors import DependencyError, PyPdfError

    try:
        title, pages = _read(content)
    except DependencyError as error:
        raise Unreadable(f"it is encrypted, and a package that reads such files is not installed: {error}") from error
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        raise Unreadable(f"not a PDF that can be read: {error}") from error
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise Unreadable("it has no text, only pictures of it")
    return {} if _NO_TITLE.match(title) else {"title": title}, text


def _read(content: bytes) -> tuple[str, list[str]]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("it is locked with a password")
    pages, length = [], 0
    for page in reader.pages:
        pages.append(_paragraphs(page.extract_text()))
        length += len(pages[-1])
        if length > _MOST_CHARACTERS:
            raise Unreadable(f"more than {_MOST_CHARACTERS:,} characters of text")
    return str((reader.metadata and reader.metadata.title) or "").strip(), pages


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
