"""Sources added by program: a person's comments stay, and a file that cannot be edited is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.ingest.scheduling import config as sources_file
from clippings.ingest.scheduling.config import SourcesFileError
from clippings.ingest.scheduling.config_editor import add_entry, remove_entry
from tests.conftest import PROJECT

EXAMPLE = (PROJECT / "sources.example.yaml").read_text("utf-8")
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / sources_file.NAME


def names(file: Path) -> list[str]:
    return [spec.name for spec in sources_file.load(file)]


def test_what_a_person_wrote_stays_as_it_was(file: Path) -> None:
    file.write_text(EXAMPLE, "utf-8")
    before = names(file)
    add_entry(file, {"name": "New: one", "address": "https://a.example/feed", "schedule": "every 1h"})
    assert names(file) == [*before, "New: one"]
    assert file.read_text("utf-8").startswith(EXAMPLE)
    remove_entry(file, "New: one")
    assert file.read_text("utf-8") == EXAMPLE
    remove_entry(file, "Wire")
    assert names(file) == [name for name in before if name != "Wire"]
    assert "# A sitemap, or an index of sitemaps." in file.read_text("utf-8")


@pytest.mark.parametrize("text", ["", "sources:\n", "sources: []\n", "# mine\nsources:   [ ]\n"])
def test_a_file_without_sources_gets_its_first(file: Path, text: str) -> None:
    if text:
        file.write_text(text, "utf-8")
    for _ in range(2):
        add_entry(file, {"name": "A", "address": "https://a.example/"})
        add_entry(file, {"name": "B", "address": "https://b.example/"})
        assert names(file) == ["A", "B"]
        remove_entry(file, "A")
        remove_entry(file, "B")
        assert names(file) == []


@given(name=NAMES, address=NAMES)
def test_any_name_comes_back_as_it_was_given(tmp_path_factory: pytest.TempPathFactory, name: str, address: str) -> None:
    file = tmp_path_factory.mktemp("any") / sources_file.NAME
    file.write_text("sources:\n  # one\n  - name: First\n    address: x\n", "utf-8")
    if name == "First":
        return
    add_entry(file, {"name": name, "address": f"https://a.example/{address}"})
    assert names(file) == ["First", name]
    remove_entry(file, name)
    assert names(file) == ["First"]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("sources: [{name: A, address: x}]\n", {"name": "B", "address": "y"}),
        ("sources:\n- {name: A, address: x}\n", {"name": "A", "address": "y"}),
        ("sources:\n- {name: A, address: x}\n", {"name": "B", "address": "y", "schedule": "now and then"}),
        ("sources: {\n", {"name": "B", "address": "y"}),
    ],
)
def test_what_cannot_be_added_changes_nothing(file: Path, text: str, entry: dict[str, str]) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(SourcesFileError):
        add_entry(file, entry)
    assert file.read_text("utf-8") == text
    assert {one.name for one in file.parent.iterdir()} <= {file.name, f"{file.name}.lock"}


def test_a_source_that_is_not_there_cannot_be_removed(file: Path) -> None:
    file.write_text(EXAMPLE, "utf-8")
    with pytest.raises(SourcesFileError, match="no source 'Nobody'"):
        remove_entry(file, "Nobody")
