"""The text of articles that editors write in blocks: ANS, Editor.js, ProseMirror, Slate, Portable Text, Contentful."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TEXT = ("rendered", "processed", "html", "content", "value", "text", "plain", "raw_html", "code")
"""Where a block keeps its own text: the first that is filled, since others are the same in another form."""
_BELOW = (
    "content_elements", "content", "children", "root", "blocks", "items", "summary", "sections", "headline",
    "paragraphs", "document", "value", "data", "body", "elements", "ops",
)  # fmt: skip
_KIND = ("type", "_type", "nodeType", "kind", "__component", "acf_fc_layout")
_NO_TEXT = re.compile(
    r"image|photo|picture|gallery|video|audio|embed|oembed|interstitial|related|promo|newsletter|advert|\bad\b"
    r"|divider|script|\bstyle\b|reference|custom|hr\b",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"text|link|hyperlink|span|mark|em|strong|bold|italic|autolink|hard_?break|line_?break|br", re.IGNORECASE
)
_BREAK = re.compile(r"hard_?break|line_?break|br", re.IGNORECASE)
_DEEPEST = 40


def block_text(value: object) -> str:
    """All text of a list or an object of blocks, in order, a paragraph a block; "" when there is none.

    Pictures, embedded things and links to other articles are left out. Where blocks hold HTML, so does the text.
    """
    paragraphs = [text for text in _paragraphs(value, 0) if text.strip()]
    if any("<" in text for text in paragraphs):
        return "\n".join(text if text.lstrip().startswith("<") else f"<p>{text}</p>" for text in paragraphs)
    return "\n\n".join(paragraphs)


def _paragraphs(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(_is_inline(item) for item in value):
            yield "".join(_inline_text(item, 0) for item in value)
            return
        for item in value:
            yield from _paragraphs(item, depth + 1)
    elif isinstance(value, Mapping) and isinstance(value.get("rows"), list):
        yield from _table_rows(value)
    elif isinstance(value, Mapping) and not _NO_TEXT.search(_kind(value)):
        own = next((value[name] for name in _TEXT if isinstance(value.get(name), str) and value[name].strip()), "")
        if own:
            yield own
            below = [name for name in _BELOW if isinstance(value.get(name), list)]
        else:
            below = [name for name in _BELOW if isinstance(value.get(name), list | dict)]
        for name in below:
            yield from _paragraphs(value[name], depth + 1)


def _table_rows(table: Mapping[str, Any]) -> Iterator[str]:
    """The rows of a table as paragraphs, with bars between the cells."""
    header = table.get("header")
    for row in ([header] if isinstance(header, list) else []) + table["rows"]:
        cells = row if isinstance(row, list) else row.get("cells", []) if isinstance(row, Mapping) else [row]
        if isinstance(cells, list):
            yield " | ".join(filter(None, (" ".join(_paragraphs(cell, 1)).strip() for cell in cells)))


def _kind(block: Mapping[str, Any]) -> str:
    return next((kind for name in _KIND if isinstance(kind := block.get(name), str)), "")


def _is_inline(item: object) -> bool:
    """A piece of a paragraph, which carries its text itself or, as a link, in further pieces."""
    if not isinstance(item, Mapping):
        return False
    kind = _kind(item)
    if kind and not _INLINE.fullmatch(kind):
        return False
    if not kind:
        return isinstance(item.get("text"), str) and "children" not in item
    if isinstance(item.get("content"), str):  # ANS calls a whole paragraph a text
        return False
    pieces = item.get("children", item.get("content"))
    if pieces is None:
        return isinstance(item.get("text", item.get("value")), str) or bool(_BREAK.fullmatch(kind))
    return isinstance(pieces, list) and all(_is_inline(piece) for piece in pieces)


def _inline_text(item: Any, depth: int) -> str:
    pieces = item.get("children", item.get("content"))
    if isinstance(pieces, list) and depth <= _DEEPEST:
        return "".join(_inline_text(piece, depth + 1) for piece in pieces)
    text = item.get("text", item.get("value", ""))
    if isinstance(text, str) and text:
        return text
    return " " if _BREAK.fullmatch(_kind(item)) else ""
