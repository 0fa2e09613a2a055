"""Markdown with YAML front matter, to fields and plain text."""

from __future__ import annotations

from typing import Any

import frontmatter
from markdown_it import MarkdownIt
from markdown_it.token import Token
from yaml import YAMLError

from clippings.ingest.raw_document import Unreadable
from clippings.ingest.sources.json_records import fields_of


def parts(document: str) -> tuple[dict[str, Any], str]:
    """The fields of the front matter, and the body as paragraphs without markup.

    Raises:
        Unreadable: The front matter is not YAML.
    """
    try:
        metadata, content = frontmatter.parse(document)
    except (YAMLError, ValueError) as error:  # ValueError: a date that is on no calendar
        raise Unreadable(f"its front matter is not YAML: {' '.join(str(error).split())[:200]}") from None
    fields = fields_of({str(name): value for name, value in metadata.items()})  # YAML's names may be numbers
    paragraphs = []
    for token in MarkdownIt().parse(content):
        if token.type == "inline":
            paragraphs.append(_plain(token.children or []))
    if "title" not in fields and content.lstrip().startswith("# ") and paragraphs:
        fields["title"] = paragraphs.pop(0)
    return fields, "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _plain(tokens: list[Token]) -> str:
    pieces = {"softbreak": " ", "hardbreak": " "}
    kept = [
        pieces.get(token.type, token.content)
        for token in tokens
        if token.type in {"text", "code_inline", "softbreak", "hardbreak"}
    ]
    return "".join(kept).strip()
