"""Decisions have one form, the index names each of them once, and what names a decision means one that exists."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import PROJECT

FOLDER = PROJECT / "docs" / "decisions"
DECISIONS = {path.name[:3]: path for path in sorted(FOLDER.glob("[0-9]*.md"))}
INDEX = (FOLDER / "README.md").read_text()
STATUS = re.compile(r"accepted|superseded (?:in part )?by (?:\[\d{3}\]\([^)]+\)(?:, )?)+")


def parts(path: Path) -> tuple[str, str, str]:
    """Title, status and date."""
    title, _, status, day, *_ = path.read_text().splitlines()
    return title, status.removeprefix("- Status: "), day.removeprefix("- Date: ")


def test_no_number_is_given_twice() -> None:
    assert len(DECISIONS) == len(list(FOLDER.glob("[0-9]*.md")))


@pytest.mark.parametrize("number", DECISIONS)
def test_a_decision_has_its_number_a_status_and_a_date(number: str) -> None:
    title, status, day = parts(DECISIONS[number])
    assert re.match(rf"# {number} \S", title)
    assert STATUS.fullmatch(status), status
    assert date.fromisoformat(day)


@pytest.mark.parametrize("number", DECISIONS)
def test_what_supersedes_a_decision_is_a_later_one(number: str) -> None:
    _, status, _ = parts(DECISIONS[number])
    for later, address in re.findall(r"\[(\d{3})\]\(([^)]+)\)", status):
        assert later > number
        assert DECISIONS[later].name == address


@pytest.mark.parametrize("number", DECISIONS)
def test_the_index_has_each_decision_once_by_its_title_and_says_what_superseded_it(number: str) -> None:
    title, status, _ = parts(DECISIONS[number])
    line = f"- [{number}]({DECISIONS[number].name}) {title[6:]}"
    if status != "accepted":
        line += f" ({unlinked(status)})"
    assert INDEX.splitlines().count(line) == 1, f"docs/decisions/README.md lacks the line: {line}"


def unlinked(text: str) -> str:
    return re.sub(r"\[(\d{3})\]\([^)]+\)", r"\1", text)


def test_the_index_names_nothing_that_is_not_there() -> None:
    named = re.findall(r"^- \[(\d{3})\]", INDEX, re.MULTILINE)
    assert sorted(named) == sorted(DECISIONS)


def test_a_decision_that_code_or_another_page_names_exists() -> None:
    folders = (
        "bot",
        "chain",
        "charts",
        "cli",
        "core",
        "evaluation",
        "ingest",
        "serve",
        "vectorstore",
        "benchmarks",
        "training",
    )
    files = [path for folder in folders for path in (PROJECT / folder).rglob("*.py")] + list(DECISIONS.values())
    for path in files:
        for number in re.findall(r"(?:docs/decisions/|\bdecision )(\d{3})\b", path.read_text()):
            assert number in DECISIONS, (path, number)
