"""What a reader sees of a markdown text, by an independent parser that knows Discord's additions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simcord.preview._markdown import markdown_tokens

_CONTEXT = {
    "everyone": True,
    "users": {"123456789012345678": "victim"},
    "roles": {"123456789012345678": "victims"},
    "channels": {"123456789012345678": "secret"},
    "commands": {"123456789012345678": "ask"},
    "emojis": {"123456789012345678": {"name": "emoji", "animated": False}},
}
"""A server in which every reference of the hostile texts means something."""


_LINE_BREAKING = frozenset({"break", "paragraph", "blockquote"})


def tokens(markdown: str) -> list[Mapping[str, Any]]:
    """All tokens of the text, nested ones after their parents, read as a message in which everything is allowed."""
    return list(_flat(markdown_tokens(markdown, "text_display", context=_CONTEXT)))


def kinds(markdown: str) -> set[str]:
    return {token["type"] for token in tokens(markdown)}


def links(markdown: str) -> list[str]:
    return [token["href"] for token in tokens(markdown) if token["type"] == "link_open"]


def shown(markdown: str) -> str:
    """The words alone, on one line."""
    parts = [
        token["content"] if "content" in token else " " if token["type"] in _LINE_BREAKING else ""
        for token in tokens(markdown)
    ]
    return " ".join("".join(parts).split())


def _flat(items: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    for item in items:
        yield item
        children = item.get("children")
        if isinstance(children, list | tuple):
            yield from _flat(children)
