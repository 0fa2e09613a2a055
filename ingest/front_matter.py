"""The fields before a Markdown text: YAML between `---` (Jekyll, Hugo, Obsidian), TOML between `+++` (Hugo)."""

from __future__ import annotations

import re
import tomllib
from datetime import time
from typing import Any

import frontmatter
from yaml import YAMLError

from clippings.ingest.raw_document import Unreadable

_TOML = re.compile(r"\ufeff?\s*\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|([^\[\]]{1,200}))?\]\]")


def parse(document: str) -> tuple[dict[str, Any], str]:
    """The fields of the front matter, and the text below it.

    Raises:
        Unreadable: The front matter is neither YAML nor TOML.
    """
    if toml := _TOML.match(document):
        try:
            table = tomllib.loads(toml[1].replace("\r\n", "\n"))
        except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
            raise Unreadable(f"its front matter is not TOML: {' '.join(str(error).split())[:200]}") from None
        fields, text = table, document[toml.end() :]
    else:
        try:
            fields, text = frontmatter.parse(document)
        except (YAMLError, ValueError, RecursionError) as error:  # ValueError: a date that is on no calendar
            raise Unreadable(f"its front matter is not YAML: {' '.join(str(error).split())[:200]}") from None
    extra = {**_inner(fields, "params"), **_inner(fields, "extra")}  # Hugo's and Zola's own fields
    return {str(name): _plain(value) for name, value in {**extra, **fields}.items()}, text


def without_links(text: str) -> str:
    """Obsidian's `[[Note|words]]` as its words, `[[Note]]` as the note's name."""
    return _LINK.sub(lambda link: link[2] or link[1], text)


def _inner(fields: dict[str, Any], name: str) -> dict[str, Any]:
    inner = fields.get(name)
    return inner if isinstance(inner, dict) else {}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return without_links(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, time) else value
