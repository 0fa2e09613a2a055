"""OPML, in which feed readers export what they subscribe to: a list of feeds (http://opml.org/spec2.opml)."""

from __future__ import annotations

import io

from lxml import etree

from clippings.core.types import Reject
from clippings.ingest.sources.safe_xml import local_name, parse

_MOST_FEEDS = 5_000


def looks_like_opml(content: bytes) -> bool:
    return b"<opml" in content[:2_000].replace(b"\x00", b"").lower()


def feeds(content: bytes, location: str) -> tuple[list[str], list[Reject]]:
    """The addresses of the feeds, each once and in order, and why others are not read.

    Args:
        content: The file.
        location: Names it for a person.
    """
    urls: dict[str, None] = {}
    rejects: list[Reject] = []
    try:
        for _, element in parse(io.BytesIO(content)):
            if local_name(element).lower() != "outline":
                continue
            url = next((str(value).strip() for name, value in element.attrib.items() if name.lower() == "xmlurl"), "")
            if url.startswith(("http://", "https://")) and len(urls) < _MOST_FEEDS:
                urls[url] = None
            elif url:
                rejects.append(Reject(location, f"not the http or https address of a feed: {url[:100]}"))
            element.clear()
    except etree.XMLSyntaxError as error:
        rejects.append(Reject(location, f"the OPML breaks off or is none ({error.msg})"))
    if not urls and not rejects:
        rejects.append(Reject(location, "the OPML names no feeds"))
    return list(urls), rejects
