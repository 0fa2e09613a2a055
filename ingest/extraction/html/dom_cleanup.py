"""What stands in and around an article in a page's markup, put right before the article's text is looked for."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from clippings.ingest.extraction.html.line_breaks import runs_into
from clippings.ingest.extraction.html.read_more import (
    LONGEST_POINTER,
    begins_as_pointer,
    is_only_a_pointer,
    points_elsewhere,
)
from clippings.ingest.extraction.tables import is_data, rows
from clippings.ingest.stand_ins import StandIns

_BLOCKS = frozenset("p div ul ol li table section article blockquote h1 h2 h3 h4 h5 h6".split())
_POINTER_BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "div", "span", "strong", "b", "li", "section", "aside")
_QUOTED_POST = re.compile(r"twitter-tweet|twitter-video|bluesky-embed|mastodon-embed")
_DROPPED = (
    "//script | //style | //noscript | //template | //amp-sidebar"
    " | //a[contains(concat(' ', normalize-space(@rel), ' '), ' next ') or"
    " contains(concat(' ', normalize-space(@rel), ' '), ' prev ')][string-length(normalize-space()) < 80]"
    " | //p[contains(@class, 'author') or contains(@class, 'byline')][string-length(normalize-space()) < 60]"
    " | //figcaption | //*[contains(@class, 'wp-caption-text')] | //*[@hidden][not(.//p)]"
)
_LARGEST_CELL_OF_DATA = 160
_LONG_CAPTION, _FEWEST_CAPTIONS = 60, 2
_FEWEST_ROWS = 2
"""With a number, and several cells: a table with fewer is a box or a form."""
_LINKS_MAKE_A_TEASER = 0.75
_LINKS_LEAD_AWAY = 0.4


def put_right(tree: Any, signs: StandIns) -> None:
    """Change a page's tree in place: layout tables become divisions, tables of data become lines, captions go, pointers
    to other articles go with the links under them, quoted posts of social networks are freed from their wrappers."""
    _free_captions(tree)
    for element in tree.xpath(_DROPPED):
        _drop(element)
    for line_break in tree.iter("br"):
        line_break.tail = f" {signs.line_break} {line_break.tail or ''}"
    for bold in tree.iter("b", "strong"):
        if runs_into(bold):
            bold.tail = f" {signs.line_break} {bold.tail}"
    for table in list(tree.iter("table")):
        _table(table, signs)
    for quote in list(tree.iter("blockquote")):
        if _QUOTED_POST.search(quote.get("class") or ""):
            _free(quote)
    for element in list(tree.iter(*_POINTER_BLOCKS)):
        _pointer(element)


def _free_captions(tree: Any) -> None:
    """Make paragraphs of captions where they, as in a photo story, are most of the text."""
    captions = [element for element in tree.iter("figcaption") if len(text_of(element)) >= _LONG_CAPTION]
    if len(captions) < _FEWEST_CAPTIONS:
        return
    others = sum(
        len(text_of(element)) for element in tree.iter("p") if next(element.iterancestors("figure"), None) is None
    )
    if sum(len(text_of(caption)) for caption in captions) <= others:
        return
    for caption in captions:
        figure = next(caption.iterancestors("figure"), None)
        if figure is not None and figure.getparent() is not None:
            paragraph = etree.Element("p")
            paragraph.text = text_of(caption)
            figure.addnext(paragraph)


def text_of(element: Any) -> str:
    """Its text on one line."""
    return " ".join(element.text_content().split())


def link_share(element: Any) -> float:
    """The share of an element's characters that are links, 0 to 1."""
    whole = len(text_of(element))
    return sum(len(text_of(link)) for link in element.iter("a")) / whole if whole else 0.0


def _table(table: Any, signs: StandIns) -> None:
    """A table whose cells hold paragraphs or long text is layout; any other is data, a line for each of its rows."""
    cells = list(table.iter("td", "th"))
    is_layout = any(
        cell.find(".//p") is not None or len(text_of(cell)) > _LARGEST_CELL_OF_DATA
        for cell in cells
        if not _in_inner(cell, table)
    )
    if not is_layout:
        lines = list(rows(table, signs.bar)) if is_data(table) else []
        if sum(signs.bar in line and any(map(str.isdigit, line)) for line in lines) < _FEWEST_ROWS or (
            link_share(table) > _LINKS_LEAD_AWAY
        ):
            _drop(table)
            return
        for part in list(table):
            table.remove(part)
        table.tag = "div"
        for line in lines:
            etree.SubElement(table, "p").text = line
        return
    for element in [table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "th")]:
        element.tag = "div"


def _in_inner(cell: Any, table: Any) -> bool:
    return next(cell.iterancestors("table"), table) is not table


def _free(quote: Any) -> None:
    """Take the class names from wrappers that hold nothing else, for some ("social", "embed") look like furniture."""
    length = len(text_of(quote))
    for wrapper in quote.iterancestors("div", "figure", "section", "span", "aside"):
        if len(text_of(wrapper)) > 1.5 * length + 40:
            break
        wrapper.attrib.pop("class", None)
        wrapper.attrib.pop("id", None)
        wrapper.tag = "div"
    quote.attrib.pop("class", None)


def _pointer(element: Any) -> None:
    if element.getparent() is None or any(child.tag in _BLOCKS for child in element):
        return
    text = text_of(element)
    if not text or len(text) > LONGEST_POINTER or not begins_as_pointer(text):
        return
    if is_only_a_pointer(text):
        block = element
        while block.getparent() is not None and text_of(block.getparent()) == text:
            block = block.getparent()
        following = block.getnext()
        while following is not None and isinstance(following.tag, str) and _is_teaser(following):
            after = following.getnext()
            _drop(following)
            following = after
        if block.tag in {"p", "div", "section", "aside", "li"} or block.tag.startswith("h"):
            _drop(block)
    elif element.tag not in {"span", "strong", "b"} and (
        points_elsewhere(text) or link_share(element) >= _LINKS_LEAD_AWAY
    ):
        _drop(element)


def _is_teaser(element: Any) -> bool:
    text = text_of(element)
    return not text or (len(text) <= 600 and link_share(element) >= _LINKS_MAKE_A_TEASER)


def _drop(element: Any) -> None:
    """Remove an element, but not the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = f"{before.tail or ''} {element.tail}"
        else:
            parent.text = f"{parent.text or ''} {element.tail}"
    parent.remove(element)
