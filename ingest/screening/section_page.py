"""Front and section pages: lists of links to articles, with or without the articles' first lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from clippings.ingest.extraction.html.boilerplate import is_sentence
from clippings.ingest.extraction.html.dom_cleanup import text_of

_FEWEST_LINKS = 3
_FEWEST_LINKS_WITHOUT_TEXT = 6
_FEWEST_LINKS_IN_A_LIST = 8
_SHORTEST_LINKED_LETTERS = 15
_LARGEST_CARD = 700
_CARD_LEVELS = 5
_HEADLINE_LEVELS = 3
_SHORTEST_HEADLINE_LETTERS = 6
_KEY_LETTERS = 40
_MOST_LINKS = 600
_MOST_LINES, _SHORTEST_START = 100, 10
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\])\s*$")
"""Ends the first lines of an article that are shown below its headline."""
_SHARE = 0.6
_ENOUGH_OF_ITS_OWN = 250
"""Characters of sentences that stand with no link to another page."""
_SHARE_OF_DECLARED = 0.8
"""Templates call section pages articles as well."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FEED_TYPES = ("rss", "atom", "rdf+xml", "feed+json")
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire", re.IGNORECASE)


def reason(tree: Any, url: str, lines: Sequence[str], is_declared: bool, links: Sequence[Any]) -> str:
    """Why a page is a list of articles and none itself, naming its feed or sitemap; "" where it is not.

    Args:
        tree: Of the page.
        url: Its address, or "".
        lines: Of the text that was taken for the article's; may be empty.
        is_declared: Whether the page tells machines that it is an article, with a headline and a date.
        links: Its `headlines`.
    """
    if not links and lines and not is_declared:
        links = _list_of_links(tree, url, lines)
    count = len({link.get("href") for link in links})
    if count < (_FEWEST_LINKS if lines else _FEWEST_LINKS_WITHOUT_TEXT):
        return ""
    if lines:
        listed = [line for line, is_teaser in zip(lines, _are_teasers(lines, links), strict=True) if is_teaser]
        own = [line for line in lines if line not in set(listed) and is_sentence(line)]
        if len(own) > 1 and sum(map(len, own)) >= _ENOUGH_OF_ITS_OWN:
            return ""
        share = _SHARE_OF_DECLARED if is_declared else _SHARE
        if sum(map(len, listed)) < share * sum(map(len, lines)):
            return ""
    elif is_declared:
        return ""
    return f"it is a front or section page that links to {count} articles, and no article; {_way_out(tree, url)}"


def without_teasers_below(tree: Any, lines: Sequence[str], links: Sequence[Any]) -> list[str]:
    """The lines without the teasers of other articles after the last of them that is no teaser.

    Only teasers outside the element of the article count, and three at least.

    Args:
        tree: Of the page.
        lines: Of its article's text.
        links: Its `headlines`.
    """
    article = next((around for title in tree.iter("h1") for around in title.iterancestors("article")), None)
    if article is None:
        return list(lines)
    links = [link for link in links if article not in link.iterancestors("article")]
    if len({link.get("href") for link in links}) < _FEWEST_LINKS:
        return list(lines)
    end = len(lines)
    are_teasers = _are_teasers(lines, links)
    while end and are_teasers[end - 1]:
        end -= 1
    return list(lines[:end] or lines)


def _are_teasers(lines: Sequence[str], links: Sequence[Any]) -> list[bool]:
    """For each line whether it stands with the headline of another article."""
    cards = "\n".join(_letters(text_of(_card(link))) for link in links)
    return [bool(key := _letters(line)[:_KEY_LETTERS]) and key in cards for line in lines]


def feeds_of(tree: Any, url: str) -> list[str]:
    """The addresses of the feeds that a page names, but for its comments', whole where its own address is known."""
    found = tree.xpath('//link[contains(concat(" ", normalize-space(@rel), " "), " alternate ")][@href]')
    feeds = [link for link in found[:_MOST_LINKS] if any(kind in (link.get("type") or "") for kind in _FEED_TYPES)]
    hrefs = [link.get("href") for link in feeds if not _COMMENTS.search(f"{link.get('title')} {link.get('href')}")]
    return list(dict.fromkeys(_joined(url, href.strip()) for href in hrefs))


def _way_out(tree: Any, url: str) -> str:
    feeds = feeds_of(tree, url)
    if feeds:
        return f"ingest its feed instead: {feeds[0]}"
    sitemap = next(iter(tree.xpath('//link[@rel="sitemap"]/@href')), "")
    if sitemap:
        return f"ingest its sitemap instead: {_joined(url, sitemap.strip())}"
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} and parts.netloc:
        return f"it names no feed; try its site's sitemap: {parts.scheme}://{parts.netloc}/sitemap.xml"
    return "it names no feed; ingest the site's feed or sitemap, or the pages that it links to"


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href) if url.startswith("http") else href
    except ValueError:
        return href


def headlines(tree: Any, url: str) -> list[Any]:
    """The links to other pages that stand in headings, or have headings in them."""
    with_headings = {link for heading in tree.iter(*_HEADINGS) for link in heading.iterancestors("a")}
    found = []
    for link in tree.iter("a"):
        around = itertools.islice(link.iterancestors(), _HEADLINE_LEVELS)
        if not (link in with_headings or any(ancestor.tag in _HEADINGS for ancestor in around)):
            continue
        leads_away = _leads_away((link.get("href") or "").strip(), url)
        if leads_away and len(_letters(text_of(link))) >= _SHORTEST_HEADLINE_LETTERS:
            found.append(link)
            if len(found) >= _MOST_LINKS:
                break
    return found


def _list_of_links(tree: Any, url: str, lines: Sequence[str]) -> list[Any]:
    """The links of a page whose lines are little more than one link each, or the cut-off first lines of what they lead
    to; none where there are few of them."""
    starts = {start for line in lines[:_MOST_LINES] if len(start := _letters(line)[:_KEY_LETTERS]) >= _SHORTEST_START}
    found = []
    for link in itertools.islice(tree.iter("a"), _MOST_LINKS):
        href, letters = (link.get("href") or "").strip(), _letters(text_of(link))
        item = next(link.iterancestors("li", "p", "td", "div", "dd"), None)
        if item is None or len(letters) < _SHORTEST_LINKED_LETTERS or not _leads_away(href, url):
            continue
        around = _letters(text_of(item)) if len(item.text_content()) <= _LARGEST_CARD else ""
        is_most = len(letters) >= _SHARE * len(around) or _CUT_OFF.search(text_of(item))
        if around and is_most and any(start in around for start in starts):
            found.append(link)
    return found if len(found) >= _FEWEST_LINKS_IN_A_LIST else []


def _leads_away(href: str, url: str) -> bool:
    """Whether a link leads to another page."""
    if not href or href.startswith(("#", "javascript:", "mailto:")):
        return False
    return not url or _joined(url, href).partition("#")[0] != url


def _card(link: Any) -> Any:
    """The largest element around a headline that is small enough to be its teaser."""
    card = link
    for around, _ in zip(link.iterancestors(), range(_CARD_LEVELS), strict=False):
        if len(around.text_content()) > _LARGEST_CARD or around.tag in {"body", "main"}:
            break
        card = around
    return card


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
