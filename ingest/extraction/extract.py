"""A raw document to an article's fields, whatever form it came in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clippings.core import languages
from clippings.ingest.canonical_url import address, canonical
from clippings.ingest.deduplication import story_parts
from clippings.ingest.documents import RawDocument, Unreadable
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.dates import time_zones
from clippings.ingest.extraction.encoding.character_references import plain_line
from clippings.ingest.extraction.encoding.charset import decode
from clippings.ingest.extraction.html.archived_copies import original_address
from clippings.ingest.extraction.html.fragment import fragment_text
from clippings.ingest.extraction.html.publisher import plain_name
from clippings.ingest.extraction.html.publisher_host import host_of, server_of
from clippings.ingest.sanitize import storable
from clippings.ingest.screening.cut_text import cut_mark
from clippings.ingest.screening.offers import is_offer

_LONGEST_TITLE = 500
_SHORTEST_HEADLINE = 8
_LONGEST_SOURCE = 200
_LONGEST_URL_BYTES = 2_000
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_]|$)")
_UNSAFE_IN_TEXT = {"\x00": "", "\ufeff": "", "\u00ad": "", "\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n\n"}
_LAST_PARAGRAPHS = 5
_IDLE_JOINER = re.compile("(?<![\u0250-\U0010ffff])[\u200c\u200d]+(?![\u0250-\U0010ffff])")
"""Between Latin letters and blanks, where they join nothing; in Persian, Indic scripts and emoji they belong."""


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """What `clippings extract` shows: an article before the catalogue knows it."""

    url: str
    title: str
    source: str
    published_at: datetime | None
    modified_at: datetime | None
    language: str
    authors: tuple[str, ...]
    text: str
    part: int = 0
    """Which page of a story it is; 0 when nothing says."""
    undated: str = ""
    """Why it has no date of publication; empty when it has one."""
    is_dated_by_change: bool = False
    """Whether its date is when its feed says that it was changed last, because the feed says nothing else."""
    is_unsourced: bool = False
    """Whether nothing names its source, so that its folder's or server's name stands for it."""


def extract(raw: RawDocument, source: str | None = None) -> ExtractedArticle:
    """Read a document.

    Args:
        raw: As its source yielded it.
        source: A name that the admin gave; it wins over what the document says.

    Raises:
        Unreadable: There is no article in it; the text says why.
    """
    fields, text = _parts(raw)
    text = _clean(text)
    if not any(letter.isalnum() for letter in text):
        raise Unreadable("it has no text")
    title = _one_line(fields.get("title")) or _first_line(text)
    url = canonical(original_address(_clean(address(fields.get("url")) or raw.fallback_url)))
    if len(url.encode()) > _LONGEST_URL_BYTES:  # cut short it would lead elsewhere, and a database's index has limits
        raise Unreadable(f"its address is longer than {_LONGEST_URL_BYTES:,} bytes")
    declared = _declared_language(fields.get("language"), raw.fields.get("language"))
    language = _language(declared, text)
    of_dates = _language_of_dates(declared, language)
    order = str(fields.get("date_order") or "")
    own_date = fields.get("published_at")
    published_at = dates.parse(own_date, language=of_dates, order=order)
    dated = published_at or dates.parse(raw.fallback_date)
    if dated and (zone := raw.fields.get("time_zone")):
        dated = dates.on_the_clock_of(dated, time_zones.zone(str(zone)))
    named_source = _named_source(source, fields.get("source"))
    if raw.kind == "record":
        title = _without_outlet(title, named_source)
    return ExtractedArticle(
        url=url,
        title=title[:_LONGEST_TITLE],
        source=(named_source or _outlet(raw, url) or _clean(plain_name(raw.fallback_source)))[:_LONGEST_SOURCE]
        or "unnamed source",
        published_at=dated,
        modified_at=dates.parse(fields.get("modified_at"), language=of_dates, order=order),
        language=language,
        authors=_authors(fields.get("authors")),
        text=text,
        part=0 if raw.kind == "record" else fields.get("part") or story_parts.of_address(raw.fallback_url, url),
        undated=""
        if dated
        else dates.why_unknown(own_date or fields.get("unread_date") or raw.fallback_date, of_dates, order),
        is_dated_by_change=bool(fields.get("dated_by")) and published_at == raw.fields.get("published_at"),
        is_unsourced=not named_source or (not source and raw.kind == "html" and named_source == server_of(url)),
    )


def _parts(raw: RawDocument) -> tuple[dict[str, Any], str]:
    if raw.kind == "record":
        body = raw.fields.get("text")
        if not isinstance(body, str):
            raise Unreadable("it has no text: none of the fields text, body, content is filled")
        text = fragment_text(body)
        if mark := cut_mark(text):
            named = address(raw.fields.get("url"))
            at = f": ingest the page itself ({named})" if named else ""
            raise Unreadable(f"its text was cut off by whoever sent it ({mark}){at}", "cut text")
        return dict(raw.fields), _without_offers(text)
    if raw.kind == "pdf":
        from clippings.ingest.extraction import pdf

        said, text = pdf.parts(raw.content)
        return {**said, **_filled(raw.fields)}, text  # what a feed calls it is better than what its template was called
    said, text = _parts_of_text(raw, decode(raw.content, raw.charset))
    return {**raw.fields, **_filled(said)}, text


def _parts_of_text(raw: RawDocument, document: str) -> tuple[dict[str, Any], str]:
    """Each kind loads what reads it when its first document comes: a process reads one kind, as a rule."""
    if raw.kind == "html":
        from clippings.ingest.extraction.html import page

        return page.parts(document, raw.fallback_url if raw.fallback_url.startswith("http") else "")
    if raw.kind == "markdown":
        from clippings.ingest.extraction import markdown

        return markdown.parts(document)
    from clippings.ingest.extraction import plain_text

    return plain_text.parts(document)


def _without_offers(text: str) -> str:
    """The text without the paragraphs at its end that only offer a subscription, as far as it has others."""
    paragraphs = text.split("\n\n")
    last = len(paragraphs) - _LAST_PARAGRAPHS
    kept = [paragraph for at, paragraph in enumerate(paragraphs) if at < last or not is_offer(paragraph)]
    return "\n\n".join(kept) or text


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _clean(text: str) -> str:
    for unsafe, safe in _UNSAFE_IN_TEXT.items():
        text = text.replace(unsafe, safe)
    return unicodedata.normalize("NFC", storable(_without_idle_joiners(text))).strip()


def _without_idle_joiners(text: str) -> str:
    return _IDLE_JOINER.sub("", text) if "\u200c" in text or "\u200d" in text else text


def _one_line(value: object) -> str:
    return plain_line(_clean(str(value))) if value else ""


def _without_outlet(title: str, outlet: str) -> str:
    """A headline of a record without the outlet behind it, as aggregators and pages' titles have it."""
    bare = re.sub(rf"\s+[|–—-]\s+{re.escape(outlet)}$", "", title) if outlet else title
    return bare if len(bare) >= _SHORTEST_HEADLINE else title


def _named_source(given: str | None, named: object) -> str:
    """The admin's name as it is, else the document's."""
    return " ".join(_clean(given or "").split()) or _clean(plain_name(named))


def _first_line(text: str) -> str:
    line = text.splitlines()[0].strip()
    return line if len(line) <= 120 else line[:117].rsplit(" ", 1)[0] + "..."


def _language(declared: object, text: str) -> str:
    """The text decides, for declarations are often a template's; they only settle what the text leaves open."""
    found = languages.of_text(text, declared if isinstance(declared, str) else "")
    if found == languages.UNKNOWN and isinstance(declared, str) and declared.strip():
        return declared.strip()[:2].lower()
    return found


def _outlet(raw: RawDocument, url: str) -> str:
    """By the address that a file names, which tells more than its folder; pages name their outlet themselves."""
    return host_of(url) if raw.kind in {"markdown", "text", "pdf"} and raw.fallback_url.startswith("file:") else ""


def _declared_language(own: object, of_source: object) -> object:
    """The document's own language; the source's where the document only leaves the region open ("en" and "en-US")."""
    if not isinstance(own, str) or not own.strip():
        return of_source
    is_closer = isinstance(of_source, str) and of_source.lower().startswith(
        (f"{own.strip().lower()}-", f"{own.strip().lower()}_")
    )
    return of_source if is_closer else own


def _language_of_dates(declared: object, found: str) -> str:
    """The declared code, whose region may tell in which order figures stand; without one the language of the text."""
    code = declared.strip() if isinstance(declared, str) else ""
    return code if _CODE.match(code) else found


def _authors(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return tuple(name for name in (_one_line(name) for name in names if isinstance(name, str)) if name)
