"""The name of the outlet that published a page, as it writes itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from clippings.ingest import linked_data

_STATED = ("og:site_name", "og:site", "application-name", "dc.publisher", "publisher")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s,@©]*(?:(?:19|20)\d\d[\s,–-]*)*(?:by\s+)?([^.|•©\d]{2,60}?)(?:[.|•]|all rights|$)", re.I
)
_TAGLINE = re.compile(r"\s+[|\-–—:·]\s+|\s*\|\s*|:\s+")
_SECOND_LEVEL = {"co", "com", "org", "net", "ac", "gov", "or", "ne", "go", "gob", "edu"}
_LONGEST = 80


def name_of(linked: Mapping[str, Any], metas: Mapping[str, Sequence[str]], tree: Any, url: str) -> str:
    """The outlet's name.

    A name that agrees with the address counts first ("The Wall Street Journal" and wsj.com), for `og:site_name` may be
    a section's or a hosting platform's, and JSON-LD's publisher a company's. Looked at are JSON-LD, meta elements,
    and the holder of the copyright, without taglines. Of names that do not agree the first counts, and where a page
    names nobody, its host.
    """
    stated = [*linked_data.names(linked.get("publisher")), *(name for key in _STATED for name in metas.get(key, ()))]
    names = [name for name in (" ".join(name.split()) for name in stated) if _is_name(name)]
    domain = _domain(url)
    for name in names:
        if short := _agreeing(name, domain):
            return short
    for name in _copyright_holders(tree) if domain else ():
        if short := _agreeing(name, domain):
            return short
    return names[0] if names else (urlsplit(url).hostname or "").removeprefix("www.")


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


def _agrees(name: str, domain: str) -> bool:
    words = [word for word in re.findall(r"\w+", name.casefold()) if word != "the"]
    letters = "".join(words)
    if len(letters) < 2:
        return False
    initials = "".join(word[0] for word in words)
    return letters == domain or domain == initials or (len(letters) >= 3 and (letters in domain or domain in letters))


def _domain(url: str) -> str:
    """The part of the host that somebody registered, in letters and digits: "ap" of https://hosted.ap.org."""
    labels = (urlsplit(url).hostname or "").split(".") if url.startswith("http") else []
    if len(labels) < 2:
        return ""
    at = -3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2
    return "".join(letter for letter in labels[at] if letter.isalnum())


def _copyright_holders(tree: Any) -> Iterable[str]:
    texts = tree.xpath(
        '//body//text()[contains(., "©") or contains(., "opyright")][not(parent::script or parent::style)]'
    )
    for text in texts[:8]:
        for match in _COPYRIGHT.finditer(" ".join(text.split())[:300]):
            yield match[1].strip(" ,-–")


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST and not name.startswith(("http", "//", "@", "www."))
