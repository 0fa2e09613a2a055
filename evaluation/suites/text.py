"""A suite as its text: what a person reads, corrects and keeps."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_WIDTH = 118


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """The fields of a case, in the order in which they are written, and what stands above them."""

    fields: dict[str, Any]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SuiteText:
    """A suite that is to be written."""

    title: str
    comment: str
    cases: Sequence[WrittenCase]


def written(suite: SuiteText) -> str:
    """The YAML of a suite, with its comments."""
    import yaml

    parts = [_comment(suite.comment, ""), _yaml(yaml, {"title": suite.title}), "cases:\n"]
    for case in suite.cases:
        parts.append("\n" + _comment(case.comment, "  "))
        parts.append(textwrap.indent(_yaml(yaml, [case.fields]), "  "))
    return "".join(parts)


def _yaml(yaml: Any, value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=_WIDTH))


def _comment(text: str, indent: str) -> str:
    """Every line of it begins with `#`, also where the text has breaks that only YAML knows."""
    lines = [line for part in text.splitlines() for line in textwrap.wrap(part, _WIDTH - 4)]
    printable = ("".join(letter if letter.isprintable() else " " for letter in line) for line in lines)
    return "".join(f"{indent}# {line}\n" for line in printable)
