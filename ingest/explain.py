"""Where each field of an article came from, for an admin who wonders: `published_at: meta article:published_time`.

The places that name a field are looked at again in the order in which `metadata` and `page_dates` take them, and the
first that gives the value that was taken is told. Nothing is guessed: what none of them gives was read off the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from lxml import html as lxml_html
from lxml.etree import LxmlError

from clippings.core.time_window import utc
from clippings.ingest import dates, linked_data, markdown, page_dates, plain_text
from clippings.ingest.canonical_url import canonical
from clippings.ingest.charset import decode
from clippings.ingest.raw_document import RawDocument
from clippings.ingest.ready_article import Ready

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
    "text": ("articleBody",),
}
_METAS = {
    "url": ("og:url",),
    "title": ("og:title", "twitter:title"),
    "source": ("og:site_name", "og:site", "application-name", "dc.publisher", "publisher"),
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
    tree = _tree(document) if document.kind == "html" else None
    article = read.article
    told: dict[str, str] = {}
    for field in _FIELDS:
        value = getattr(article, field)
        if value:
            told[field] = _place(field, value, document, tree, read)
    if not article.published_at:
        told["published_at"] = f"unknown: {read.undated}"
    elif read.is_dated_by_change:
        told["published_at"] = "the feed's updated: it names no publication"
    return told


def _place(field: str, value: object, document: RawDocument, tree: Any, read: Ready) -> str:
    same = _comparison(field, value, document, read.article.language)
    if tree is not None:
        for place, candidate in _candidates(field, tree):
            if same(candidate):
                return place
    if same(document.fields.get(field)):
        return _SAID_BY.get(document.kind, "the feed, sitemap or record that names it")
    if same(_said(document).get(field)):
        return _SAID_BY[document.kind]
    if field == "url":
        return "where it was found" if value == canonical(document.fallback_url) else "the document"
    if field == "source":
        return "the document" if not read.is_unsourced else "the name of its folder or server"
    if field == "language":
        return "the text itself"
    if field == "text":
        return "the body" if tree is not None else _SAID_BY.get(document.kind, "the document")
    if field == "published_at" and document.fallback_date and same(document.fallback_date):
        return "the name of its file or folder"
    if field == "published_at" and tree is not None and page_dates.of_address(read.article.url) == value:
        return "the address"
    return "a line by the headline, or markup of a rarer kind" if tree is not None else "the document"


def _said(document: RawDocument) -> Mapping[str, object]:
    """What a text says itself above its first paragraph."""
    if document.kind not in {"markdown", "text"}:
        return {}
    text = decode(document.content, document.charset)
    return (markdown.parts(text) if document.kind == "markdown" else plain_text.parts(text))[0]


def _candidates(field: str, tree: Any) -> Iterator[Candidate]:
    linked = linked_data.article_of(tree)
    for name in _LINKED.get(field, ()):
        value = linked.get(name)
        listed = linked_data.names(value) if isinstance(value, dict | list) else [value]
        yield from ((f"JSON-LD {name}", one) for one in listed)
    metas = page_dates.meta(tree)
    for name in _METAS.get(field, ()):
        yield from ((f"meta {name}", content) for content in metas.get(name, ()))
    for path in _ELEMENTS.get(field, ()):
        for found in tree.xpath(path)[:5]:
            yield _NAMES_OF_ELEMENTS.get(path, path), found if isinstance(found, str) else found.text_content()


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
        return lambda other: isinstance(other, str) and canonical(other.strip()) == str(value).partition("#")[0]
    if field == "language":
        return lambda other: isinstance(other, str) and other.strip().lower()[:2] == value
    bare = _bare(str(value))
    return lambda other: isinstance(other, str) and bool(bare) and bare[:200] in _bare(other)


def _joined(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _tree(document: RawDocument) -> Any:
    try:
        return lxml_html.fromstring(decode(document.content, document.charset).encode(), parser=_parser())
    except (LxmlError, ValueError):
        return None


def _parser() -> Any:
    return lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
