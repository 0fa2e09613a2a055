"""What was fetched, as what it is: a feed, a sitemap, or a page with its article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from clippings.core.types import Reject
from clippings.ingest.documents import Kind, RawDocument
from clippings.ingest.extraction.encoding.charset import decode, is_binary
from clippings.ingest.http.fetch import Fetched
from clippings.ingest.sources.web import feeds, opml, sitemaps, url_list
from clippings.ingest.sources.web.links import Link

WebKind = Literal["auto", "page", "feed", "sitemap", "url_list", "opml"]


_TEXTS: dict[str, Kind] = {"text/plain": "text", "text/markdown": "markdown"}


_LOOKED_AT_BYTES = 1_000


def kind_of(fetched: Fetched) -> WebKind:
    if feeds.looks_like_a_feed(fetched.content):
        return "feed"
    if sitemaps.looks_like_a_sitemap(fetched.content):
        return "sitemap"
    if opml.looks_like_opml(fetched.content):
        return "opml"
    if fetched.content_type == "text/plain" and url_list.is_list(fetched.content):
        return "url_list"
    return "page"


def page_of(fetched: Fetched, link: Link, captured_at: datetime) -> Iterator[RawDocument | Reject]:
    host = urlsplit(fetched.url).hostname or ""
    validators = replace(fetched.validators, stamp=link.stamp)
    is_pdf = fetched.content.startswith(b"%PDF-")
    if not is_pdf and (reason := _no_page(fetched.content)):
        yield Reject(link.url, reason)
        return
    yield RawDocument(
        location=link.url,
        kind="pdf" if is_pdf else _TEXTS.get(fetched.content_type, "html"),
        content=fetched.content,
        fields={name: value for name, value in link.fields.items() if name != "teaser"},
        charset=fetched.charset,
        fallback_url=fetched.url,
        fallback_source=host,
        validators=validators,
        captured_at=captured_at,
    )


def _no_page(content: bytes) -> str:
    """Why something that is no PDF is no page either; empty when it may be one."""
    if is_binary(content, _LOOKED_AT_BYTES):
        return "neither a page nor a PDF, feed or sitemap: it is not text"
    if content.lstrip()[:1] in {b"{", b"["} and _is_json(decode(content).strip()):
        return "it is JSON, which is only read from files: save it as one (.json, .jsonl) and ingest that"
    return ""


def _is_json(text: str) -> bool:
    """Whether it is a value, or several on lines."""
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return text[end:].lstrip()[:1] in {"", "{", "["}
