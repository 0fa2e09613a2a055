"""The article in the data of a page's scripts: its headline, its text and its moments."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clippings.ingest.extraction.encoding.character_references import plain_line
from clippings.ingest.extraction.html.boilerplate import is_sentence, same_headline
from clippings.ingest.extraction.html.fragment import fragment_text

_BODIES = (
    "articlebody", "bodyhtml", "contenthtml", "htmlbody", "htmlcontent", "articlehtml", "fulltext", "storybody",
    "bodytext", "articletext", "articlecontent", "contentelements", "body", "content", "text", "html", "maincontent",
    "story", "blocks", "paragraphs", "richtext", "components", "elements", "sections", "rendered",
)  # fmt: skip
"""Names, in small letters and without other signs, under which frameworks keep an article's text."""
_HEADLINES = ("headline", "headlines", "title", "name", "heading", "seotitle", "articletitle", "subject")
_PUBLISHED = (
    "datepublished", "publishedat", "published", "publishdate", "publicationdate", "firstpublishdate", "publishedtime",
    "publishtime", "firstpublishedat", "datepublishedgmt", "dategmt", "displaydate", "date",
)  # fmt: skip
_MODIFIED = ("datemodified", "modifiedat", "updatedat", "lastupdated", "lastupdateddate", "modifieddate", "updated")
_WITHIN = (
    "content", "text", "value", "html", "body", "children", "contentelements", "content_elements", "items", "nodes",
    "blocks", "paragraphs", "data", "attributes", "innerBlocks", "document", "rendered", "json", "components",
    "sections",
)  # fmt: skip
_NO_PROSE = re.compile(
    r"image|photo|picture|video|audio|gallery|(?:^|[-_])ad(?:s|vert\w*)?(?:$|[-_])|related|interstitial|oembed"
    r"|embed|promo"
    r"|newsletter|reference|link_list|author|divider|script|social|map$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"head(?:er|ing)|subtitle|crosshead|^h[1-6]$", re.IGNORECASE)
_INLINE = frozenset({None, "", "text", "span", "link", "hyperlink", "strong", "em", "bold", "italic", "a", "b", "i"})
_MOST_NODES = 60_000
_MOST_RENDERED = 150_000
_DEEPEST = 40
_MOST_CANDIDATES = 12
_SHORTEST = 200
_LARGEST_TEXT = 2_000_000
_NO_NAME = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class ScriptArticle:
    """What the data says of the page's article."""

    text: str
    title: str
    published_at: Any = None
    modified_at: Any = None


def article_in(values: Iterable[Any], headlines: Sequence[str]) -> ScriptArticle | None:
    """The article with one of the page's headlines, or where the page has none the longest; None without any.

    Args:
        values: Decoded data.
        headlines: The page's forms of its headline.
    """
    candidates: list[tuple[bool, int, dict[str, Any], str]] = []
    paragraphs: list[str] = []
    budget = [_MOST_RENDERED]
    for node in _nodes(values):
        if isinstance(node, list):
            if paragraph := _element_text(node):
                paragraphs.append(paragraph)
            continue
        named = {_name(key): value for key, value in node.items() if isinstance(key, str)}
        fragment = _longest_body(named, budget)
        if len(fragment) >= _SHORTEST:
            title = _headline(named)
            matches = any(same_headline(title, headline) for headline in headlines)
            candidates.append((matches, len(fragment), named, fragment))
            if len(candidates) > 4 * _MOST_CANDIDATES:
                candidates = _best(candidates)
    for matches, _, named, fragment in _best(candidates):
        text = fragment_text(fragment)
        if len(text) < _SHORTEST or not any(is_sentence(line) for line in text.splitlines()):
            continue
        title = _headline(named)
        if matches or not (title and headlines):
            return ScriptArticle(text, title, _first(named, _PUBLISHED), _first(named, _MODIFIED))
    text = "\n\n".join(paragraphs)
    return ScriptArticle(text, "") if len(text) >= _SHORTEST else None


def _best(candidates: list[tuple[bool, int, dict[str, Any], str]]) -> list[tuple[bool, int, dict[str, Any], str]]:
    return sorted(candidates, key=lambda one: one[:2], reverse=True)[:_MOST_CANDIDATES]


def _nodes(values: Iterable[Any]) -> Iterator[Any]:
    """Every object, and every list that could be an element of React's, each once, in order."""
    seen: set[int] = set()
    kept: list[Any] = []  # so that no number is given to another value meanwhile
    for value in values:
        kept.append(value)
        waiting = [value]
        while waiting and len(seen) < _MOST_NODES:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, dict) or (isinstance(node, list) and node[:1] == ["$"]):
                yield node
            inner = node.values() if isinstance(node, dict) else node
            waiting += [one for one in reversed(list(inner)) if isinstance(one, (dict, list))]


def _element_text(node: list[Any]) -> str:
    """The text of a paragraph as React's server components write it, `["$", "p", null, {"children": "..."}]`."""
    if len(node) < 4 or node[1] not in {"p", "h2", "h3", "blockquote", "li"} or not isinstance(node[3], dict):
        return ""
    return fragment_text(f"<p>{_children(node[3].get('children'), 0)}</p>")


def _children(value: Any, depth: int) -> str:
    if isinstance(value, str):
        return "" if value.startswith("$") else html.escape(value, quote=False)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, list) or depth > _DEEPEST:
        return ""
    if value[:1] == ["$"]:
        return _children(value[3].get("children"), depth + 1) if len(value) > 3 and isinstance(value[3], dict) else ""
    return "".join(_children(one, depth + 1) for one in value)


def _longest_body(named: dict[str, Any], budget: list[int]) -> str:
    bodies = (_Rendered(named[name], budget).html for name in _BODIES if named.get(name))
    if isinstance(markup := named.get("dangerouslysetinnerhtml"), dict):
        return str(markup.get("__html") or "")[:_LARGEST_TEXT]
    return max(bodies, key=len, default="")


class _Rendered:
    """A text in a framework's form (HTML, a list of blocks, a tree of rich text) as HTML; "" for other values."""

    def __init__(self, value: Any, budget: list[int]) -> None:
        """`budget` has the number of pieces that may still be rendered of the page; it is counted down."""
        self._budget = budget
        self._characters = _LARGEST_TEXT
        if isinstance(value, str) or (isinstance(value, (dict, list)) and _is_rich(value)):
            self.html = self._of(value, 0)
        else:
            self.html = ""

    def _of(self, value: Any, depth: int) -> str:
        self._budget[0] -= 1
        if self._budget[0] < 0 or depth > _DEEPEST or self._characters < 0:
            return ""
        if isinstance(value, str):
            self._characters -= len(value)
            return value
        if isinstance(value, list):
            return "".join(f"<p>{one}</p>" if isinstance(one, str) else self._of(one, depth + 1) for one in value)
        return self._of_node(value, depth) if isinstance(value, dict) else ""

    def _of_node(self, node: dict[str, Any], depth: int) -> str:
        kind = next(
            (
                node[key]
                for key in ("type", "_type", "nodeType", "name", "__typename")
                if isinstance(node.get(key), str)
            ),
            "",
        )
        if _NO_PROSE.search(kind):
            return ""
        if isinstance(rows := node.get("rows"), list):
            return self._table([node.get("header"), *rows], depth)
        inner = [(key, node[key]) for key in _WITHIN if node.get(key) and not isinstance(node[key], (bool, int, float))]
        if not inner:
            return ""
        key, value = inner[0]
        text = self._of(value, depth + 1)
        if kind.lower() in _INLINE and isinstance(value, str) and key in {"text", "value"}:
            return text
        tag = "h2" if _HEADING.search(kind) else "a" if kind.lower() in {"link", "hyperlink", "a"} else "div"
        return f"<{tag}>{text}</{tag}>"

    def _table(self, rows: list[Any], depth: int) -> str:
        cells = [[self._of(cell, depth + 2) for cell in row] for row in rows if isinstance(row, list)]
        return (
            f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in cells)}</table>"
        )


def _is_rich(value: Any) -> bool:
    """Whether an object or a list looks like text: it has one of the names of rich text, or is a list of such."""
    if isinstance(value, list):
        return any(isinstance(one, str) or _is_rich(one) for one in value[:20])
    return isinstance(value, dict) and any(key in value for key in _WITHIN)


def _headline(named: dict[str, Any]) -> str:
    for name in _HEADLINES:
        value = named.get(name)
        if isinstance(value, dict):
            value = next(
                (value[key] for key in ("basic", "rendered", "text", "main", "web") if isinstance(value.get(key), str)),
                None,
            )
        if isinstance(value, str) and value.strip():
            return plain_line(value)[:500]
    return ""


def _first(named: dict[str, Any], names: Sequence[str]) -> Any:
    return next((named[name] for name in names if isinstance(named.get(name), (str, int, float)) and named[name]), None)


def _name(key: str) -> str:
    return _NO_NAME.sub("", key.partition("(")[0].lower())  # Apollo: body({"format": "html"})
