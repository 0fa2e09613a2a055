"""The formats that suites are made from and written as."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clippings.core.errors import WrongUsage
from clippings.evaluation.interchange import benchmarkqed, nuggets, promptfoo, ragas, rows
from clippings.evaluation.interchange.imported import Imported, ImportedCase, import_rows
from clippings.evaluation.suites.suite import Case


@dataclass(frozen=True, slots=True)
class Format:
    """One tool's files."""

    rows_of: Callable[[Any], list[Any] | None]
    """The rows in a file's value; None where it is no file of this format."""
    read: Callable[[dict[str, Any]], ImportedCase]
    write: Callable[[Sequence[Case]], list[dict[str, Any]]]
    """Rows for the cases that the format can hold."""
    text: Callable[[list[dict[str, Any]]], str]
    """The file of these rows."""


def _as_json(written: list[dict[str, Any]]) -> str:
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def _as_json_lines(written: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in written)


def _as_yaml(written: list[dict[str, Any]]) -> str:
    import yaml

    return str(yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=118))


FORMATS: dict[str, Format] = {
    "benchmarkqed": Format(benchmarkqed.rows_of, benchmarkqed.read, benchmarkqed.write, _as_json),
    "nuggets": Format(nuggets.rows_of, nuggets.read, nuggets.write, _as_json_lines),
    "promptfoo": Format(promptfoo.rows_of, promptfoo.read, promptfoo.write, _as_yaml),
    "ragas": Format(ragas.rows_of, ragas.read, ragas.write, _as_json_lines),
}
"""By the name that the command takes; tried in this order where none is named."""


def named(name: str) -> Format:
    """The format of a name.

    Raises:
        WrongUsage: There is none.
    """
    if name not in FORMATS:
        raise WrongUsage(f"There is no format {name!r}.", f"There are: {', '.join(FORMATS)}.")
    return FORMATS[name]


def import_file(path: Path, name: str | None = None) -> tuple[str, Imported]:
    """The cases of a file of another tool.

    Args:
        name: Of its format; seen from the file where it is None.

    Returns:
        The format's name, and the cases.

    Raises:
        WrongUsage: It cannot be read, or is not of that format, or of none.
    """
    value = rows.read(path)
    return import_value(value, path.name, name)


def import_value(value: Any, file: str, name: str | None = None) -> tuple[str, Imported]:
    """The same of what a file holds."""
    for candidate, one in FORMATS.items() if name is None else [(name, named(name))]:
        found = one.rows_of(value)
        if found is not None:
            return candidate, import_rows(found, one.read)
    what = "a file of " + name if name else "of any known format"
    raise WrongUsage(f"{file} is not {what}.", f"Name its format with --format: {', '.join(FORMATS)}.")
