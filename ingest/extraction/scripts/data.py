"""The data that a page keeps in its scripts: Next.js, Nuxt, Arc Fusion, Remix and the states of other frameworks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clippings.ingest.extraction.scripts import js_literal

_LARGEST = 8_000_000
"""Characters of all scripts of a page that are read."""
_MOST_VALUES = 60
_MOST_TRIES = 200
_MOST_READ_IN_VAIN = 1_000_000
"""Characters of code that begins like data."""
_DECODER = json.JSONDecoder(strict=False)
_FLIGHT = re.compile(r"self\.__next_f\.push\(\s*")
_PARSED = re.compile(r"JSON\.parse\(\s*(?:decodeURIComponent\(\s*)?(?=[\"'`])")
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.|\$(?!\{))*`", re.DOTALL)
_ASSIGNED = re.compile(r"=\s{0,3}(?=[{\[]\s*[\"'\w$\[{])")
"""Begins with what is quickly searched for; what stands before it, after three blanks at most, is looked at then."""
_ASSIGNED_TO = re.compile(r"[\w$\])\"']")
_CALLED = re.compile(r"=\s{0,3}(?=\(?\s{0,3}function\s{0,3}\([\w$,\s]{0,200000}\)\s{0,3}\{\s{0,3}return\b)")
_ROW = re.compile(rb"([\da-fA-F]{1,8}):")
_TEXT_ROW = re.compile(rb"T([\da-fA-F]{1,8}),")
_REFERENCE = re.compile(r"\$[@L]?([\da-fA-F]{1,8})")


@dataclass(frozen=True, slots=True)
class Script:
    """A script element's type and id, and what stands in it."""

    kind: str
    name: str
    text: str


def values(scripts: Sequence[Script]) -> Iterator[Any]:
    """The objects and lists that scripts assign or carry, decoded; what is code or broken is passed over."""
    left, count = _LARGEST, 0
    flight: list[str] = []
    for script in scripts:
        left -= len(script.text)
        if left < 0:
            break
        if _FLIGHT.search(script.text):
            flight += _pushed(script.text)
            continue
        for value in _of_script(script):
            if isinstance(value, (dict, list)):
                count += 1
                yield value
            if count >= _MOST_VALUES:
                return
    if flight:
        yield from _of_flight("".join(flight))


def _of_script(script: Script) -> Iterator[Any]:
    text = script.text
    if "json" in script.kind:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return
        is_indexed = "NUXT_DATA" in script.name or (isinstance(value, list) and value[:1] in ([1], [{"state": 1}]))
        yield _revived(value) if is_indexed and isinstance(value, list) else value
        return
    yield from _called(text)
    end = spent = 0
    for number, found in enumerate(_assignments(text)):
        if number >= _MOST_TRIES or spent > _MOST_READ_IN_VAIN:
            break
        if found.end() < end:
            continue
        value, reached = _literal(text, found.end())
        if value:
            end = reached
            yield value
        else:
            spent += reached - found.end()
    for number, found in enumerate(_PARSED.finditer(text)):
        literal = _STRING.match(text, found.end())
        if number >= _MOST_VALUES or not literal:
            return
        try:
            yield json.loads(js_literal.string(literal[0]))
        except (ValueError, RecursionError):
            continue


def _assignments(text: str) -> Iterator[re.Match[str]]:
    for found in _ASSIGNED.finditer(text):
        before = text[max(0, found.start() - 4) : found.start()].rstrip()
        if _ASSIGNED_TO.fullmatch(before[-1:]):
            yield found


def _literal(text: str, at: int) -> tuple[Any, int]:
    """A JSON or JavaScript literal, and where it ends; None where there is none, and how far it was read."""
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        try:
            return js_literal.parse(text, at)
        except js_literal.NoLiteral as error:
            return None, error.at
        except (ValueError, RecursionError, OverflowError):
            return None, at


def _called(text: str) -> Iterator[Any]:
    for number, found in enumerate(_CALLED.finditer(text)):
        if number >= _MOST_VALUES:
            return
        try:
            yield js_literal.parse_call(text, found.end())
        except (ValueError, RecursionError, OverflowError):
            continue


def _pushed(text: str) -> Iterator[str]:
    """The pieces of Next.js's flight data, `self.__next_f.push([1,"..."])`."""
    for found in _FLIGHT.finditer(text):
        value, _ = _literal(text, found.end())
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def _of_flight(stream: str) -> Iterator[Any]:
    """The rows of flight data (`1a:{...}`, `1b:T4e2,text`), with the texts that they refer to in their place."""
    content = stream.encode("utf-8", "replace")
    texts: dict[str, str] = {}
    rows: list[Any] = []
    at = 0
    while at < len(content) and len(rows) + len(texts) < 20_000:
        row = _ROW.match(content, at)
        if not row:
            at = content.find(b"\n", at) + 1 or len(content)
            continue
        if text := _TEXT_ROW.match(content, row.end()):
            end = text.end() + int(text[1], 16)
            texts[row[1].decode()] = content[text.end() : end].decode("utf-8", "replace")
            at = end
            continue
        end = content.find(b"\n", row.end())
        end = len(content) if end < 0 else end
        line = content[row.end() : end].decode("utf-8", "replace")
        at = end + 1
        if line[:1] in "[{":
            try:
                rows.append(json.loads(line))
            except (ValueError, RecursionError):
                continue
    yield from (_resolved(row, texts) for row in rows)


def _resolved(value: Any, texts: dict[str, str]) -> Any:
    """The value with references to texts resolved; in place, without recursion."""
    root = [value]
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        for key, inner in list(enumerate(node) if isinstance(node, list) else node.items()):
            if isinstance(inner, (dict, list)):
                waiting.append(inner)
            elif isinstance(inner, str) and (found := _REFERENCE.fullmatch(inner)) and found[1] in texts:
                node[key] = texts[found[1]]
    return root[0]


def _revived(flat: list[Any]) -> Any:
    """Nuxt 3's state, a list whose objects name their values by place in the list. What refers to itself is cut."""
    built: dict[int, Any] = {}
    waiting = [0]
    while waiting:
        at = waiting.pop()
        if at in built or not 0 <= at < len(flat):
            continue
        value = flat[at]
        if isinstance(value, list) and value and isinstance(value[0], str):  # ["Reactive", 3]
            value = value[1:2] if value[0] != "Set" else value[1:]
        if isinstance(value, (dict, list)):
            places = [place for place in (value.values() if isinstance(value, dict) else value) if _is_place(place)]
            waiting += places
        built[at] = value
    made: dict[int, Any] = {}
    for at, value in built.items():
        made[at] = {} if isinstance(value, dict) else [] if isinstance(value, list) else value
    for at, value in built.items():
        if isinstance(value, dict):
            made[at].update((key, made.get(place)) for key, place in value.items() if _is_place(place))
        elif isinstance(value, list):
            made[at].extend(made.get(place) for place in value if _is_place(place))
    return made.get(0)


def _is_place(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
