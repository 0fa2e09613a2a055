"""Exports of Movable Type, as TypePad, Hatena, FC2 and Ameba write them too: all posts of a blog in one text.

https://www.movabletype.org/documentation/appendices/import-export-format.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clippings.core.types import Reject
from clippings.ingest.documents import Canceled, RawDocument
from clippings.ingest.sources.files.record_documents import RecordDocuments
from clippings.ingest.sources.web.links import unfetched

_POST_ENDS = re.compile(r"^-{8}[ \t]*$", re.MULTILINE)
_SECTION_ENDS = re.compile(r"^-{5}[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"([A-Z][A-Z ]{1,30}):[ \t]*(.*)")
_TEXTS = ("BODY", "EXTENDED BODY")
_HEAD_CHARACTERS = 20_000
_SHAPE = "Movable Type export"


def is_export(text: str) -> bool:
    """Whether a text begins with the fields of a post, and its body under a rule."""
    head = text[:_HEAD_CHARACTERS].lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    first = _FIELD.match(head)
    return bool(first) and "\nDATE: " in f"\n{head}" and bool(re.search(r"^-{5}[ \t]*\nBODY:", head, re.MULTILINE))


def documents(text: str, path: Path) -> Iterator[RawDocument | Canceled | Reject]:
    """The posts, in the order of the file; drafts are rejects, comments are left out."""
    made = RecordDocuments(path, {}, "MDY", shape=_SHAPE)
    posts = (post for post in _POST_ENDS.split(text.lstrip("\ufeff").replace("\r\n", "\n")) if post.strip())
    for number, post in enumerate(posts, start=1):
        yield unfetched(made.document(_record(post), f"{path}#{number}"))


def _record(post: str) -> dict[str, Any]:
    head, *sections = _SECTION_ENDS.split(post)
    fields = {found[1]: found[2].strip() for line in head.splitlines() if (found := _FIELD.fullmatch(line.strip()))}
    texts: dict[str, str] = {}
    for section in sections:
        name, _, content = section.strip().partition(":")
        if name in _TEXTS:
            texts[name] = content.strip()
    record = {
        "title": fields.get("TITLE"),
        "author": fields.get("AUTHOR"),
        "date": fields.get("DATE"),
        "status": fields.get("STATUS"),
        "text": "\n\n".join(texts[name] for name in _TEXTS if texts.get(name)),
        "id": fields.get("BASENAME"),
    }
    return {name: value for name, value in record.items() if value}
