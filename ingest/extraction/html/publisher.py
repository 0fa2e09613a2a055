"""The name of the outlet that published a page, as it writes itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from clippings.ingest.extraction.encoding.character_references import plain_line
from clippings.ingest.extraction.html import json_ld as linked_data
from clippings.ingest.extraction.html.dom_cleanup import text_of
from clippings.ingest.extraction.html.portals import is_portal, names_portal

STATED = ("og:site_name", "og:site", "application-name", "dc.publisher", "publisher")
"""Meta elements in which a page names its outlet."""
CREDITED = ("og:article:author", "article:author", "twitter:creator", "dable:author", "article:publisher", "source")
"""Meta elements in which portals name the paper, or its reporter."""
CREDITING = ("sourceOrganization", "provider", "copyrightHolder", "publisher", "author", "creator", "isBasedOn")
"""Keys of JSON-LD that credit the paper on a portal's page."""
_OF_PAPER = re.compile(
    r"(?:^|[-_ ])(?:(?:press|medi(?:a|um)|publisher|provider|source|attr|head_top|news)[-_]?)+"
    r"(?:logo|name|link|title|txt|text|by)?(?:$|[-_ ])|logo",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:[©ⓒⒸ]|\(c\)|copyright)[\s,@©ⓒⒸ]*(?:\(c\)\s*)?(?:(?:19|20)\d\d[\s,–-]*)*(?:by\s+)?"
    r"([^.|•©ⓒⒸ\d]{2,60}?)(?:[.|•]|all rights|$)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"^(?:[©ⓒⒸ]|\(c\)|copyright|&copy;?|저작권자)[\s:,@©ⓒⒸ]*(?:\(c\)\s*)?(?:(?:19|20)\d\d[\s,–-]*)*(?:by\s+)?"
    r"|[\s,.]*(?:all rights reserved\.?|[©ⓒⒸ]\s?(?:(?:19|20)\d\d)?)$",
    re.IGNORECASE,
)
_YEAR_AT_END = re.compile(r"[\s,]+(?:19|20)\d\d$")
_ADDRESS = re.compile(
    r"(?:https?:)?//([^/\s]+)(?:/\S*)?|(www\.[^/\s]+)(?:/\S*)?|([\w-]+(?:\.[\w-]+)+)/\S*", re.IGNORECASE
)
_TAGLINE = re.compile(r"\s+[|\-–—:·]\s+|\s*\|\s*|:\s+")
_PARTS_OF_TITLE = re.compile(r"\s+[|\-–—·:»]\s+|\s*[|｜_]\s*")
_ARTICLES = frozenset("of de del de la du da do das dos des la le les el los il lo der die das van".split())
_SECOND_LEVEL = {"co", "com", "org", "net", "ac", "gov", "or", "ne", "go", "gob", "edu"}
_LONGEST = 80
_LONGEST_OF_PAPER = 40
_MOST_LOOKED_AT = 12


def plain_name(name: object) -> str:
    """An outlet's name without markup, rights and years; of an address its host, of a portal's address nothing."""
    if not isinstance(name, str):
        return ""
    line = plain_line(name)
    if (bare := _RIGHTS.sub("", _RIGHTS.sub("", line))) != line:
        line = _YEAR_AT_END.sub("", bare).strip(" ,.-–|")
    if address := _ADDRESS.fullmatch(line):
        line = next(filter(None, address.groups())).lower().rpartition("@")[2].removeprefix("www.").partition(":")[0]
    return "" if is_portal(line) else line


def name_of(linked: Mapping[str, Any], metas: Mapping[str, Sequence[str]], tree: Any, url: str) -> str:
    """The outlet's name.

    A name that agrees with the address counts first ("The Wall Street Journal" and wsj.com), for `og:site_name` may be
    a section's or a hosting platform's, and JSON-LD's publisher a company's. Looked at are JSON-LD, meta elements,
    and the holder of the copyright, without taglines. Of names that do not agree the first counts, and where a page
    names nobody, its host. On a portal's page it is the paper that the page names, or nobody.
    """
    if is_portal(url):
        return _paper_on_portal(linked, metas, tree)
    stated = [*linked_data.names(linked.get("publisher")), *(name for key in STATED for name in metas.get(key, ()))]
    names = [
        name
        for told in stated
        if not _is_address(told) and _is_name(name := plain_name(told)) and not names_portal(name)
    ]
    domain = _domain(url)
    for name in names:
        if short := _agreeing(name, domain):
            return short
    for name in _copyright_holders(tree) if domain else ():
        if short := _agreeing(name, domain):
            return short
    if not names and not domain:
        names = [name for told in _copyright_holders(tree) if _is_name(name := plain_name(told))]
    return names[0] if names else _in_title(tree, domain) or (urlsplit(url).hostname or "").removeprefix("www.")


def _paper_on_portal(linked: Mapping[str, Any], metas: Mapping[str, Sequence[str]], tree: Any) -> str:
    """The paper whose article a portal shows: as it is credited to machines, on the page's face, or by its rights."""
    for told in (*_credits(linked, metas), *_shown_papers(tree), *_copyright_holders(tree), *metas.get("author", ())):
        for piece in _TAGLINE.split(plain_line(told)):
            name = plain_name(piece)
            if _is_name(name) and not _is_address(piece) and not names_portal(name):
                return name
    return ""


def _credits(linked: Mapping[str, Any], metas: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for key in CREDITING:
        value = linked.get(key)
        for node in value if isinstance(value, list) else [value]:
            is_person = key in {"author", "creator"} and not (
                isinstance(node, dict) and "Organization" in str(node.get("@type"))
            )
            if not is_person and not (key == "isBasedOn" and isinstance(node, str)):
                yield from linked_data.names(node)
    yield from (name for key in (*CREDITED, *STATED) for name in metas.get(key, ()))


def _shown_papers(tree: Any) -> Iterator[str]:
    """What elements show whose class says that they name the paper: a logo's other text, or a short line."""
    looked_at = 0
    for element in tree.iter("a", "img", "span", "div", "cite", "em", "p"):
        around = element.getparent().get("class") if element.tag == "img" and element.getparent() is not None else ""
        if not _OF_PAPER.search(f"{element.get('class') or ''} {around or ''}"):
            continue
        looked_at += 1
        if looked_at > _MOST_LOOKED_AT:
            return
        for text in (element.get("alt"), element.get("title"), text_of(element)):
            if text and len(text) <= _LONGEST_OF_PAPER:
                yield text


def _agreeing(name: str, domain: str) -> str:
    """The name, or the piece of it before or after its tagline, that the domain is made of; else ""."""
    if not domain:
        return ""
    pieces = [piece for piece in _TAGLINE.split(name) if piece]
    for piece in [*pieces, name] if len(pieces) > 1 else [name]:
        if _agrees(piece, domain):
            is_address = "." in piece.strip(".") and piece is not pieces[0]
            return pieces[0] if is_address else piece
    return ""


def _in_title(tree: Any, domain: str) -> str:
    """The outlet at either end of the page's title, where its address or the line of the source agrees."""
    title = next((text_of(element) for element in tree.xpath("//head/title")), "")
    pieces = [piece.strip() for piece in _PARTS_OF_TITLE.split(title) if piece.strip()]
    if len(pieces) < 2:
        return ""
    named = {text_of(element) for element in tree.xpath("//a[@class='source'] | //span[@class='source']")[:5]}
    return next(
        (
            piece
            for piece in (pieces[-1], pieces[0])
            if _is_name(piece) and (_is_all_of(piece, domain) or piece in named)
        ),
        "",
    )


def _agrees(name: str, domain: str) -> bool:
    words = [word for word in _words(name) if word != "the"]
    letters = "".join(words)
    if len(letters) < 2:
        return False
    initials = "".join(word[0] for word in words)
    return letters == domain or domain == initials or (len(letters) >= 3 and (letters in domain or domain in letters))


def _is_all_of(name: str, domain: str) -> bool:
    """Whether the domain is the whole name, but for articles and the like: El Faro de Alba and elfaroalba.example."""
    words = _words(name)
    return any(
        "".join(word for at, word in enumerate(words) if word not in _ARTICLES or at < kept) == domain != ""
        for kept in (0, 1, len(words))
    )


def _words(name: str) -> list[str]:
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter)
    )
    return re.findall(r"\w+", plain)


def _domain(url: str) -> str:
    """The part of the host that somebody registered, in letters and digits: "ap" of https://hosted.ap.org."""
    labels = (urlsplit(url).hostname or "").split(".") if url.startswith("http") else []
    if len(labels) < 2:
        return ""
    at = -3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2
    return "".join(letter for letter in labels[at] if letter.isalnum())


def _copyright_holders(tree: Any) -> Iterable[str]:
    texts = tree.xpath(
        '//body//text()[contains(., "©") or contains(., "ⓒ") or contains(., "Ⓒ") or contains(., "opyright")]'
        "[not(parent::script or parent::style)]"
    )
    for text in texts[:8]:
        for match in _COPYRIGHT.finditer(" ".join(text.split())[:300]):
            yield match[1].strip(" ,-–")


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST and not name.startswith("@") and any(letter.isalpha() for letter in name)


def _is_address(told: str) -> bool:
    return bool(_ADDRESS.fullmatch(told.strip()))
