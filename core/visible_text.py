"""The characters of a text that others wrote that a reader can see, and none that hide or turn others around."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"
_JOINED = re.compile(rf"(?<=[^\x00-\x7f\s])[{_JOINERS}](?=[^\x00-\x7f\s{_JOINERS}])")
"""A joiner that spelling or an emoji needs (Persian, Hindi, families) stands between two visible characters."""

_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u180b\u180c\u180d\u180f")
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MOST_MARKS = 4
"""Combining marks on one letter; more of them climb over the lines around."""

_PATH = re.compile(r"(?<![\w/:.])(?:/[^\s/:,;()]+){2,}/?|\b[A-Za-z]:\\[^\s,;()]+|\bfile:\S+")


def one_line(text: str) -> str:
    """The visible characters of a text, white space and line breaks as single spaces."""
    return " ".join(_visible(text).split())


def lines(text: str) -> str:
    """The visible characters of a text, its line breaks kept and at most one empty line in a row."""
    kept = "\n".join(" ".join(_visible(line).split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def without_paths(text: str) -> str:
    """The same text without the folders of the machine that the bot runs on."""
    return _PATH.sub("…", text)


def _visible(text: str) -> str:
    kept: list[str] = []
    marks = 0
    joined = {match.start() for match in _JOINED.finditer(text)}
    for at, character in enumerate(text):
        if character.isspace():
            kept.append(" ")
            continue
        category = unicodedata.category(character)
        if (category in _INVISIBLE_CATEGORIES and at not in joined) or character in _INVISIBLE:
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
