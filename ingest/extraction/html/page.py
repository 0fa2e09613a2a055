"""A web page to fields and text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError

from clippings.ingest.documents import Unreadable
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.html import metadata, saved_from
from clippings.ingest.extraction.html.body import body
from clippings.ingest.extraction.html.boilerplate import same_headline
from clippings.ingest.extraction.html.fragment import NOT_XML, fragment_text
from clippings.ingest.extraction.scripts import article as script_article
from clippings.ingest.extraction.scripts import data as script_data
from clippings.ingest.extraction.scripts import live_updates
from clippings.ingest.extraction.scripts.data import Script
from clippings.ingest.screening import no_article, section_page
from clippings.ingest.screening.no_article import NoArticle

__all__ = ["elements_of", "fragment_text", "parts"]

_MOST_ELEMENTS = 60_000
"""Forty times the largest of 181 real news pages."""
_MUCH_MORE = 1.5
_OWN_USE = ("headlines", "told", "linked", "is_article")
_ARCHIVE_TOOLBAR = "//*[@id='wm-ipp-base' or @id='wm-ipp-print' or @id='donato']"
"""What the Wayback Machine puts above a page."""
_DATA = ("data-page", "data-props", "data-react-props", "data-state", "data-initial-state")
"""Attributes in which Inertia and the like keep a page's data."""


def parts(page: str, url: str) -> tuple[dict[str, Any], str]:
    """The fields and the body text of a page.

    Args:
        page: Its HTML.
        url: Where it came from, or "".

    Raises:
        Unreadable: There is no page, or no article in it; the text says what it is instead.
    """
    tree, scripts = elements_of(page)
    fields = metadata.of_page(tree, saved_from.address_in(page) or url)
    headlines = fields.get("headlines", ())
    in_scripts = script_article.article_in(script_data.values(scripts), headlines) if scripts else None
    told = fragment_text(fields.get("told", ""))
    if in_scripts and len(in_scripts.text) > _MUCH_MORE * len(told):  # linked data is surely of this article
        told = in_scripts.text
    text = body(tree, headlines, told, live_updates.updates_of(fields.get("linked", {})))
    lines = text.splitlines()
    links = section_page.headlines(tree, str(fields.get("url", "")))
    if other := _instead(tree, fields, lines, links):
        raise Unreadable(*other)
    text = "\n".join(section_page.without_teasers_below(tree, lines, links))
    if not text:
        raise Unreadable("no article text was found in the page")
    if in_scripts:
        fields = {**_fields_of(in_scripts, fields), **fields}
    return {name: value for name, value in fields.items() if name not in _OWN_USE}, text


def elements_of(page: str) -> tuple[Any, list[Script]]:
    """The page's elements, without comments, styles, and scripts that are not linked data; and those scripts.

    Raises:
        Unreadable: There are none, or more than any article's page has, which would take minutes.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(NOT_XML.sub("", page).encode("utf-8"), parser=parser)
    except (ParserError, ValueError):
        raise Unreadable("the page is empty") from None
    if parser.error_log.filter_from_fatals():
        raise Unreadable("the page's elements are nested more deeply than can be read: it is no article's")
    elements = int(tree.xpath("count(//*)"))
    if elements > _MOST_ELEMENTS:
        raise Unreadable(f"the page has {elements:,} elements, more than {_MOST_ELEMENTS:,}: it is no article's")
    for element in tree.xpath(_ARCHIVE_TOOLBAR):
        element.drop_tree()
    scripts = []
    for element in tree.xpath('//style | //script[not(contains(@type, "ld+json"))]'):
        if element.tag == "script" and element.text:
            scripts.append(Script(element.get("type") or "", element.get("id") or "", element.text))
        if element.getparent() is not None:
            element.drop_tree()
    for data in tree.xpath(f"//*[{' or '.join(f'@{name}' for name in _DATA)}]"):
        scripts += [Script("json", "", data.get(name)) for name in _DATA if (data.get(name) or "")[:1] in ("{", "[")]
    return tree, scripts


def _instead(tree: Any, fields: Mapping[str, Any], lines: Sequence[str], links: Sequence[Any]) -> NoArticle | None:
    """What the page is instead of an article; None where nothing speaks against it."""
    is_declared = bool(fields.get("is_article"))
    titles = [str(title) for title in fields.get("headlines", ())]
    if other := no_article.instead(tree, titles, lines, is_declared):
        return other
    reason = section_page.reason(tree, str(fields.get("url", "")), lines, is_declared, links)
    return NoArticle(reason, "section page") if reason else None


def _fields_of(article: script_article.ScriptArticle, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What the scripts' data says beside the text; of moments only where it is certain that they are the article's."""
    is_same = any(same_headline(article.title, headline) for headline in fields.get("headlines", ()))
    found: dict[str, Any] = {"title": article.title}
    if is_same:
        found |= {"published_at": dates.parse(article.published_at), "modified_at": dates.parse(article.modified_at)}
    return {name: value for name, value in found.items() if value}
