"""What a source yields: one document as it was found, before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from clippings.core.types import Reject

Kind = Literal["html", "markdown", "text", "pdf", "record"]
"""`record`: the article's parts are in `fields` already, as in JSON lines and feeds."""


@dataclass(frozen=True, slots=True)
class Validators:
    """How to ask a server next time whether an address has changed; kept with the article that it gave."""

    url: str
    """As it was asked for, before any redirect."""
    etag: str = ""
    last_modified: str = ""
    stamp: str = ""
    """What the feed or sitemap says about the address (its date, mostly): while that stays, so does the page."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document from a source.

    `location` names it for a person (a path, an address, a line of a file), also when it is rejected.
    """

    location: str
    kind: Kind
    content: bytes = b""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What the source says about it: url, title, source, published_at, modified_at, language, authors, text.
    With HTML, they fill what the page itself leaves open. `date_order` is the order in which its source writes figures
    ("MDY"), where other dates of the source settle it."""
    charset: str | None = None
    """The character set that HTTP declared."""
    fallback_url: str = ""
    """Its address when it does not name one itself."""
    fallback_source: str = ""
    fallback_date: str = ""
    """Of its file's name, for when nothing else says when it was published."""
    validators: Validators | None = None
    """Kept when the document has become an article."""
    identity: str = ""
    """What tells it from others with the same address: an entry's guid, a record's id."""
    shape: str = ""
    """The tool or format in whose known shape it was written ("Ghost", "Nexis export"), for the summary of a run."""
    captured_at: datetime | None = None
    """When its server gave it, where that is known: of two captures of a page, the later one stands."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing changed since the last time: the server or the sitemap says so, or the document is the same."""

    location: str
    article_url: str = ""
    """The article that it gave then; empty for a feed or a sitemap."""
    documents: int = 1
    """How many documents it gave then."""
    source: str = ""
    """Under which name it is counted."""
    asked: bool = True
    """Whether its server was asked; else its feed or sitemap was believed, and the next check comes no later."""
    stamp: str = ""
    """What its feed or sitemap says about it now."""
    was_read: bool = False
    """Whether it was read and found to be the same, so that nothing is to be noted of a server's answer."""


@dataclass(frozen=True, slots=True)
class Canceled:
    """A publisher's notice that an article must not be used any more (a kill)."""

    location: str
    url: str
    """Of the article."""
    reason: str
    source: str = ""
    identity: str = ""
    """The id of the article, where several may share its address; see `RawDocument.identity`."""
    at: datetime | None = None
    """When it was canceled: a version of the article that is newer is good again."""


Item = RawDocument | Unchanged | Canceled | Reject


class Unreadable(Exception):
    """This document cannot become an article; the text is the reason that the admin reads.

    Args:
        reason: Why.
        kind: What it is instead, if it is no article: see `Reject.kind`.
    """

    def __init__(self, reason: str, kind: str = "") -> None:
        super().__init__(reason)
        self.kind = kind
