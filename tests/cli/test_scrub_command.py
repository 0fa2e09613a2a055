"""`doctor --scrub` names what disagrees, `--repair` puts it right; neither builds from a broken catalogue."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli import shapes
from tests.cli.conftest import CommandLine
from tests.cli.shapes import assert_shape


@pytest.fixture
def small(clippings: CommandLine, home: Path, write_jsonl: Callable[..., Path]) -> Path:
    ferry = {"title": "Ferry back", "text": "The ferry to Aldersea sails again.", "url": "https://l.example/1"}
    assert clippings("ingest", write_jsonl(ferry), home=home).code == 0
    return home


def test_a_scrub_of_a_whole_archive_says_so(clippings: CommandLine, small: Path) -> None:
    done = clippings("doctor", "--scrub", "--json", home=small)
    assert_shape(done.json, shapes.DOCTOR)
    for check in done.json["checks"]:
        assert_shape(check, shapes.CHECK)
    assert (done.code, [check["part"] for check in done.json["checks"]]) == (
        0,
        ["catalogue", "lexical index", "vector index"],
    )


def test_a_scrub_names_the_repair_and_the_repair_is_told(clippings: CommandLine, small: Path) -> None:
    shutil.rmtree(small / "lexical" / "segments")
    found = clippings("doctor", "--scrub", home=small)
    assert found.code == 1
    assert "clippings doctor --repair" in found.stdout
    repaired = clippings("doctor", "--repair", home=small)
    assert repaired.code == 0, repaired.stdout
    assert "built anew, because:" in repaired.stdout
    assert clippings("search", "ferry", "--json", home=small).json["passages"]


@pytest.mark.parametrize("kept_bytes", [0.5, 0.05])
def test_of_a_damaged_catalogue_it_is_said_to_restore_a_backup(
    clippings: CommandLine, small: Path, kept_bytes: float
) -> None:
    catalogue = small / "catalogue.db"
    catalogue.write_bytes(catalogue.read_bytes()[: int(catalogue.stat().st_size * kept_bytes)])
    for arguments in (["--repair"], ["--scrub"], []):
        done = clippings("doctor", *arguments, home=small)
        assert done.code == 1
        assert "clippings restore" in done.stdout
