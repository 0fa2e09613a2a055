"""`clippings ingest` without paths: what is due, what is named, everything; and what it says about it."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.shapes import COUNTS, assert_shape
from tests.e2e.processes import start, wait


@pytest.fixture
def folder(home: Path) -> Path:
    """Two articles, and a sources.yaml that names them as two sources."""
    news = home / "news"
    news.mkdir()
    for number in range(2):
        (news / f"{number}.txt").write_text(f"Ferry {number}\n\nThe ferry number {number} sails again on Friday.")
    (home / "sources.yaml").write_text(
        "sources:\n"
        "- {name: First, address: news/0.txt, schedule: every 1h, complete: true}\n"
        "- {name: Second, address: news/1.txt}\n"
    )
    return news


def test_what_is_due_runs_once_and_then_nothing_is_due(clippings: CommandLine, home: Path, folder: Path) -> None:
    first = clippings("ingest", "--defer-vectors", home=home)
    assert first.code == 0
    assert "First: 1 seen: 1 added" in first.stdout
    assert "Second" not in first.stdout
    again = clippings("ingest", "--defer-vectors", home=home)
    assert (again.code, again.stdout.split(".")[0]) == (0, "Nothing is due")
    assert "Next: First at 20" in again.stdout


def test_all_or_one_of_the_sources_run_when_they_are_asked_for(
    clippings: CommandLine, home: Path, folder: Path
) -> None:
    old = clippings("ingest", "--only", "Second", "--defer-vectors", "--json", home=home)
    assert old.json["added"] == 1
    assert "clippings sources run" in old.stderr
    found = clippings("sources", "run", "--all", "--defer-vectors", "--json", home=home)
    assert_shape(found.json, COUNTS)
    assert (found.json["seen"], found.json["added"], found.json["unchanged"]) == (2, 1, 1)
    assert [source["name"] for source in found.json["sources"]] == ["First", "Second"]
    assert found.json["next_due"]["name"] == "First"


def test_a_file_elsewhere_can_be_named(clippings: CommandLine, home: Path, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(f"sources:\n- {{name: Other, address: {folder}, schedule: every 1d}}\n")
    assert clippings("sources", "run", "--file", other, "--defer-vectors", "--json", home=home).json["added"] == 2


def test_the_sources_are_listed_with_what_became_of_them(clippings: CommandLine, home: Path, folder: Path) -> None:
    before = clippings("sources", "list", "--json", home=home).json["sources"]
    assert [(one["name"], one["last_run"]) for one in before] == [("First", None), ("Second", None)]
    clippings("sources", "run", "--defer-vectors", home=home)
    first, second = clippings("sources", "list", "--json", home=home).json["sources"]
    assert first["last_run"] < first["next_due"]
    assert "added" in first["outcome"]
    assert (second["last_run"], second["next_due"]) == (None, None)
    shown = clippings("sources", "list", home=home).stdout
    assert "First" in shown
    assert "only by hand" in shown
    assert "no" in clippings("sources", "list", "--file", home / "other.yaml", home=home).stderr


def test_articles_that_are_gone_are_told(clippings: CommandLine, home: Path, folder: Path) -> None:
    (home / "sources.yaml").write_text(f"sources:\n- {{name: Both, address: {folder}, complete: true}}\n")
    clippings("sources", "run", "--all", "--defer-vectors", home=home)
    for number in range(2, 6):
        (folder / f"{number}.txt").write_text(f"Ferry {number}\n\nThe ferry number {number} sails again.")
    clippings("sources", "run", "--all", "--defer-vectors", home=home)
    (folder / "0.txt").unlink()
    assert "1 retired" in clippings("sources", "run", "--all", "--defer-vectors", home=home).stdout
    for number in range(1, 5):
        (folder / f"{number}.txt").unlink()
    refused = clippings("sources", "run", "--all", "--defer-vectors", home=home)
    assert "4 of its 5 articles" in refused.stderr
    assert "clippings sources run --only 'Both' --retire" in refused.stderr
    done = clippings("sources", "run", "--only", "Both", "--retire", "--defer-vectors", "--json", home=home)
    assert done.json["deleted"] == 4
    assert clippings("status", "--json", home=home).json["articles"] == 1


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--only", "Frist"], "Did you mean 'First'?"),
        (["--only", "First", "--all"], "contradict"),
        (["--watch", "--json"], "--watch"),
        (["--source", "Ledger"], "source: NAME"),
        (["news", "--all"], "not for paths"),
        (["news", "--watch"], "not for paths"),
        (["--sources", "gone.yaml"], "gone.yaml"),
    ],
)
def test_wrong_usage_is_2_and_says_what_is_wrong(
    arguments: list[str], named: str, clippings: CommandLine, home: Path, folder: Path
) -> None:
    done = clippings("ingest", *arguments, home=home)
    assert (done.code, done.stdout) == (2, "")
    assert named in done.stderr


def test_a_broken_file_is_2_and_its_place_is_told(clippings: CommandLine, home: Path) -> None:
    (home / "sources.yaml").write_text("sources:\n- name: A\n  adress: x\n")
    done = clippings("ingest", home=home)
    assert done.code == 2
    assert f"{home / 'sources.yaml'}, line 3: source 'A': adress" in done.stderr


def test_a_watch_runs_what_is_due_until_it_is_told_to_end(home: Path, folder: Path) -> None:
    watch = start(home, "ingest", "--watch", "--defer-vectors")
    assert watch.stdout is not None
    try:
        assert "First: 1 seen: 1 added" in watch.stdout.readline()
        began = time.monotonic()
        watch.send_signal(signal.SIGTERM)
        ended = wait(watch)
    finally:
        watch.kill()
    assert ended.code == 0
    assert time.monotonic() - began < 10
    assert "Running the 2 sources" in ended.stderr
