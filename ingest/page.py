"""A web page to fields and text."""

from __future__ import annotations

import re
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError

from clippings.ingest import metadata
from clippings.ingest.body import body
from clippings.ingest.raw_document import Unreadable

_BLOCKS = ("p", "li", "blockquote", "h2", "h3", "h4")
_MOST_ELEMENTS = 60_000
"""Forty times the largest of 181 real news pages."""
_OWN_USE = ("headlines", "told")

_NOT_XML = re.compile(
    "[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])|x0*(?:[0-8bcef]|1[\da-f]|fff[ef]));?(?!\w)",
    re.IGNORECASE,
)
"""Characters that lxml reads from a broken page and refuses to write, as they are and by their numbers."""


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
        tree = lxml_html.fromstring(_NOT_XML.sub("", page).encode("utf-8"), parser=parser)
    except (ParserError, ValueError):
        raise Unreadable("the page is empty") from None
    elements = int(tree.xpath("count(//*)"))
    if elements > _MOST_ELEMENTS:
        raise Unreadable(f"the page has {elements:,} elements, more than {_MOST_ELEMENTS:,}: it is no article's")
    for element in tree.xpath('//style | //script[not(contains(@type, "ld+json"))]'):
        if element.getparent() is not None:
            element.drop_tree()
    return tree


def fragment_text(fragment: str) -> str:
    """The text of a piece of HTML that is all article, as feeds carry it; other text comes back as it is."""
    if not re.search(r"</?(p|br|div|li|a|em|strong)\b", fragment, re.IGNORECASE):
        return fragment.strip()
    tree = lxml_html.fragment_fromstring(_NOT_XML.sub("", fragment), create_parent="div")
    blocks = [block for block in tree.iter(*_BLOCKS) if not any(a.tag in _BLOCKS for a in block.iterancestors())]
    texts = [" ".join(block.text_content().split()) for block in blocks or [tree]]
    return "\n\n".join(text for text in texts if text)
