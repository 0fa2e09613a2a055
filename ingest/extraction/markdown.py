"""Markdown with front matter, to fields and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clippings.ingest import clock
from clippings.ingest.documents import Unreadable
from clippings.ingest.extraction import front_matter
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.html.page import fragment_text
from clippings.ingest.record_fields import read_record
from clippings.ingest.record_shapes.names import folded

_NO_PROSE = re.compile(r"\s*<(?:[!?]|(?:script|style|table|thead|tbody|tfoot|tr|td|th)\b)", re.IGNORECASE)
_EMBED = re.compile(r"!\[\[[^\[\]]{1,300}\]\]")
_COMMENT = re.compile(r"%%[^%]{0,2000}%%")
_SHORTCODE = re.compile(r"\{\{[<%].{0,2000}?[>%]\}\}|\{%.{0,2000}?%\}|\{\{[^{}\n]{0,300}\}\}", re.DOTALL)
"""Hugo's, Jekyll's and Eleventy's."""
_IMPORT = re.compile(r"^(?:import|export)\s[^\n]{0,300}?\sfrom\s+['\"][^\n'\"]{1,300}['\"];?[ \t]*$", re.MULTILINE)
_CALLOUT = re.compile(r"^([ \t]*(?:>[ \t]*)+)\[![\w-]{1,40}\][+-]?[ \t]*([^\n]*)$", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]:?")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]{1,2000}?)(?<=\S)==")
_HEADLINE = re.compile(r"\ufeff?\s*(?:# |\S[^\n]{0,300}\n={3,}[ \t]*(?:\n|$))")
"""A heading of the first level, marked before it or underlined."""
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)


def parts(document: str) -> tuple[dict[str, Any], str]:
    """The fields of the front matter, and the body as paragraphs without markup, a row of a table a paragraph.

    Raises:
        Unreadable: The front matter is not YAML or TOML, or says that this is not published.
    """
    metadata, content = front_matter.parse(document)
    below, content = front_matter.fields_below_the_headline(content)
    metadata = {**below, **metadata}
    read = read_record(metadata)
    if read.status.state != "published":
        raise Unreadable(read.status.reason, read.status.kind)
    begins = next((dates.moment_of(value) for name, value in metadata.items() if folded(name) == "publishdate"), None)
    if begins and begins > clock.now():
        raise Unreadable(f"it is not published yet (publishDate: {begins:%Y-%m-%d})", "scheduled post")
    fields = {name: value for name, value in read.fields.items() if name != "text"}
    paragraphs = list(paragraphs_of(content))
    if "title" not in fields and _HEADLINE.match(content) and paragraphs:
        fields["title"] = paragraphs.pop(0)
    return fields, "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _without_wiki_marks(content: str) -> str:
    """Without what only tools see: embedded notes and pictures, comments, shortcodes, marks of notes and highlights.

    Links between notes become their words.
    """
    content = _CALLOUT.sub(_titled, content)
    for mark in (_EMBED, _COMMENT, _SHORTCODE, _IMPORT, _NOTE):
        content = mark.sub("", content)
    return front_matter.without_links(_HIGHLIGHT.sub(r"\1", content))


def _titled(callout: re.Match[str]) -> str:
    """The title of a callout as a paragraph of its own."""
    mark, title = callout.groups()
    return f"{mark}{title}\n{mark.rstrip()}" if title.strip() else mark.rstrip()


def paragraphs_of(content: str) -> Iterator[str]:
    """Headings, paragraphs, indented and fenced text, which may be a quotation, and the text of HTML."""
    row: list[str] | None = None
    for token in MarkdownIt().enable("table").parse(_without_wiki_marks(content)):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield " | ".join(filter(None, row or []))
            row = None
        elif token.type == "inline":
            text = _plain(token.children or [])
            if row is None:
                yield text
            else:
                row.append(text)
        elif token.type in {"code_block", "fence"}:
            yield dedent(token.content).strip()
        elif token.type == "html_block" and not _NO_PROSE.match(token.content):
            yield fragment_text(f"<div>{token.content}</div>")


def _plain(tokens: list[Token]) -> str:
    kept = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            kept.append(token.content)
        elif token.type in {"softbreak", "hardbreak"} or _LINE_BREAK.match(token.content):
            kept.append(" ")
    return "".join(kept).strip()
