"""Object literals of JavaScript ("{a:1,b:'x',c:void 0}"), as pages keep data in their scripts, to Python's values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:(?P<punctuation>[{}\[\](),:])"
    r"|(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.|\$(?!\{))*`)"
    r"|(?P<number>-?(?:0[xX][\da-fA-F]{1,15}|(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,3})?))"
    r"|(?P<word>!0|!1|void 0|new Date|-?[A-Za-z_$][\w$.]*))",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|.))", re.DOTALL)
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": "", "\r\n": ""}
_WORDS: Mapping[str, Any] = {"true": True, "!0": True, "false": False, "!1": False}
_DEEPEST = 100
_FUNCTION = re.compile(r"\(?\s*function\s*\(([\w$,\s]{0,200000})\)\s*\{\s*return\s*")


class NoLiteral(ValueError):
    """There is no literal at this place, or one with code in it. `at` tells how far it was read."""

    def __init__(self, problem: str, at: int = 0) -> None:
        super().__init__(problem)
        self.at = at


def parse(text: str, at: int = 0, names: Mapping[str, Any] | None = None) -> tuple[Any, int]:
    """The value that begins at an offset, and where it ends.

    Args:
        text: Of a script.
        at: Where the literal begins.
        names: Values of variables; others are None.

    Raises:
        NoLiteral: Something else stands there.
    """
    reader = _Reader(text, at, names or {})
    return reader.value(0), reader.at


def parse_call(text: str, at: int = 0) -> Any:
    """The value of a function that is called at once, `(function(a,b){return {x:a}}(1,2))`, as Nuxt writes its state.

    Raises:
        NoLiteral: Something else stands there.
    """
    head = _FUNCTION.match(text, at)
    if not head:
        raise NoLiteral("no function")
    names = [name.strip() for name in head[1].split(",") if name.strip()]
    _, end = parse(text, head.end())
    call = re.compile(r"[\s;}]*\)?\s*\(").match(text, end)
    values: list[Any] = []
    if call:
        reader = _Reader(text, call.end() - 1, {})
        values = reader.listed("(", ")", 0)
    return parse(text, head.end(), dict(zip(names, values, strict=False)))[0]


def string(literal: str) -> str:
    """The text of a string literal, given with its quotation marks."""

    def resolved(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        if code:
            return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else "\ufffd"
        return _PLAIN.get(found[4], found[4])

    text = _ESCAPE.sub(resolved, literal[1:-1])
    return _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


class _Reader:
    def __init__(self, text: str, at: int, names: Mapping[str, Any]) -> None:
        self._text, self.at, self._names = text, at, names

    def value(self, depth: int) -> Any:
        if depth > _DEEPEST:
            raise NoLiteral("too deep", self.at)
        kind, token = self._peek()
        if token == "{":
            return self._object(depth)
        if token == "[":
            return self.listed("[", "]", depth)
        self._next()
        if kind == "string":
            return string(token)
        if kind == "number":
            return (
                int(token, 16) if "x" in token.lower() else float(token) if re.search(r"[.eE]", token) else int(token)
            )
        if kind != "word":
            raise NoLiteral(f"{token!r} is no value", self.at)
        if self._peek()[1] == "(":
            arguments = self.listed("(", ")", depth)
            return arguments[0] if arguments else None
        return _WORDS.get(token, self._names.get(token))

    def listed(self, start: str, end: str, depth: int) -> list[Any]:
        self._expect(start)
        values: list[Any] = []
        while self._peek()[1] != end:
            if self._peek()[1] == ",":
                self._next()
                continue
            values.append(self.value(depth + 1))
            if self._peek()[1] not in {",", end}:
                raise NoLiteral("code", self.at)
        self._next()
        return values

    def _object(self, depth: int) -> dict[str, Any]:
        self._expect("{")
        values: dict[str, Any] = {}
        while self._peek()[1] != "}":
            kind, token = self._next()
            if token == ",":
                continue
            if kind not in {"string", "word", "number"}:
                raise NoLiteral("no key", self.at)
            name = string(token) if kind == "string" else token
            if self._peek()[1] in {",", "}"}:  # {a,b}
                values[name] = self._names.get(name)
                continue
            self._expect(":")
            values[name] = self.value(depth + 1)
            if self._peek()[1] not in {",", "}"}:
                raise NoLiteral("code", self.at)
        self._next()
        return values

    def _peek(self) -> tuple[str, str]:
        found = _TOKEN.match(self._text, self.at)
        if not found or not found.lastgroup:
            raise NoLiteral("no value", self.at)
        return found.lastgroup, found[found.lastgroup]

    def _next(self) -> tuple[str, str]:
        found = _TOKEN.match(self._text, self.at)
        if not found or not found.lastgroup:
            raise NoLiteral("no value", self.at)
        self.at = found.end()
        return found.lastgroup, found[found.lastgroup]

    def _expect(self, token: str) -> None:
        if self._next()[1] != token:
            raise NoLiteral(f"no {token!r}", self.at)
