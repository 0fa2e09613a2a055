"""EPUB: each part of the reading order is a document, named after its heading."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.dates import parse as dates

_LARGEST_PART_BYTES = 20_000_000
_MOST_OF_AN_INDEX = 0.6
_MOST_PARTS = 5_000
_ISSUE = re.compile(r"\s*(?:[\[(][^\[\]()]{4,40}[\])]|[-–—,:]\s[^-–—,:]{0,20}\d[^-–—:]{3,20})$")


class _Unusable(Exception):
    pass


BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
    etree.XMLSyntaxError,
    _Unusable,
)
"""What reading a part ends with: what `zipfile` raises for what is no archive, lacks the part (KeyError), is locked
(RuntimeError) or names its parts in no character set (ValueError); and a part that is no XML."""


def documents(path: Path) -> Iterator[RawDocument | Reject]:
    """The parts of the book in reading order, without its table of contents. A part that cannot be read is a reject."""
    try:
        with zipfile.ZipFile(path) as book:
            if "META-INF/encryption.xml" in book.namelist() and "META-INF/rights.xml" in book.namelist():
                yield Reject(str(path), "it is locked against copying (DRM)")
                return
            yield from _parts(book, path)
    except BROKEN as error:
        yield Reject(str(path), f"not an EPUB that can be read: {error}")


def _parts(book: zipfile.ZipFile, path: Path) -> Iterator[RawDocument | Reject]:
    container = _xml(_read(book, "META-INF/container.xml"))
    package_name = str(container.xpath("string(//*[local-name()='rootfile']/@full-path)"))
    package = _xml(_read(book, package_name))
    told = _about(package)
    contents = {
        str(item.get("id")): item
        for item in package.xpath("//*[local-name()='manifest']/*[local-name()='item']")
        if "nav" not in str(item.get("properties", "")).split()
    }
    spine = [str(item.get("idref")) for item in package.xpath("//*[local-name()='spine']/*[local-name()='itemref']")]
    for name in spine[:_MOST_PARTS]:
        item = contents.get(name)
        if item is None or "html" not in str(item.get("media-type", "")):
            continue
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(package_name), unquote(str(item.get("href")))))
        location = f"{path}#{inside}"
        try:
            page = _xml(_read(book, inside))
        except BROKEN as error:
            yield Reject(location, f"it cannot be read: {error}")
            continue
        body = next(iter(page.xpath("//*[local-name()='body']")), None)
        if body is None:
            continue
        printed_at = _without_bars(body)
        if not any(letter.isalnum() for letter in "".join(body.itertext())) or _is_index(body):
            continue  # a cover, a picture, a list of what is in the issue
        yield RawDocument(
            location=location,
            kind="record",
            fields={**told, **printed_at, "title": _heading(page), "text": _fragment(body)},
            fallback_url=f"{path.absolute().as_uri()}#{inside}",
            fallback_source=path.absolute().parent.name,
            shape="EPUB",
        )


def _about(package: Any) -> dict[str, Any]:
    def all_of(name: str) -> list[str]:
        return [str(text).strip() for text in package.xpath(f"//*[local-name()='{name}']/text()") if str(text).strip()]

    return {
        "source": _outlet(next(iter(all_of("title")), "")),
        "published_at": next(iter(all_of("date")), None),
        "language": next(iter(all_of("language")), ""),
        "authors": [name for name in all_of("creator") if name.casefold() != "calibre"],
    }


def _outlet(title: str) -> str:
    """A periodical's title without the date of its issue, as in calibre's "Ledger [Wed, 15 Mar 2023]"."""
    name = _ISSUE.sub("", title)
    return name if name and dates.written_in(title[len(name) :]) else title


def _without_bars(body: Any) -> dict[str, str]:
    """Take out the bars with which calibre leads from article to article, and tell the address that stands in one."""
    found: dict[str, str] = {}
    for bar in body.xpath(".//*[contains(@class, 'calibre_navbar')]"):
        links = [str(link) for link in bar.xpath(".//@href") if str(link).startswith(("http://", "https://"))]
        if "downloaded by" in " ".join(bar.itertext()) and links:
            found["url"] = links[-1]
        if bar.getparent() is not None:
            bar.getparent().remove(bar)
    return found


def _is_index(body: Any) -> bool:
    """Whether a part is a list that leads to other parts, perhaps with a line on each of them."""
    items = body.xpath(".//*[local-name()='li']")
    leading = [item for item in items if item.xpath(".//@href[not(contains(., ':')) and not(starts-with(., '#'))]")]
    inside = sum(len(" ".join(item.itertext())) for item in leading)
    return bool(leading) and len(leading) == len(items) and inside >= _MOST_OF_AN_INDEX * len(" ".join(body.itertext()))


def _heading(page: Any) -> str:
    for name in ("h1", "h2", "h3", "title"):
        for found in page.xpath(f"//*[local-name()='{name}']"):
            text = " ".join("".join(found.itertext()).split())
            if text:
                return text
    return ""


def _fragment(body: Any) -> str:
    """The body as plain HTML, without its first heading, which is the title."""
    for element in body.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2].replace(":", "") or "span"
    heading = next(iter(body.xpath(".//h1 | .//h2 | .//h3")), None)
    if heading is not None and heading.getparent() is not None:
        heading.tag, heading.text = "span", ""
        for child in list(heading):
            heading.remove(child)
    etree.strip_elements(body, "script", "style", "nav", with_tail=False)
    return str(etree.tostring(body, encoding="unicode", method="html"))


def _xml(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    tree = etree.fromstring(content, parser)
    if tree is None:
        raise _Unusable("an empty part")
    return tree


def _read(book: zipfile.ZipFile, name: str) -> bytes:
    with book.open(name) as part:
        content = part.read(_LARGEST_PART_BYTES + 1)
    if len(content) > _LARGEST_PART_BYTES:
        raise _Unusable(f"{name} is larger than {_LARGEST_PART_BYTES // 1_000_000} MB")
    return content
