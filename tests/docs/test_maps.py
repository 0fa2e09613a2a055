"""The maps of folders name every folder, in the order that import-linter enforces."""

from __future__ import annotations

import html
import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import PROJECT

CONTRACTS = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
[ORDER] = [each["layers"] for each in CONTRACTS if each.get("containers") == ["clippings.chain"]]


def folders(path: Path) -> set[str]:
    return {each.name for each in path.iterdir() if (each / "__init__.py").is_file()}


@pytest.mark.parametrize("room", ["chain", "ingest", "vectorstore"])
def test_a_map_has_each_folder(room: str) -> None:
    told = set(re.findall(r"`(\w+)/`", (PROJECT / room / "README.md").read_text()))
    assert folders(PROJECT / room) <= told


def test_the_map_of_chain_is_in_the_order_in_which_folders_import() -> None:
    rows = re.findall(r"^\| `(\w+)/`", (PROJECT / "chain" / "README.md").read_text(), re.MULTILINE)
    from_below = [name for layer in reversed(ORDER) for name in layer.split(" | ") if name in rows]
    assert [name for name in rows if name in from_below] == from_below


def test_every_page_of_the_documentation_is_in_its_list_and_the_list_in_the_readme() -> None:
    listed = (PROJECT / "docs" / "README.md").read_text()
    for page in (PROJECT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in listed, page.name
    assert "(docs/README.md)" in (PROJECT / "README.md").read_text()


def test_what_the_readme_shows_as_quotes_stands_in_the_sample_archive() -> None:
    texts = [path.read_text(errors="replace") for path in (PROJECT / "sample_archive").rglob("*") if path.is_file()]
    articles = [" ".join(html.unescape(text).split()) for text in texts]
    shown = " ".join((PROJECT / "README.md").read_text().split())
    quotes = [quote for quote in re.findall("“([^”]+)”", shown) if " " in quote]
    assert len(quotes) >= 5
    for quote in quotes:
        assert any(quote in article for article in articles), quote
