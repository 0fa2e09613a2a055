"""Markdown with front matter, to fields and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clippings.ingest import front_matter
from clippings.ingest.page import fragment_text
from clippings.ingest.raw_document import Unreadable
from clippings.ingest.record_fields import read_record

_NO_PROSE = re.compile(r"\s*<(?:[!?]|(?:script|style|table|thead|tbody|tfoot|tr|td|th)\b)", re.IGNORECASE)
_EMBED = re.compile(r"!\[\[[^\[\]]{1,300}\]\]")
_COMMENT = re.compile(r"%%[^%]{0,2000}%%")
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)


def parts(document: str) -> tuple[dict[str, Any], str]:
    """The fields of the front matter, and the body as paragraphs without markup and tables.

    Raises:
        Unreadable: The front matter is not YAML or TOML, or says that this is not published.
    """
    metadata, content = front_matter.parse(document)
    read = read_record(metadata)
    if read.status.state != "published":
        raise Unreadable(read.status.reason, read.status.kind)
    fields = {name: value for name, value in read.fields.items() if name != "text"}
    paragraphs = list(_paragraphs(content))
    if "title" not in fields and content.lstrip().startswith("# ") and paragraphs:
        fields["title"] = paragraphs.pop(0)
    return fields, "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _without_wiki_marks(content: str) -> str:
    """Without Obsidian's embedded notes and pictures (`![[...]]`) and comments; its links become their words."""
    return front_matter.without_links(_COMMENT.sub("", _EMBED.sub("", content)))


def _paragraphs(content: str) -> Iterator[str]:
    """Headings, paragraphs, indented and fenced text, which may be a quotation, and the text of HTML."""
    in_table = False
    for token in MarkdownIt().enable("table").parse(_without_wiki_marks(content)):
        if token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
        elif token.type == "inline" and not in_table:
            yield _plain(token.children or [])
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
