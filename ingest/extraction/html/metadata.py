"""What a page says about its article: headline, outlet, authors, moments, address and language.

What the page was made to tell machines (JSON-LD, OpenGraph, meta) counts before what has to be read off its face, and
each field is taken from where it is usually right: the headline from the page's own `h1`, the outlet from
`og:site_name`, moments from JSON-LD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from clippings.ingest.deduplication import story_parts
from clippings.ingest.extraction.encoding.character_references import plain_line
from clippings.ingest.extraction.html import json_ld as linked_data
from clippings.ingest.extraction.html import page_dates
from clippings.ingest.extraction.html import publisher as outlet
from clippings.ingest.extraction.html.archived_copies import captured_at, original_address
from clippings.ingest.extraction.html.boilerplate import same_headline
from clippings.ingest.extraction.html.dom_cleanup import text_of
from clippings.ingest.extraction.html.portals import names_portal

Metas = Mapping[str, Sequence[str]]
_SEPARATOR = re.compile(r"\s+[|\-–—·•:»«›‹~]+\s+|\s*[|｜»]\s*|\s+::\s+")
_BY = re.compile(
    r"^\s*(by|von|par|por|di|door|av|af|oleh|written by|story by|text:?|reported by|analysis by|opinion by)\s+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|^[\w.+-]+@[\w.-]+$|^@|^\W*$|^(admin|staff|editor|author|null|none|unknown|undefined)$",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"\s@\w.*$")
_NO_PERSON = re.compile(
    r"^the\b|\b(correspondent|editor|reporter|writer|staff|news|press|times|business|politics|analyst|bureau|agency)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:;|,|\s+and\s+|\s+&\s+|\s+und\s+|\s+y\s+|\s+et\s+|\s+e\s+|·|\|)\s*")
_ROLE_AFTER_NAME = re.compile(r"\s*([,|(–—]|\s-\s|/).*$|\s+(기자|특파원|記者)$")
_SHORTEST_HEADLINE_LETTERS = 5
_AROUND_SITE = re.compile(r"\s+[-–—:·»]\s+|\s*[|｜_]\s*")
_SHORTEST_PIECE = 6
_CLASS = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
_MARKED_ADDRESS = (
    f"//a[{_CLASS.format('p-canonical')} or ({_CLASS.format('u-url')} and {_CLASS.format('u-uid')})]/@href"
)
_MARKED_AUTHOR = f"//*[{_CLASS.format('h-entry')}]//*[{_CLASS.format('p-author')}]"
"""Microformats, as exports of blogs carry them."""


def of_page(tree: Any, url: str = "") -> dict[str, Any]:
    """The fields `url, title, source, published_at, modified_at, language, authors, part`, and what helps to find the
    text.

    None is guessed. `headlines` are all forms of the headline, `told` is JSON-LD's text, `linked` its node,
    `is_article` whether the page tells machines that it is an article.

    Args:
        tree: Of the page.
        url: Where it came from, if known; the page's own canonical address counts before it.

    Returns:
        Only fields that the page tells.
    """
    metas = page_dates.meta(tree)
    shown = [text for text in (plain_line(text_of(element)) for element in tree.iter("h1")) if text]
    shared = [plain_line(text) for text in (*_meta(metas, "og:title"), *_meta(metas, "twitter:title"))]
    whole = [text for text in (plain_line(text_of(element)) for element in tree.xpath("//head/title")) if text][:1]
    linked = linked_data.article_of(tree, (*shown, *shared))
    headline = _one_line(linked.get("headline") or linked.get("name"))
    address = _address(tree, metas, url)
    source = outlet.name_of(linked, metas, tree, address)
    title = _title(shown, shared, headline, whole, source, address)
    fields = {
        "url": address,
        "title": title,
        "source": source,
        "language": _language(tree, metas, linked),
        "authors": _authors(tree, metas, linked, source),
        "headlines": list(dict.fromkeys(filter(None, [*shown, *shared, headline, *whole]))),
        "part": story_parts.of_page(tree, address or url),
        "told": linked.get("articleBody") if isinstance(linked.get("articleBody"), str) else "",
        "linked": linked,
        "is_article": _is_article(linked, metas, [*shown, *whole]),
        **page_dates.moments(tree, metas, linked, address or url, title, _captured(tree, metas, url)),
    }
    if not fields["published_at"]:
        fields["unread_date"] = page_dates.unreadable(metas, linked)
    return {name: value for name, value in fields.items() if value}


def _is_article(linked: dict[str, Any], metas: Metas, titles: list[str]) -> bool:
    """Whether the page tells machines that it is an article: linked data with its own headline, or OpenGraph's type
    with a moment of publication."""
    headline = _one_line(linked.get("headline") or linked.get("name"))
    if linked.get("datePublished") and any(
        same_headline(headline, title) or headline in title for title in titles if headline
    ):
        return True
    return "article" in _meta(metas, "og:type") and bool(_meta(metas, "article:published_time"))


def _title(shown: list[str], shared: list[str], linked: str, whole: list[str], source: str, url: str) -> str:
    """The headline that readers see, where machines are told something like it; else what machines are told."""
    told = [_without_site(text, source, url) for text in filter(None, [linked, *shared, *whole])]
    seen = [text for text in shown if any(_alike(text, other) for other in told)]
    if seen and linked and not any(same_headline(text, linked) for text in seen):
        og = next((text for text in told[1:] if same_headline(text, linked)), "")
        if og:  # two that agree; the h1 is a kicker with a headline, or the like
            return _without_site(linked, source, url)
    if seen:
        return _without_site(seen[0], source, url)
    if told:
        return told[0]
    return shown[0] if len(shown) == 1 else ""


def _alike(one: str, other: str) -> bool:
    """Whether two headlines tell the same: one has half of the other's words, or the other's letters in it."""
    if same_headline(one, other):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(_letters(shorter)) >= _SHORTEST_PIECE and _letters(shorter) in map(_letters, _AROUND_SITE.split(longer)):
        return True
    mine, theirs = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(mine & theirs) >= max(2, 0.5 * min(len(mine), len(theirs))) and len(one) >= 15


def _without_site(title: str, source: str, url: str) -> str:
    """A title without the site's name, and a section's, after or before a separator."""
    pieces = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    site = {_letters(source), _letters(urlsplit(url).hostname or "").removeprefix("www")} - {""}
    for start, end in reversed(pieces):
        before, after = title[:start].strip(), title[end:].strip()
        is_site = names_portal(after) or _names_site(after, site)
        if len(_letters(before)) >= _SHORTEST_HEADLINE_LETTERS and is_site:
            return _without_site(before, source, url)
        bar = title[start:end].strip()
        if bar in {"|", "｜", "»"} and len(before) >= 25 and len(after) <= 30 and len(after) < len(before) / 2:
            return _without_site(before, source, url)
    if pieces:
        start, end = pieces[0]
        before, after = title[:start].strip(), title[end:].strip()
        if len(_letters(after)) >= 15 and _names_site(before, site):
            return after
    return title


def _names_site(text: str, site: set[str]) -> bool:
    letters = _letters(text)
    return len(letters) >= 2 and any(
        letters == name
        or (len(letters) >= 4 and (letters in name or name in letters) and len(letters) < 2 * len(name) + 12)
        for name in site
    )


def _authors(tree: Any, metas: Metas, linked: dict[str, Any], source: str) -> list[str]:
    lists = [
        linked_data.names(linked.get("author") or linked.get("creator")),
        _meta(
            metas,
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "byl",
            "dc.creator",
            "article_author",
        ),
        [text_of(element) for element in tree.xpath('//*[@itemprop="author" or @rel="author"]')[:6]],
        [text_of(element) for element in tree.xpath(_MARKED_AUTHOR)[:6]],
    ]
    for listed in lists:
        found = list(dict.fromkeys(name for text in listed for name in _people(text, source)))
        if found:
            return found
    return []


def _people(text: str, source: str) -> Iterator[str]:
    """The names in an author's line: no "By", no addresses, no roles, not the outlet itself."""
    line = _BY.sub("", _one_line(text))
    pieces = [piece for piece in _JOINED.split(line) if piece]
    several = len(pieces) > 1 and all(2 <= len(piece.split()) <= 4 for piece in pieces)
    for piece in pieces if several else [_ROLE_AFTER_NAME.sub("", line)]:
        name = _HANDLE.sub("", piece).strip(" .,;|-")
        if not name or len(name) > 80 or _NO_NAME.search(name):
            continue
        if several and ((source and _letters(source) in _letters(name)) or _NO_PERSON.search(name)):
            continue
        yield name


def _language(tree: Any, metas: Metas, linked: dict[str, Any]) -> str:
    declared = [
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        tree.get("xml:lang"),
        linked.get("inLanguage"),
        *_meta(metas, "og:locale", "language", "dc.language", "content-language", "inLanguage"),
    ]
    codes = (value.strip().lower() for value in declared if isinstance(value, str))
    return next((code[:2] for code in codes if re.match(r"[a-z]{2}(\W|_|$)", code)), "")


def _address(tree: Any, metas: Metas, url: str) -> str:
    """The canonical address, where it is one of an article and not of a front page."""
    canonical = tree.xpath('//link[translate(@rel, "CANOIL", "canoil")="canonical"]/@href')
    for address in [*canonical, *_meta(metas, "og:url")]:
        address = original_address(address.strip())
        parts = _parts(address)
        if address.startswith(("http://", "https://")) and parts and (parts.path.strip("/") or parts.query):
            return str(address)
    marked = "" if url.startswith("http") else next(iter(tree.xpath(_MARKED_ADDRESS)), "")
    if marked.startswith(("http://", "https://")):  # of a saved page
        return original_address(marked.strip())
    return original_address(url)


def _captured(tree: Any, metas: Metas, url: str) -> datetime | None:
    """When a web archive took this copy, if it is one, by any of its addresses."""
    canonical = tree.xpath('//link[translate(@rel, "CANOIL", "canoil")="canonical"]/@href')
    addresses = (url, *canonical, *_meta(metas, "og:url"))
    return next((moment for address in addresses if (moment := captured_at(address.strip()))), None)


def _parts(address: str) -> Any:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _meta(metas: Metas, *names: str) -> list[str]:
    """The contents of meta elements by `property`, `name`, `itemprop` or `http-equiv`, in the order of the names."""
    return [one for name in names if (one := _first_meta(metas, name.lower()))]


def _first_meta(metas: Metas, name: str) -> str:
    return next((content for content in metas.get(name, ()) if content), "")


def _one_line(value: object) -> str:
    return plain_line(value) if isinstance(value, str) else ""


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
