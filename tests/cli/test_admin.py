"""What an admin sees of ingests: by source and month, the runs, dry runs, and rejects read again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli import shapes
from tests.cli.conftest import CommandLine
from tests.cli.shapes import assert_shape
from tests.conftest import SAMPLE_ARCHIVE

Write = Callable[..., Path]
FERRY = {
    "title": "Ferry back",
    "text": "The ferry to Aldersea sails again.",
    "source": "Ledger",
    "url": "https://l.example/1",
}
BRIDGE = {
    "title": "Bridge shut",
    "text": "The bridge at Dunmere is shut.",
    "source": "Post",
    "url": "https://p.example/1",
}


def test_an_ingest_counts_each_source(clippings: CommandLine, home: Path, write_jsonl: Write) -> None:
    news = write_jsonl(FERRY, BRIDGE, {**BRIDGE, "url": "https://p.example/2"}, {"title": "No text"})
    counts = clippings("ingest", news, "--defer-vectors", "--json", home=home).json
    assert_shape(counts, shapes.COUNTS)
    by_source = {one["name"]: one for one in counts["sources"]}
    assert [one["name"] for one in counts["sources"]] == sorted(by_source)
    assert (by_source["Ledger"]["added"], by_source["Post"]["added"]) == (1, 2)
    for key in ("seen", "added", "rejected", "chunks"):
        assert sum(one[key] for one in counts["sources"]) == counts[key]

    again = clippings("ingest", write_jsonl(FERRY, {**BRIDGE, "text": "It is open."}), "--defer-vectors", home=home)
    lines = again.stdout.splitlines()
    assert lines[1].split() == ["Source", "Seen", "Updated", "Unchanged"]
    assert lines[2].split() == ["Post", "1", "1", "·"]
    assert lines[3].split() == ["Ledger", "1", "·", "1"]


def test_a_dry_run_says_so_and_changes_nothing(clippings: CommandLine, home: Path, write_jsonl: Write) -> None:
    news = write_jsonl(FERRY, {"title": "No text"})
    foretold = clippings("ingest", news, "--dry-run", "--json", home=home)
    assert_shape(foretold.json, shapes.COUNTS)
    assert foretold.json["dry_run"] is True
    assert f"Rejected {news}:2" in foretold.stderr
    assert "nothing was written" in clippings("ingest", news, "--dry-run", home=home).stdout
    assert [path.name for path in home.iterdir()] == ["models"]
    counts = clippings("ingest", news, "--defer-vectors", "--json", home=home).json
    foretold.json.pop("dry_run")
    assert {**counts, "seconds": 0, "dry_run": True} == {**foretold.json, "seconds": 0}
    assert "Nothing would change" in clippings("ingest", write_jsonl(FERRY), "--dry-run", home=home).stdout
    assert len(clippings("status", "--runs", "--json", home=home).json["runs"]) == 1


def test_rejects_are_read_again_and_it_is_told_what_came_of_it(
    clippings: CommandLine, home: Path, write_jsonl: Write
) -> None:
    clippings("ingest", write_jsonl({"title": "A"}, {"title": "B"}), "--source", "Ledger", "--defer-vectors", home=home)
    write_jsonl({"title": "A", "text": "It has a text now."}, {"title": "B"})
    foretold = clippings("rejects", "retry", "--dry-run", "--json", home=home).json
    assert (foretold["retried"], foretold["added"], foretold["rejected"]) == (2, 1, 1)
    done = clippings("rejects", "retry", "--defer-vectors", home=home)
    assert done.stdout.startswith("Rejects read again: 2. Ingested now: 1. Rejected still: 1.")
    status = clippings("status", "--rejects", "--json", home=home).json
    assert [source["name"] for source in status["sources"]] == ["Ledger"]
    assert [reject["location"].rsplit(":")[-1] for reject in status["rejects"]] == ["2"]
    write_jsonl({"title": "A", "text": "It has a text now."}, {"title": "B", "text": "And this."})
    assert clippings("ingest", "--retry-rejects", "--defer-vectors", "--json", home=home).json["retried"] == 1
    old = clippings("ingest", "--retry-rejects", home=home)
    assert "no rejects" in old.stdout
    assert "clippings rejects retry" in old.stderr


def test_rejects_are_listed_with_their_reasons(clippings: CommandLine, home: Path, write_jsonl: Write) -> None:
    clippings("ingest", write_jsonl({"title": "A"}), "--defer-vectors", home=home)
    (listed,) = clippings("rejects", "list", "--json", home=home).json["rejects"]
    assert listed == clippings("status", "--rejects", "--json", home=home).json["rejects"][0]
    shown = clippings("rejects", "list", home=home).stdout
    assert listed["location"] in shown.replace("\n", "")
    assert "clippings rejects retry" in shown
    assert clippings("rejects", "list", home=home / "nowhere").code == 2


def test_what_cannot_be_meant_together_is_wrong_usage(clippings: CommandLine, home: Path) -> None:
    for arguments in (["--retry-rejects", "news"], ["--retry-rejects", "--source", "Ledger"], []):
        done = clippings("ingest", *arguments, home=home)
        assert done.code == 2
        assert "Error" in done.stderr


def test_status_counts_sources_by_month(clippings: CommandLine) -> None:
    status = clippings("status", "--json").json
    assert_shape(status, shapes.STATUS)
    for one in status["months"]:
        assert_shape(one, shapes.MONTH)
    assert sum(one["articles"] for one in status["months"]) == status["articles"]
    shown = clippings("status", "--months").stdout
    assert "2018          2019" in shown
    assert "A character is a month: · none, █ 5." in shown


def test_status_lists_the_runs_and_names_one_that_was_interrupted(
    clippings: CommandLine, home: Path, write_jsonl: Write
) -> None:
    from clippings.core.settings import Settings
    from clippings.vectorstore.archive import Archive

    clippings("ingest", write_jsonl(FERRY), "--source", "Ledger", "--defer-vectors", home=home)
    with Archive(Settings(home=home)) as archive, archive.catalogue.writing() as writer:
        writer.note_counts(writer.start_run(["/news/[b]folder"]), {"seen": 200, "added": 200})
    killed, finished = clippings("status", "--runs", "--json", home=home).json["runs"]
    for run in (killed, finished):
        assert_shape(run, shapes.RUN)
    assert (killed["state"], killed["finished_at"], killed["counts"]["added"]) == ("interrupted", None, 200)
    assert (finished["state"], finished["source"], finished["counts"]["added"]) == ("finished", "Ledger", 1)
    shown = clippings("status", "--runs", home=home).stdout
    assert "interrupted; so far 200 added" in shown
    assert "/news/[b]folder" in shown
    assert len(clippings("status", "--runs", "--last", "1", "--json", home=home).json["runs"]) == 1


def test_a_plot_is_drawn_and_says_what_it_leaves_out(clippings: CommandLine, tmp_path: Path) -> None:
    done = clippings("status", "--plot", tmp_path / "coverage.png")
    assert done.code == 0
    assert (tmp_path / "coverage.png").read_bytes().startswith(b"\x89PNG")
    assert f"Drawn: {tmp_path / 'coverage.png'}" in done.stdout
    wrong = clippings("status", "--plot", tmp_path / "coverage.doc")
    assert wrong.code == 2
    assert ".png" in wrong.stderr
    assert clippings("status", "--plot", tmp_path / "no" / "folder.png").code == 1


def test_without_the_extra_a_plot_names_it(clippings: CommandLine, tmp_path: Path) -> None:
    import sys
    from unittest import mock

    with mock.patch.dict(sys.modules, {"matplotlib": None}):
        done = clippings("status", "--plot", tmp_path / "coverage.png")
    assert done.code == 2
    assert "clippings[plots]" in done.stderr


def test_a_dry_run_of_the_sample_archive_foretells_its_ingest(clippings: CommandLine, tmp_path: Path) -> None:
    foretold = clippings("ingest", SAMPLE_ARCHIVE, "--dry-run", "--json", home=tmp_path / "none")
    counts = json.loads(foretold.stdout)
    assert (counts["seen"], counts["added"], counts["updated"], counts["duplicates"]) == (55, 54, 1, 1)
    assert not (tmp_path / "none").exists()


def test_a_home_before_the_command_is_its_home(clippings: CommandLine, home: Path, write_jsonl: Write) -> None:
    clippings("--home", home, "ingest", write_jsonl(FERRY), "--defer-vectors")
    assert clippings("--home", home, "status", "--json").json["articles"] == 1
    assert clippings("--home", home / "nowhere", "status", "--home", home, "--json").json["articles"] == 1
