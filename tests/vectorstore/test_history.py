"""The catalogue remembers its runs, and how many articles each source has of each month."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from clippings.core.types import Reject, Run
from clippings.vectorstore import run_locks
from clippings.vectorstore.catalogue import Catalogue
from tests.vectorstore.articles import add, article

BEGUN = Run(7, datetime(2023, 3, 16, tzinfo=UTC), None, ("news",), {}, {"machine": run_locks.machine()})


def test_months_are_counted_by_source_in_utc_and_undated_articles_apart(catalogue: Catalogue) -> None:
    in_seoul = datetime(2023, 4, 1, 8, tzinfo=timezone(timedelta(hours=9)))  # still March in UTC
    add(
        catalogue,
        article("https://a.example/1", "One."),
        article("https://a.example/2", "Two.", published_at=in_seoul),
        article("https://a.example/3", "Three.", published_at=None),
        article("https://b.example/1", "Four.", source="Another", published_at=datetime(987, 1, 5, tzinfo=UTC)),
    )
    add(catalogue, article("https://a.example/1", "One, corrected."))
    assert catalogue.months() == [
        ("Another", "0987-01", 1),
        ("The Test Post", None, 1),
        ("The Test Post", "2023-03", 2),
    ]


def test_runs_are_listed_newest_first_with_what_they_were_given(catalogue: Catalogue) -> None:
    with catalogue.writing() as writer:
        first = writer.start_run(["a", "b"], {"source": "Ledger"})
        writer.finish_run(first, {"seen": 3})
        second = writer.start_run(["c"])
        writer.note_counts(second, {"seen": 1})
    newest, oldest = catalogue.runs(10)
    assert (oldest.inputs, oldest.counts, oldest.options) == (("a", "b"), {"seen": 3}, {"source": "Ledger"})
    assert oldest.finished_at is not None
    assert (newest.inputs, newest.counts, newest.finished_at) == (("c",), {"seen": 1}, None)
    assert [run.id for run in catalogue.runs(1)] == [second]


def test_rejects_are_told_under_the_run_that_met_them_last(catalogue: Catalogue) -> None:
    with catalogue.writing() as writer:
        first, second = writer.start_run(["a"]), writer.start_run(["b"])
        for run_id, location in ((first, "a:1"), (first, "a:2"), (second, "a:2"), (second, "b")):
            writer.note_reject(Reject(location, "no text"), run_id)
    found = [(run.id, [reject.location for reject in rejects]) for run, rejects in catalogue.rejects_by_run()]
    assert found == [(first, ["a:1"]), (second, ["a:2", "b"])]


def test_earlier_rejects_of_what_could_be_read_are_past_and_those_of_this_run_stay(catalogue: Catalogue) -> None:
    with catalogue.writing() as writer:
        first, second = writer.start_run(["a"]), writer.start_run(["b"])
        for run_id, location in ((first, "a"), (first, "b"), (second, "c")):
            writer.note_reject(Reject(location, "no text"), run_id)
        writer.forget_earlier_rejects(["a", "c", *map(str, range(2_000))], second)
    assert {reject.location for reject in catalogue.rejects()} == {"b", "c"}


def test_a_run_holds_its_lock_while_it_runs_and_is_interrupted_when_it_ended_otherwise(tmp_path: Path) -> None:
    assert run_locks.with_state(replace(BEGUN, finished_at=BEGUN.started_at), tmp_path).state == "finished"
    assert run_locks.with_state(BEGUN, tmp_path).state == "interrupted"
    with run_locks.running(7, tmp_path):
        assert run_locks.with_state(BEGUN, tmp_path).state == "running"
    assert run_locks.with_state(BEGUN, tmp_path).state == "interrupted"


def test_a_killed_process_leaves_a_run_that_is_seen_as_interrupted_and_its_lock_is_cleared(tmp_path: Path) -> None:
    killed = (
        "import os, signal, sys; from pathlib import Path; from clippings.vectorstore import run_locks\n"
        "with run_locks.running(7, Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", killed, str(tmp_path)], check=False)
    assert (tmp_path / "runs" / "7.lock").exists()
    assert run_locks.with_state(BEGUN, tmp_path).state == "interrupted"
    with run_locks.running(8, tmp_path):
        assert not (tmp_path / "runs" / "7.lock").exists()


def test_nobody_here_can_tell_whether_a_run_of_another_machine_goes_on(tmp_path: Path) -> None:
    assert run_locks.with_state(replace(BEGUN, options={"machine": "elsewhere"}), tmp_path).state == "unfinished"
