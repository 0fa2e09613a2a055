"""A web page to fields and text."""

from __future__ import annotations

from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError

from clippings.ingest import metadata
from clippings.ingest.body import body
from clippings.ingest.fragment import NOT_XML, fragment_text
from clippings.ingest.raw_document import Unreadable

__all__ = ["fragment_text", "parts"]

_MOST_ELEMENTS = 60_000
"""Forty times the largest of 181 real news pages."""
_OWN_USE = ("headlines", "told")

def parts(page: str, url: str) -> tuple[dict[str, Any], str]:
    """The fields and the body text of a page.

    Raises:
        Unreadable: There is no page, or no article text in it.
    """
    fields = metadata.of_page(tree := _tree(page), url)
    text = body(tree, fields.get("headlines", ()), fields.get("told", ""))
    if not text:
        raise Unreadable("no article text was found in the page")
    return {name: value for name, value in fields.items() if name not in _OWN_USE}, text


def _tree(page: str) -> Any:
    """The page's elements, without comments, styles, and scripts that are no data.

    Raises:
        Unreadable: There are none, or more than any article's page has, which would take minutes.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.fromstring(NOT_XML.sub("", page).encode("utf-8"), parser=parser)
    except (ParserError, ValueError):
        raise Unreadable("the page is empty") from None
    elements = int(tree.xpath("count(//*)"))
    if elements > _MOST_ELEMENTS:
        raise Unreadable(f"the page has {elements:,} elements, more than {_MOST_ELEMENTS:,}: it is no article's")
    for element in tree.xpath('//style | //script[not(contains(@type, "ld+json"))]'):
        if element.getparent() is not None:
            element.drop_tree()
    return tree
