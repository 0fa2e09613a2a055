"""JSON-LD in a page: the node that describes its article, with what other nodes say filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]

_ARTICLE = re.compile(r"Article$|Posting$|^Report$|^NewsItem$|^Review$|^Opinion", re.IGNORECASE)
_DEEPEST = 12
_MOST_NODES = 2_000
_DECODER = json.JSONDecoder(strict=False)
_BROKEN_KIND = re.compile(r'"@type"\s*:\s*"(\w{1,40})"')
_BROKEN_FIELD = re.compile(r'"(headline|datePublished|dateModified|inLanguage)"\s*:\s*"((?:[^"\\]|\\.){1,500})"')
_BROKEN_PUBLISHER = re.compile(r'"publisher"\s*:\s*\{[^}]{0,200}?"name"\s*:\s*"([^"]{1,100})"')
_CONTROL = re.compile(r"[\x00-\x1f]+")
_WRAPPERS = re.compile(
    r"^\s*(<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)


def article_of(tree: Any, headlines: tuple[str, ...] = ()) -> Node:
    """The node of the page's article: a `NewsArticle`, any other kind of article, or else a page that has a date.

    Lists, `@graph`, `mainEntity` and nesting are followed; references by `@id` are replaced by what they refer to. Of
    several articles, the one that has one of `headlines` counts, else the first. Broken JSON is passed over; {} when
    there is nothing.
    """
    nodes = [node for found in _documents(tree) for node in _nodes(found)][:_MOST_NODES]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _kinds(node))]
    chosen = next((node for node in articles if _bare(_text(node.get("headline"))) in set(map(_bare, headlines))), None)
    dated = next((node for node in articles if node.get("datePublished")), None)
    page = next((node for node in nodes if "WebPage" in _kinds(node) and node.get("datePublished")), None)
    best = chosen or dated or (articles[0] if articles else None)
    merged: Node = {**(page or {}), **(best or {})} if not best or not best.get("datePublished") else dict(best)
    sites = {_text(node.get("name")).strip() for node in nodes if "WebSite" in _kinds(node)} - {""}
    if merged and not merged.get("publisher") and len(sites) == 1:
        merged["publisher"] = {"name": sites.pop()}
    for key in ("publisher", "author", "creator"):
        if key in merged:
            merged[key] = _resolved(merged[key], named)
    return merged


def names(value: object) -> list[str]:
    """The names of people or organisations, however they are written: text, a node, or a list of either."""
    if isinstance(value, list):
        return [name for item in value for name in names(item)]
    if isinstance(value, dict):
        return names(value.get("name"))
    return [value.strip()] if isinstance(value, str) and value.strip() else []


def _documents(tree: Any) -> Iterator[object]:
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        text = _WRAPPERS.sub("", _WRAPPERS.sub("", script.text_content())).strip()
        try:
            found, _ = _DECODER.raw_decode(text)  # what follows the first value does not matter
        except RecursionError:
            continue
        except ValueError:
            found = _from_broken(text)
        yield found


def _from_broken(text: str) -> Node:
    """The plain fields of an article from JSON that a template broke: a comma too many, a value that is missing."""
    node: Node = {}
    kind = _BROKEN_KIND.search(text)
    if not kind or not _ARTICLE.search(kind[1]):
        return node
    for key, value in _BROKEN_FIELD.findall(text):
        node.setdefault(key, _CONTROL.sub(" ", value.replace('\\"', '"').replace("\\/", "/")))
    publisher = _BROKEN_PUBLISHER.search(text)
    if publisher:
        node["publisher"] = publisher[1]
    return {**node, "@type": kind[1]}


def _nodes(found: object, depth: int = 0) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(found, dict):
        yield found
        for value in found.values():
            if isinstance(value, (dict, list)):
                yield from _nodes(value, depth + 1)
    elif isinstance(found, list):
        for value in found:
            yield from _nodes(value, depth + 1)


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1] for kind in listed if isinstance(kind, str)]


def _resolved(value: object, named: dict[str, Node]) -> object:
    if isinstance(value, list):
        return [_resolved(item, named) for item in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum()) or "\x00"
