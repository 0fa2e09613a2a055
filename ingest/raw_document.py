"""What a source yields: one document as it was found, before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["html", "markdown", "text", "record"]
"""`record`: the article's parts are in `fields` already, as in JSON lines and feeds."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document from a source.

    `location` names it for a person (a path, an address, a line of a file), also when it is rejected.
    """

    location: str
    kind: Kind
    content: bytes = b""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What the source says about it: url, title, source, published_at, modified_at, language, authors, text."""
    charset: str | None = None
    """The character set that HTTP declared."""
    fallback_url: str = ""
    """Its address when it does not name one itself."""
    fallback_source: str = ""


class Unreadable(Exception):
    """This document cannot become an article; the text is the reason that the admin reads."""
