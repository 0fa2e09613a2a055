"""A web page to fields and text: the body by trafilatura, moments from the markup, else the day by htmldate."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError

from clippings.ingest import dates
from clippings.ingest.raw_document import Unreadable

_PUBLISHED = ("article:published_time", "datePublished", "date", "dc.date.issued", "pubdate", "publishdate")
_MODIFIED = ("article:modified_time", "dateModified", "og:updated_time", "lastmod")
_BLOCKS = ("p", "li", "blockquote", "h2", "h3", "h4")


def parts(page: str, url: str) -> tuple[dict[str, Any], str]:
    """The fields and the body text of a page.

    Raises:
        Unreadable: There is no page, or no article text in it.
    """
    import trafilatura

    try:
        tree = lxml_html.fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        raise Unreadable("the page is empty") from None
    found = trafilatura.bare_extraction(
        tree, url=url or None, with_metadata=True, include_comments=False, include_tables=False
    )
    if found is None or not (found.text or "").strip():
        raise Unreadable("no article text was found in the page")
    published, modified = _moments(tree)
    fields = {
        "url": found.url,
        "title": found.title,
        "source": _site_name(tree) or found.sitename,
        "published_at": published or dates.parse(found.date),
        "modified_at": modified,
        "language": tree.get("lang", "")[:2].lower(),
        "authors": [name.strip() for name in (found.author or "").split(";") if name.strip()],
    }
    return {name: value for name, value in fields.items() if value}, _without_headline(found.text, found.title)


def fragment_text(fragment: str) -> str:
    """The text of a piece of HTML that is all article, as feeds carry it; other text comes back as it is."""
    if not re.search(r"</?(p|br|div|li|a|em|strong)\b", fragment, re.IGNORECASE):
        return fragment.strip()
    tree = lxml_html.fragment_fromstring(fragment, create_parent="div")
    blocks = [block for block in tree.iter(*_BLOCKS) if not any(a.tag in _BLOCKS for a in block.iterancestors())]
    texts = [" ".join(block.text_content().split()) for block in blocks or [tree]]
    return "\n\n".join(text for text in texts if text)


def _site_name(tree: Any) -> str:
    """The outlet's name as the page itself writes it; trafilatura changes its capitals."""
    for node in _linked_data(tree):
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"])
    return str(next(iter(tree.xpath('//meta[@property="og:site_name"]/@content')), ""))


def _moments(tree: Any) -> tuple[Any, Any]:
    """When the page says that it was published and modified, to the second; JSON-LD before meta tags."""
    published = modified = None
    for node in _linked_data(tree):
        published = published or dates.parse(node.get("datePublished"))
        modified = modified or dates.parse(node.get("dateModified"))
    for names, is_published in ((_PUBLISHED, True), (_MODIFIED, False)):
        for name in names:
            for content in tree.xpath("//meta[@property=$n or @name=$n or @itemprop=$n]/@content", n=name):
                moment = dates.parse(content)
                if is_published:
                    published = published or moment
                else:
                    modified = modified or moment
    return published, modified


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        try:
            found = json.loads(script)
        except (ValueError, RecursionError):
            continue
        nodes = found if isinstance(found, list) else [found]
        for node in nodes:
            if isinstance(node, dict):
                yield from (part for part in [node, *_graph(node)] if "Article" in str(part.get("@type", "")))


def _graph(node: dict[str, Any]) -> list[dict[str, Any]]:
    graph = node.get("@graph")
    return [part for part in graph if isinstance(part, dict)] if isinstance(graph, list) else []


def _without_headline(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest.strip() if title and first.strip() == title.strip() and rest.strip() else text.strip()
