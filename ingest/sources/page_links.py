"""What a page links to that is read beside it: the feed of a front or section page, the next page of a story."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.etree import LxmlError

from clippings.ingest import page_dates, story_parts
from clippings.ingest.charset import decode
from clippings.ingest.fetch import Fetched

_FRONT = re.compile(r"/?(?:index\.\w{3,5}|home/?|[a-z]{2}(?:-[a-z]{2})?/?)?", re.IGNORECASE)
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire", re.IGNORECASE)
_NAMES_NEXT = re.compile(rb"""rel\s*=\s*["']?(?:[\w-]+\s+)?next\b""", re.IGNORECASE)
_FEWEST_TEASERS = 5
_ARTICLE_CHARACTERS = 500
_FEWEST_PARAGRAPHS = 2


def feed_of_listing(fetched: Fetched) -> str:
    """The feed, else the sitemap, that a front or section page names; "" for an article, and where none is named."""
    tree = _tree(fetched)
    if tree is None or not _is_listing(tree, fetched.url):
        return ""
    for link in tree.xpath("//link[@href]")[:200]:
        is_feed = (link.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES
        is_alternate = "alternate" in (link.get("rel") or "").lower().split()
        if is_feed and is_alternate and not _COMMENTS.search(f"{link.get('title')} {link.get('href')}"):
            return _joined(fetched.url, link.get("href"))
    sitemaps = tree.xpath("//link[@rel='sitemap']/@href")
    return _joined(fetched.url, sitemaps[0]) if sitemaps else ""


def next_page(fetched: Fetched, first: str) -> str:
    """The address of the next page of the story that begins at `first`; "" for the last page, and for listings."""
    if not _NAMES_NEXT.search(fetched.content):
        return ""
    tree = _tree(fetched)
    if tree is None or _is_listing(tree, first):
        return ""
    return story_parts.next_page(tree, first)


def _is_listing(tree: Any, url: str) -> bool:
    """Whether a page lists articles: it says of itself that it is none, and has teasers where an article has text."""
    metas = page_dates.meta(tree)
    if "article" in metas.get("og:type", ()) or "article:published_time" in metas:
        return False
    paragraphs: dict[Any, list[int]] = {}
    for element in tree.iter("p"):
        paragraphs.setdefault(element.getparent(), []).append(len(element.text_content().strip()))
    runs = (sizes for sizes in paragraphs.values() if len(sizes) >= _FEWEST_PARAGRAPHS)
    if any(sum(sizes) >= _ARTICLE_CHARACTERS for sizes in runs):
        return False
    if _FRONT.fullmatch(urlsplit(url).path):
        return True
    headlines = tree.xpath("//*[self::h2 or self::h3 or self::h4]//a/@href | //a[.//h2 or .//h3 or .//h4]/@href")
    return len(set(headlines)) >= _FEWEST_TEASERS


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
