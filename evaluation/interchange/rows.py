"""Files of rows, as other tools write them: JSON, JSON Lines, YAML or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from clippings.core.errors import WrongUsage

MOST_BYTES = 64 * 1024 * 1024
_LONGEST_FIELD = 1024 * 1024
_DEEPEST = 50


class BrokenRow(str):
    """In a row's place: why it cannot be read."""


def read(path: Path) -> Any:
    """What a file holds: the value of a JSON or YAML file, else a list of rows, `BrokenRow` ones among them.

    Raises:
        WrongUsage: It cannot be read, is too large, or is none of these.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise WrongUsage(f"{path} is larger than {MOST_BYTES // 1024 // 1024} MB.", "Split it.")
        return parse(path.read_bytes(), path.name)
    except OSError as error:
        raise WrongUsage(f"{path} cannot be read ({error.strerror or error}).") from None


def parse(content: bytes, name: str) -> Any:
    """The same from a file's bytes.

    Args:
        name: Its ending says what it is.

    Raises:
        WrongUsage: It is none of these.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUsage(f"{name} is not UTF-8: {error}") from None
    ending = name.lower().rpartition(".")[2]
    if ending == "csv":
        return list(_csv_rows(text, name))
    if ending in {"yaml", "yml"}:
        return _yaml(text, name)
    if ending in {"jsonl", "ndjson"}:
        return list(_json_lines(text))
    try:
        return _json(text)
    except ValueError as error:
        rows = list(_json_lines(text))
        if any(isinstance(row, dict) for row in rows):
            return rows
        raise WrongUsage(f"{name} is not JSON: {error}.", "It may end in .json, .jsonl, .yaml or .csv.") from None


def _json_lines(text: str) -> Iterator[Any]:
    for line in text.split("\n"):
        if line.strip():
            try:
                yield _json(line)
            except ValueError as error:
                yield BrokenRow(f"it is not JSON: {error}")


def _json(text: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("it holds half a character") from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"JSON has no {name}")


def _csv_rows(text: str, name: str) -> Iterator[Any]:
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        for row in reader:
            yield {key: value for key, value in row.items() if key is not None and value is not None}
    except csv.Error as error:
        raise WrongUsage(f"{name} is not CSV: {error}.") from None
    finally:
        csv.field_size_limit(before)


def _yaml(text: str, name: str) -> Any:
    import yaml

    loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_aliases(yaml, text, name)
        value = yaml.load(text, Loader=loader)
        json.dumps(value, ensure_ascii=False, default=str, skipkeys=True).encode()  # half characters, endless numbers
        return value
    except yaml.YAMLError as error:
        raise WrongUsage(f"{name} is not YAML: {' '.join(str(error).split())[:300]}") from None
    except (ValueError, RecursionError) as error:
        raise WrongUsage(f"{name} holds a value that cannot be read: {error}") from None


def _refuse_aliases(yaml: Any, text: str, name: str) -> None:
    """Aliases of aliases can stand for more than any memory holds, and nesting for more than any stack does."""
    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.AliasEvent):
            raise WrongUsage(f"{name} has aliases (*{event.anchor}), which are not read.", "Write them out.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise WrongUsage(f"{name} is nested deeper than {_DEEPEST} levels.")
