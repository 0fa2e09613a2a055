"""The words of `speech.toml`, by language."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

_WORDS = Path(__file__).with_name("speech.toml")


@functools.cache
def words(language: str) -> Mapping[str, Sequence[str]]:
    """The lists of a language, "en" or "ko", by their names."""
    read: dict[str, dict[str, list[str]]] = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return read[language]


def any_of(language: str, *names: str) -> str:
    """A pattern that matches any entry of these lists, longer ones first; a group, so that it can be repeated."""
    entries = [entry for name in names for entry in words(language)[name]]
    return f"(?:{'|'.join(sorted(entries, key=len, reverse=True))})"
