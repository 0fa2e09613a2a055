"""The text of a draft: a file of a kind that articles come in, whole, with nothing taken for a headline or a date."""

from __future__ import annotations

import io
from pathlib import Path

from clippings.ingest.documents import Unreadable
from clippings.ingest.extraction import pdf
from clippings.ingest.extraction.encoding.charset import decode, is_binary
from clippings.ingest.extraction.html.fragment import fragment_text

KINDS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf")
MOST_BYTES = 20_000_000
_MARKDOWN, _PAGES = {".md", ".markdown"}, {".html", ".htm"}


def draft_text(content: bytes, name: str) -> str:
    """The text of a draft, by what is in it; its name only decides between kinds of text.

    Args:
        content: Of the file.
        name: Of the file, or `-`.

    Raises:
        Unreadable: It cannot be read; the text says why.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    ending = Path(name).suffix.lower()
    if content.startswith(b"%PDF-"):
        return pdf.parts(content)[1]
    if content.startswith(b"PK\x03\x04"):
        return _word_document(content)
    if is_binary(content):
        raise Unreadable(f"it is none of {', '.join(KINDS)}")
    text = decode(content)
    if ending in _MARKDOWN:
        return _markdown(text)
    return _page(text) if ending in _PAGES else text


def _word_document(content: bytes) -> str:
    from clippings.ingest.sources.exports import docx

    try:
        return docx.text_of(io.BytesIO(content))
    except docx.NoDocument as reason:
        raise Unreadable(str(reason)) from None


def _markdown(text: str) -> str:
    """Without its front matter: a draft may say there that it is one."""
    from clippings.ingest.extraction import front_matter, markdown

    _, content = front_matter.parse(text)
    return "\n\n".join(paragraph for paragraph in markdown.paragraphs_of(content) if paragraph)


def _page(text: str) -> str:
    """What a page's article says; of a piece of a page, all of it."""
    from clippings.ingest.extraction.html import page

    try:
        return page.parts(text, "")[1] or fragment_text(text)
    except Unreadable:
        return fragment_text(text)
