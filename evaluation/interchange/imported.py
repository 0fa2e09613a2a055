"""What is read from another tool's file: cases of a suite, what had to be left out of them, and rows that are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from clippings.evaluation.interchange.rows import BrokenRow
from clippings.evaluation.suites.suite import Case

_MOST_TOLD = 3


class NoCase(ValueError):
    """A row that cannot be a case; the message says why."""


@dataclass(slots=True)
class ImportedCase:
    """One row as a case."""

    fields: dict[str, Any]
    """As a suite has them; the id may be missing, or be another row's too."""
    left_out: list[str] = field(default_factory=list)
    """What the row expects that a suite cannot say."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is no case."""

    row: int
    """Counted from 1."""
    reason: str


@dataclass(slots=True)
class Imported:
    """A file's cases, ids unlike, each a valid case of a suite."""

    cases: list[ImportedCase] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)


def import_rows(rows: Iterable[Any], read: Callable[[dict[str, Any]], ImportedCase]) -> Imported:
    """Read each row; one that is no case is told, and the rest go on.

    Args:
        read: Raises `NoCase` for what is none.
    """
    found = Imported()
    taken: set[str] = set()
    for number, row in enumerate(rows, start=1):
        try:
            if isinstance(row, BrokenRow):
                raise NoCase(str(row))
            if not isinstance(row, dict):
                raise NoCase("it is not an object")
            case = read(row)
            case.fields = {"id": _own_id(case.fields.get("id"), number, taken), **_without_id(case.fields)}
            Case.model_validate(case.fields)
        except ValidationError as error:
            problems = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False)]
            found.rejected.append(RejectedRow(number, "; ".join(problems[:_MOST_TOLD])))
        except NoCase as error:
            found.rejected.append(RejectedRow(number, str(error)))
        else:
            taken.add(case.fields["id"])
            found.cases.append(case)
    return found


def text_of(row: dict[str, Any], *names: str) -> str:
    """The first of these fields that has text; nothing where none has."""
    for name in names:
        value = row.get(name)
        if text := " ".join(as_text(value).split()):
            return text
    return ""


def as_text(value: object) -> str:
    """A text, number or date as text; nothing for anything else."""
    return str(value) if isinstance(value, str | int | float | date) and not isinstance(value, bool) else ""


def question_in(row: dict[str, Any], *names: str) -> str:
    """The question of a row.

    Raises:
        NoCase: It has none.
    """
    question = text_of(row, *names)
    if not question:
        raise NoCase(f"it has no question ({', '.join(names)})")
    return question


def _without_id(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "id"}


def _own_id(given: object, number: int, taken: set[str]) -> str:
    """An id that can name a test, and that no earlier row has."""
    text = " ".join(as_text(given).split())
    plain = (
        "".join(letter if letter.isprintable() else " " for letter in text).replace("::", ":").strip()
        or f"row-{number}"
    )
    wanted, copy = plain, 2
    while wanted in taken:
        wanted, copy = f"{plain}-{copy}", copy + 1
    return wanted
