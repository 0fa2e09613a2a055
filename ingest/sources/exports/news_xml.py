"""NITF and NewsML: single items and packages of them, as wire services and content systems send them.

https://iptc.org/standards/newsml-g2/, https://iptc.org/standards/nitf/
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from clippings.core.types import Reject
from clippings.ingest.documents import Canceled, RawDocument
from clippings.ingest.sources.files.record_documents import RecordDocuments
from clippings.ingest.sources.safe_xml import local_name, outermost
from clippings.ingest.sources.web.links import unfetched

_ROOTS = (b"nitf", b"newsitem", b"newsmessage", b"newsml", b"packageitem", b"knowledgeitem")
_ITEMS = frozenset({"newsitem", "nitf"})
_LEFT_OUT = frozenset({"media", "script", "style", "body.end", "hedline", "byline"})
_HTML = {
    "hl2": "h3",
    "hl1": "h2",
    "block": "div",
    "body.content": "div",
    "table": "table",
    "p": "p",
    "li": "li",
    "ul": "ul",
}
_HTML |= {
    name: name for name in ("ol", "tr", "td", "th", "br", "blockquote", "h2", "h3", "h4", "h5", "dl", "dt", "dd", "pre")
}
_BROKEN_MARK = "the XML breaks off or is none"


def looks_like_news(content: bytes) -> bool:
    """Whether XML begins with the root of a news item or a package of them."""
    head = content[:4_000].replace(b"\x00", b"").lower()  # UTF-16 has a zero beside each of these letters
    at = 0
    while (at := head.find(b"<", at)) >= 0:
        rest = head[at + 1 :]
        if rest.startswith((b"?", b"!")):
            at += 2
            continue
        name = rest.split(None, 1)[0].split(b">", 1)[0].rstrip(b"/") if rest.split(None, 1) else b""
        return name.rpartition(b":")[2] in _ROOTS
    return False


def documents(content: bytes, path: Path) -> Iterator[RawDocument | Canceled | Reject]:
    """The items of a file, in its order; a notice that cancels an item is one.

    Entities are never expanded and nothing outside is loaded. No more than one item is in memory as elements.
    """
    records = RecordDocuments(path, {}, shape="NITF or NewsML")
    count, problem = 0, ""
    try:
        for item in outermost(io.BytesIO(content), lambda name: name.lower() in _ITEMS):
            if record := _record(item):
                count += 1
                yield unfetched(records.document(record, f"{path}#{count}" if count > 1 else str(path)))
    except etree.XMLSyntaxError as error:
        problem = f" ({error.msg})"
    if problem or not count:
        yield Reject(str(path), f"{_BROKEN_MARK}{problem}" if problem else "no news item with a text is in it")


def _record(item: Any) -> dict[str, Any]:
    """An item under the names of a record; empty for an item of another kind: a picture, a video."""
    nitf = item if _name(item) == "nitf" else _first(item, "nitf")
    text = _body(item, nitf)
    status = (
        _attribute(item, "pubstatus", "qcode")
        or _attribute(item, "status", "formalname")
        or _attribute(item, "docdata", "management-status")
    )
    is_canceled = "cancel" in status.casefold() or "kill" in status.casefold()
    if not text and not is_canceled and not _text(item, "headline", "hl1", "title"):
        return {}
    if not text and not is_canceled and _attribute(item, "itemclass", "qcode").casefold() not in {"", "ninat:text"}:
        return {}
    record = {
        "url": _web_address(item)
        or item.get("guid")
        or _text(item, "publicidentifier")
        or _attribute(item, "doc-id", "id-string"),
        "title": _text(item, "hl1", "headline", "title", "newslines"),
        "source": _source(item),
        "published_at": _date(
            item,
            "contentcreated",
            "firstcreated",
            "date.issue",
            "story.date",
            "date.release",
            "versioncreated",
            "thisrevisioncreated",
        )
        or _attribute(item, "pubdata", "date.publication"),
        "modified_at": _date(item, "versioncreated", "thisrevisioncreated", "revision-history"),
        "language": _language(item),
        "authors": [author for author in _authors(item) if author],
        "text": text,
        "status": status,
        "embargo": _date(item, "embargoed"),
        "id": item.get("guid") or _attribute(item, "doc-id", "id-string"),
    }
    return {name: value for name, value in record.items() if value}


def _body(item: Any, nitf: Any) -> str:
    """The text as plain HTML."""
    for holder in (nitf, item):
        if holder is not None and (body := _first(holder, "body.content", "body")) is not None:
            full = next((block for block in _all(body, "block") if block.get("class") == "full_text"), body)
            return _html(full)
    data = _first(item, "inlinedata", "datacontent")
    return (data.text or "").strip() if data is not None and not len(data) else _html(data) if data is not None else ""


def _html(element: Any) -> str:
    root = etree.Element("div")
    _copy(element, root)
    html = str(etree.tostring(root, encoding="unicode", method="html"))
    return html if any(letter.isalnum() for letter in "".join(root.itertext())) else ""


def _copy(source: Any, target: Any) -> None:
    """The blocks and words of an element, without attributes and what is no text; as deep as XML may be nested."""
    pending = [(source, target)]
    while pending:
        source, target = pending.pop()
        target.text = source.text
        for child in source:
            name = _name(child)
            copied = etree.SubElement(target, _HTML.get(name, "span"))
            copied.tail = child.tail
            if name and name not in _LEFT_OUT:
                pending.append((child, copied))


def _authors(item: Any) -> list[str]:
    bylines = [" ".join("".join(element.itertext()).split()) for element in _all(item, "byline", "by")]
    if bylines:
        return bylines[:1]
    return [_text(creator, "name") for creator in _all(item, "creator")]


def _source(item: Any) -> str:
    for name, attribute in (
        ("pubdata", "name"),
        ("doc.copyright", "holder"),
        ("distributor", ""),
        ("creditline", ""),
        ("copyrightholder", "literal"),
        ("provider", "literal"),
        ("infosource", "literal"),
        ("party", "formalname"),
    ):
        for element in _all(item, name):
            if attribute == "literal" and (party := _attribute(element, "party", "formalname")):
                return party
            value = element.get(attribute) if attribute else ""
            value = value or _text(element, "name") or " ".join("".join(element.itertext()).split())
            if value and not value.startswith(("http://", "https://")):
                return str(value)
    return ""


def _web_address(item: Any) -> str:
    for name, attribute in (("link", "href"), ("pubdata", "ex-ref"), ("canonical", "")):
        for element in _all(item, name):
            value = (element.get(attribute) if attribute else element.text) or ""
            kind = f"{element.get('rel', '')} {element.get('contenttype', '')}"
            if value.startswith(("http://", "https://")) and not (
                "image" in kind or "thumbnail" in kind or "video" in kind
            ):
                return str(value)
    return ""


def _language(item: Any) -> str:
    for element in _all(item, "language"):
        if value := element.get("tag") or element.get("FormalName"):
            return str(value)
    return str(item.get("{http://www.w3.org/XML/1998/namespace}lang") or "")


def _date(item: Any, *names: str) -> str:
    for name in names:
        for element in _all(item, name):
            if value := (element.get("norm") or (element.text or "")).strip():
                return value
    return ""


def _text(item: Any, *names: str) -> str:
    for name in names:
        for element in _all(item, name):
            if text := " ".join("".join(element.itertext()).split()):
                return text
    return ""


def _attribute(item: Any, name: str, attribute: str) -> str:
    for element in _all(item, name):
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2].lower() == attribute:
                return str(value)
    return ""


def _all(item: Any, *names: str) -> Iterator[Any]:
    return (element for element in item.iter() if _name(element) in names)


def _first(item: Any, *names: str) -> Any:
    return next((element for name in names for element in _all(item, name)), None)


def _name(element: Any) -> str:
    return local_name(element).lower()
