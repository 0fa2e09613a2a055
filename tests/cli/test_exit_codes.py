"""0 done, 1 failed, 2 wrong usage; and what was wrong is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

_WRONG_USAGE: list[tuple[list[str], str]] = [
    (["ask", "Why?", "--sinec", "2023-01-01"], "--sinec"),
    (["status", "--rejetcs"], "--rejetcs"),
    (["aks", "Why?"], "aks"),
    (["ingest"], "PATH_OR_URL"),
    (["ask", "Why?", "--since", "16.3.2023"], "since: '16.3.2023'"),
    (["ask", "Why?", "--until", "2023-13-01"], "until: '2023-13-01'"),
    (["search", "Why?", "--as-of", "soon"], "as-of: 'soon'"),
    (["ask", "Why?", "--batch", "-"], "--batch"),
    (["search", "Why?", "--batch", "-"], "--batch"),
    (["search"], "--batch"),
    (["search", "Why?", "--k", "0"], "--k"),
    (["ask", "--json"], "--json"),
    (["ask", " "], "empty"),
    (["ask", "caf\udce9"], "half a character"),
    (["ask", "Why?", "--source", "Harbor Ledger"], "Did you mean 'The Harbour Ledger (sample)'?"),
    (["search", "Why?", "--source", "zzz"], "clippings status"),
]


@pytest.mark.parametrize(("arguments", "named"), _WRONG_USAGE, ids=lambda value: "-".join(value)[:40])
def test_wrong_usage_is_2_and_names_what_is_wrong(clippings: CommandLine, arguments: list[str], named: str) -> None:
    done = clippings(*arguments)
    assert (done.code, done.stdout) == (2, "")
    assert named in done.stderr


def test_an_ingest_of_which_something_is_rejected_is_0_and_of_which_everything_is_rejected_is_1(
    clippings: CommandLine, home: Path, write_jsonl: Callable[..., Path], tmp_path: Path
) -> None:
    bad = write_jsonl({"title": "No text"}, name="bad.jsonl")
    mixed = write_jsonl({"title": "No text"}, {"title": "Ferry", "text": "The ferry sails again."}, name="mixed.jsonl")
    assert clippings("ingest", bad, "--defer-vectors", home=home).code == 1
    assert clippings("ingest", mixed, "--defer-vectors", home=home).code == 0
    assert clippings("ingest", mixed, bad, "--defer-vectors", home=home).code == 0  # one is unchanged, two rejected


def test_a_missing_path_is_1_and_is_named(clippings: CommandLine, home: Path, tmp_path: Path) -> None:
    done = clippings("ingest", tmp_path / "nowhere", home=home)
    assert done.code == 1
    assert str(tmp_path / "nowhere") in done.stderr


def test_a_home_that_is_a_file_is_1_and_is_named(clippings: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for arguments in (["status"], ["ask", "Why?"], ["ingest", "."], ["doctor"]):
        done = clippings(*arguments, "--home", tmp_path / "file")
        assert done.code == 1
        assert str(tmp_path / "file") in done.stdout + done.stderr


def test_an_answer_is_0_also_when_it_abstains(clippings: CommandLine) -> None:
    assert clippings("ask", "How do I make a sourdough starter?").code == 0


def test_an_archive_with_nothing_in_it_says_so_and_is_0(clippings: CommandLine, home: Path) -> None:
    asked = clippings("ask", "Why?", "--json", home=home)
    assert asked.code == 0
    assert asked.json["abstained"]
    found = clippings("search", "Why?", "--json", home=home).json
    assert found["passages"] == []
    batch = clippings("ask", "--batch", "-", home=home, stdin='{"id": 1, "question": "Why?"}').json
    for notes in (asked.json["notes"], found["notes"], batch["notes"]):
        assert notes == [f"The archive in {home} is empty; fill it: clippings ingest PATH_OR_URL --home {home}"]
    for command in ("ask", "search"):
        assert "clippings ingest PATH_OR_URL" in clippings(command, "Why?", home=home).stdout
    assert clippings("status", "--json", home=home).json["articles"] == 0
    assert clippings("reindex", "--json", home=home).json["chunks"] == 0
    assert clippings("doctor", home=home).code == 0


@pytest.mark.parametrize("arguments", [["ask", "Why?"], ["search", "Why?", "--json"], ["ask", "--batch", "-"], ["ask"]])
def test_a_question_makes_no_archive_of_a_mistyped_folder(
    clippings: CommandLine, tmp_path: Path, arguments: list[str]
) -> None:
    mistyped = tmp_path / "hmoe"
    done = clippings(*arguments, "--home", mistyped)
    assert (done.code, done.stdout) == (2, "")
    assert f"no archive in {mistyped}" in done.stderr
    assert f"clippings ingest PATH_OR_URL --home {mistyped}" in done.stderr
    assert not mistyped.exists()


def test_a_home_given_to_the_command_wins_over_the_setting(
    clippings: CommandLine, home: Path, sample_home: Path
) -> None:
    assert clippings("status", "--json", "--home", sample_home, home=home).json["articles"] > 0
    assert clippings("--home", sample_home, "status", "--json", home=home).json["articles"] > 0
