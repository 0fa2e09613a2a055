"""The fields before a Markdown text: YAML between `---` (Jekyll, Hugo, Obsidian), TOML between `+++` (Hugo)."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import time
from typing import Any

import frontmatter
import yaml

from clippings.ingest.documents import Unreadable
from clippings.ingest.extraction import field_lines

_TOML = re.compile(r"\ufeff?\s*\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML_DATE = re.compile(r"^(\s*[\w-]+\s*=\s*)(\d{4}-\d\d-\d\d[^\s#\"']*(?: \d\d:[^\s#\"']+)?)", re.MULTILINE)
_YAML_BLOCK = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([\w -]{1,60}?):(?:[ \t]+(.*))?")
_OPENS = re.compile(r"\[(?!.*\]$)|'(?!.*'$)|\"(?!.*\"$)|[{|>&*!%@`]")
"""Begins what goes on in the next line, or means something in YAML alone."""
_LOOKED_AT_LINES = 15
_PASSED_OVER = re.compile(r"#{1,3}\s|!\[[^\]]*\]\(")
"""Headings and pictures, which may stand above the lines of fields."""
_METADATA = re.compile(r"#{1,4}\s+metadata", re.IGNORECASE)
_LINK = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|([^\[\]]{1,200}))?\]\]")


def parse(document: str) -> tuple[dict[str, Any], str]:
    """The fields of the front matter, and the text below it.

    Raises:
        Unreadable: The front matter is neither YAML nor TOML.
    """
    if (json_object := _json_at_the_top(document)) is not None:
        fields, text = json_object
    elif toml := _TOML.match(document):
        try:
            table = _of_toml(toml[1].replace("\r\n", "\n"))
        except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
            raise Unreadable(f"its front matter is not TOML: {' '.join(str(error).split())[:200]}") from None
        fields, text = table, document[toml.end() :]
    else:
        try:
            fields, text = frontmatter.parse(document, handler=_Yaml())
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            if named := _lines_of_fields(document):
                return named
            raise Unreadable(f"its front matter is not YAML: {' '.join(str(error).split())[:200]}") from None
    extra = {**_inner(fields, "params"), **_inner(fields, "extra")}  # Hugo's and Zola's own fields
    return {str(name): _plain(value) for name, value in {**extra, **fields}.items()}, text


def _json_at_the_top(document: str) -> tuple[dict[str, Any], str] | None:
    """Hugo's JSON, which ends with a line of its own; None where the text does not begin with an object."""
    start = document.removeprefix("\ufeff").lstrip()
    if not start.startswith("{") or start.startswith(("{{", "{%")):
        return None
    try:
        fields, end = json.JSONDecoder().raw_decode(start)
    except (ValueError, RecursionError):
        return None
    return (fields, start[end:].lstrip()) if isinstance(fields, dict) and start[end : end + 1] in ("\n", "\r") else None


def _lines_of_fields(document: str) -> tuple[dict[str, Any], str] | None:
    """The fields of front matter that people wrote as `name: value`, though a value needs quotes in YAML; None where
    one of its lines is no such field."""
    block = _YAML_BLOCK.match(document)
    fields: dict[str, Any] = {}
    for line in block[1].splitlines() if block else ():
        field = _FIELD.fullmatch(line)
        if field and not _OPENS.match(field[2] or ""):
            fields[field[1].strip()] = _unquoted((field[2] or "").strip())
        elif line.strip() and not line.lstrip().startswith("#"):
            return None
    return (fields, document[block.end() :]) if block and fields else None


def _unquoted(value: str) -> Any:
    if value[:1] == "[" and value[-1:] == "]":
        return [_unquoted(item.strip()) for item in value[1:-1].split(",") if item.strip()]
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def fields_below_the_headline(text: str) -> tuple[dict[str, Any], str]:
    """Lines of fields at the top of the text or right below its headline (Pelican, Logseq, Notion, Readwise), and the
    text without them."""
    lines = text.splitlines()
    for at, line in enumerate(lines[:_LOOKED_AT_LINES]):
        if not line.strip() or _PASSED_OVER.match(line):
            continue
        named, end = field_lines.block_at(lines, at)
        if not named:
            break
        kept = [line for line in lines[:at] if not _METADATA.fullmatch(line.strip())]
        return {name: _plain(value) for name, value in named.items()}, "\n".join([*kept, *lines[end:]])
    return {}, text


class _Loader(yaml.SafeLoader):
    """Leaves a date that is on no calendar as it is written: the article has no date then, and the run says why."""


def _moment(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    try:
        return loader.construct_yaml_timestamp(node)
    except (ValueError, OverflowError):
        return loader.construct_scalar(node)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _moment)


class _Yaml(frontmatter.YAMLHandler):  # type: ignore[misc]
    def load(self, fm: str, **_: object) -> Any:
        return super().load(fm, Loader=_Loader)


def _of_toml(written: str) -> dict[str, Any]:
    """The table; with dates as text where one of them is on no calendar."""
    try:
        return tomllib.loads(written)
    except tomllib.TOMLDecodeError:
        return tomllib.loads(_TOML_DATE.sub(r'\1"\2"', written))


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
