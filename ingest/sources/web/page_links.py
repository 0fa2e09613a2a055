"""What a page links to that is read beside it: the feed of a front or section page, the next page of a story."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.etree import LxmlError

from clippings.ingest.deduplication import story_parts
from clippings.ingest.documents import Unreadable
from clippings.ingest.extraction.encoding.charset import decode
from clippings.ingest.extraction.html import page, page_dates
from clippings.ingest.http.fetch import Fetched
from clippings.ingest.screening import section_page

_FRONT = re.compile(r"/?(?:index\.\w{3,5}|home/?|[a-z]{2}(?:-[a-z]{2})?/?)?", re.IGNORECASE)
_NAMES_NEXT = re.compile(rb"""rel\s*=\s*["']?(?:[\w-]+\s+)?next\b""", re.IGNORECASE)
_ARTICLE_CHARACTERS = 500
_FEWEST_PARAGRAPHS = 2


def feed_of_listing(fetched: Fetched) -> str:
    """The feed, else the sitemap, that a front or section page names; "" for an article, and where none is named."""
    tree = _tree(fetched)
    if tree is None or not (_is_front(tree, fetched.url) or _is_section(fetched)):
        return ""
    feeds = [feed for feed in section_page.feeds_of(tree, fetched.url) if feed.startswith(("http://", "https://"))]
    sitemaps = tree.xpath("//link[@rel='sitemap']/@href")
    return feeds[0] if feeds else _joined(fetched.url, sitemaps[0]) if sitemaps else ""


def next_page(fetched: Fetched, first: str) -> str:
    """The address of the next page of the story that begins at `first`; "" for the last page, and for listings."""
    if not _NAMES_NEXT.search(fetched.content):
        return ""
    tree = _tree(fetched)
    following = "" if tree is None else story_parts.next_page(tree, first)
    return "" if not following or _is_front(tree, first) or _is_section(fetched) else following


def _is_section(fetched: Fetched) -> bool:
    """Whether the page is rejected as a list of articles."""
    try:
        page.parts(decode(fetched.content, fetched.charset), fetched.url)
    except Unreadable as error:
        return error.kind == "section page"
    return False


def _is_front(tree: Any, url: str) -> bool:
    """Whether a page at the address of a front page has less text than an article, and does not call itself one."""
    metas = page_dates.meta(tree)
    if not _FRONT.fullmatch(urlsplit(url).path) or "article" in metas.get("og:type", ()):
        return False
    if "article:published_time" in metas:
        return False
    paragraphs: dict[Any, list[int]] = {}
    for element in tree.iter("p"):
        paragraphs.setdefault(element.getparent(), []).append(len(element.text_content().strip()))
    runs = (sizes for sizes in paragraphs.values() if len(sizes) >= _FEWEST_PARAGRAPHS)
    return all(sum(sizes) < _ARTICLE_CHARACTERS for sizes in runs)


def _tree(fetched: Fetched) -> Any:
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return lxml_html.fromstring(decode(fetched.content, fetched.charset).encode(), parser=parser)
    except (LxmlError, ValueError):
        return None


def _joined(url: str, href: str) -> str:
    try:
        joined = urljoin(url, href.strip())
    except ValueError:
        return ""
    return joined if joined.startswith(("http://", "https://")) else ""
