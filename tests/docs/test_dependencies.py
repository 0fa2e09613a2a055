"""docs/dependencies.md says what each dependency is for."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.conftest import PROJECT

PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
ALWAYS = [Requirement(line).name for line in PYPROJECT["dependencies"]]
EXTRAS = {
    extra: [Requirement(line).name for line in lines if not line.startswith("clippings[")]
    for extra, lines in PYPROJECT["optional-dependencies"].items()
}
PAGE = (PROJECT / "docs" / "dependencies.md").read_text()
BEFORE_EXTRAS, OF_EXTRAS = PAGE.split("\n## Extras\n")


def rows(text: str) -> list[list[str]]:
    """The cells of each row of the tables."""
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines()]
    return [row for row in cells if len(row) == 3 and row[0].startswith("`")]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_each_dependency_has_its_line_and_nothing_else_has_one() -> None:
    told = [name for first, _, _ in rows(BEFORE_EXTRAS) for name in named(first)]
    assert sorted(told) == sorted(ALWAYS)


def test_each_line_says_what_for_and_why_not_our_own() -> None:
    for _, what_for, why in rows(BEFORE_EXTRAS):
        assert what_for
        assert why


def test_the_number_is_the_one_of_pyproject() -> None:
    assert f"{len(ALWAYS)} direct dependencies" in PAGE


@pytest.mark.parametrize("extra", EXTRAS)
def test_each_extra_names_what_it_brings(extra: str) -> None:
    [(first, brings)] = [(first, brings) for first, brings, _ in rows(OF_EXTRAS) if extra in named(first)]
    assert set(named(brings)) == {name for each in named(first) for name in EXTRAS[each]}
