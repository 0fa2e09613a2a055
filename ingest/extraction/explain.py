"""Where each field of an article came from, for an admin who wonders: `published_at: meta article:published_time`.

The places that name a field are looked at again in the order in which `metadata` and `page_dates` take them, and the
first that gives the value that was taken is told. Nothing is guessed: what none of them gives was read off the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clippings.core.time_window import utc
from clippings.ingest.canonical_url import canonical
from clippings.ingest.documents import RawDocument, Unreadable
from clippings.ingest.extraction import markdown, plain_text
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.encoding.character_references import plain_line
from clippings.ingest.extraction.encoding.charset import decode
from clippings.ingest.extraction.html import json_ld as linked_data
from clippings.ingest.extraction.html import metadata, page_dates, saved_from
from clippings.ingest.extraction.html import page as web_page
from clippings.ingest.extraction.html import publisher as outlet
from clippings.ingest.extraction.html.archived_copies import original_address
from clippings.ingest.extraction.html.portals import is_portal
from clippings.ingest.extraction.scripts import article as script_article
from clippings.ingest.extraction.scripts.article import ScriptArticle
from clippings.ingest.extraction.scripts.data import values
from clippings.ingest.extraction.scripts.live_updates import updates_of
from clippings.ingest.prepare import Ready

Candidate = tuple[str, object]
"""A place and the value that stands there."""

_FIELDS = ("url", "title", "source", "published_at", "modified_at", "language", "authors", "text")
_LINKED = {
    "url": ("url", "mainEntityOfPage"),
    "title": ("headline", "name"),
    "source": ("publisher",),
    "published_at": ("datePublished", "dateCreated"),
    "modified_at": ("dateModified",),
    "authors": ("author", "creator"),
}
_METAS = {
    "url": ("og:url",),
    "title": ("og:title", "twitter:title"),
    "source": outlet.STATED,
    "published_at": page_dates.PUBLISHED,
    "modified_at": page_dates.MODIFIED,
    "language": ("og:locale", "language", "dc.language", "content-language"),
    "authors": ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "article_author"),
}
_ELEMENTS = {
    "url": ("//link[@rel='canonical']/@href",),
    "title": ("//h1", "//head/title"),
    "published_at": ("//*[@itemprop='datePublished']/@datetime", "//time/@datetime"),
    "modified_at": ("//*[@itemprop='dateModified']/@datetime", "//time/@datetime"),
    "language": ("/html/@lang",),
    "authors": ("//*[@itemprop='author']", "//*[@rel='author']"),
}
_NAMES_OF_ELEMENTS = {
    "//h1": "the h1 element",
    "//head/title": "the title element",
    "//link[@rel='canonical']/@href": "link rel=canonical",
    "//*[@itemprop='datePublished']/@datetime": "itemprop datePublished",
    "//*[@itemprop='dateModified']/@datetime": "itemprop dateModified",
    "//*[@itemprop='author']": "itemprop author",
    "//*[@rel='author']": "link rel=author",
    "//time/@datetime": "a time element",
    "/html/@lang": "the html element's lang",
}
_FIELDS_IN_SCRIPTS = ("title", "published_at", "modified_at")
_IN_SCRIPT = "the data of a script"
_NOT_SHOWN = "self::script or self::style or self::noscript or self::template or self::head"
_SAID_BY = {
    "record": "the record or the entry of the feed",
    "markdown": "the front matter",
    "text": "a line above the text",
}


def explained(document: RawDocument, read: Ready) -> dict[str, str]:
    """For each field that an article has, the place that it was taken from.

    Args:
        document: As its source yielded it.
        read: What it became.
    """
    page = _Page.of(document) if document.kind == "html" else None
    article = read.article
    told: dict[str, str] = {}
    for field in _FIELDS:
        value = getattr(article, field)
        if value:
            told[field] = _place(field, value, document, page, read)
    if not article.published_at:
        told["published_at"] = f"unknown: {read.undated}"
    elif read.is_dated_by_change:
        told["published_at"] = "the feed's updated: it names no publication"
    return told


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it was read."""

    tree: Any
    linked: Mapping[str, Any]
    in_scripts: ScriptArticle | None
    saved_from: str

    @classmethod
    def of(cls, document: RawDocument) -> _Page | None:
        text = decode(document.content, document.charset)
        try:
            tree, scripts = web_page.elements_of(text)
        except Unreadable:
            return None
        saved = saved_from.address_in(text)
        fields = metadata.of_page(tree, saved or document.fallback_url)
        headlines = fields.get("headlines", ())
        in_scripts = script_article.article_in(values(scripts), headlines) if scripts else None
        return cls(tree, fields.get("linked", {}), in_scripts, saved)


def _place(field: str, value: object, document: RawDocument, page: _Page | None, read: Ready) -> str:
    if page is not None and field == "text":
        return _place_of_text(str(value), page)
    same = _comparison(field, value, document, read.article.language)
    if page is not None:
        for place, candidate in _candidates(field, page, read.article.url):
            if same(candidate):
                return place
    if same(document.fields.get(field)):
        return _SAID_BY.get(document.kind, "the feed, sitemap or record that names it")
    if same(_said(document).get(field)):
        return _SAID_BY[document.kind]
    if field == "url":
        is_own = value == canonical(original_address(document.fallback_url))
        return "where it was found" if is_own else "the document"
    if field == "source":
        return "the document" if not read.is_unsourced else "the name of its folder or server"
    if field == "language":
        return "the text itself"
    if field == "text":
        return _SAID_BY.get(document.kind, "the document")
    if field == "published_at" and document.fallback_date and same(document.fallback_date):
        return "the name of its file or folder"
    if field == "published_at" and page is not None and page_dates.of_address(read.article.url) == value:
        return "the address"
    return "a line by the headline, or markup of a rarer kind" if page is not None else "the document"


def _place_of_text(text: str, page: _Page) -> str:
    """Where a page's text stands: on its face, or in what it carries for machines where the face has less."""
    lines = [line for line in map(_bare, text.splitlines()) if line]
    updates = set(map(_bare, updates_of(page.linked)))
    if updates and updates <= {*lines, ""}:
        return "JSON-LD liveBlogUpdate"
    shown = page.tree.xpath(f"//text()[not(ancestor::*[{_NOT_SHOWN}])]")
    in_scripts = page.in_scripts.text if page.in_scripts else ""
    told = page.linked.get("articleBody")
    for place, words in (("the body", "".join(shown)), ("JSON-LD articleBody", told), (_IN_SCRIPT, in_scripts)):
        letters = _bare(plain_line(words)) if isinstance(words, str) else ""
        if lines and lines[0] in letters and lines[-1] in letters:
            return place
    return "the body"


def _said(document: RawDocument) -> Mapping[str, object]:
    """What a text says itself above its first paragraph."""
    if document.kind not in {"markdown", "text"}:
        return {}
    text = decode(document.content, document.charset)
    return (markdown.parts(text) if document.kind == "markdown" else plain_text.parts(text))[0]


def _candidates(field: str, page: _Page, url: str) -> Iterator[Candidate]:
    if field == "url" and page.saved_from:
        yield "the note of the browser that saved it", page.saved_from
    is_credit = field == "source" and is_portal(url)
    for name in outlet.CREDITING if is_credit else _LINKED.get(field, ()):
        value = page.linked.get(name)
        listed = linked_data.names(value) if isinstance(value, dict | list) else [value]
        yield from ((f"JSON-LD {name}", one) for one in listed)
    metas = page_dates.meta(page.tree)
    for name in (*outlet.CREDITED, *outlet.STATED) if is_credit else _METAS.get(field, ()):
        yield from ((f"meta {name}", content) for content in metas.get(name, ()))
    for path in _ELEMENTS.get(field, ()):
        for found in page.tree.xpath(path)[:5]:
            yield _NAMES_OF_ELEMENTS.get(path, path), found if isinstance(found, str) else found.text_content()
    if page.in_scripts and field in _FIELDS_IN_SCRIPTS:
        yield _IN_SCRIPT, getattr(page.in_scripts, field)


def _comparison(field: str, value: object, document: RawDocument, language: str) -> Callable[[object], bool]:
    """Whether what stands at a place is the value that was taken."""
    if isinstance(value, datetime):
        code = str(document.fields.get("language") or language)
        order = str(document.fields.get("date_order") or "")
        return lambda other: (
            (moment := dates.parse(other, language=code, order=order)) is not None and utc(moment) == utc(value)
        )
    if field == "authors" and isinstance(value, tuple):
        names = [_bare(name) for name in value]
        return lambda other: bool(other) and all(name in _bare(_joined(other)) for name in names[:1])
    if field == "url":
        return lambda other: (
            isinstance(other, str) and canonical(original_address(other.strip())) == str(value).partition("#")[0]
        )
    if field == "language":
        return lambda other: isinstance(other, str) and other.strip().lower()[:2] == value
    bare = _bare(str(value))
    return lambda other: isinstance(other, str) and bool(bare) and bare[:200] in _bare(plain_line(other))


def _joined(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
