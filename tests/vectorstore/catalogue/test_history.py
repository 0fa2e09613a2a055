"""The catalogue remembers its runs, and how many articles each source has of each month."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from clippings.core.types import Reject, Run
from clippings.vectorstore.catalogue import run_locks
from clippings.vectorstore.catalogue.catalogue import Catalogue
from tests.vectorstore.articles import add, article
from tests.vectorstore.processes import KILLED, run_to_its_end


@pytest.fixture
def catalogue(any_catalogue: Catalogue) -> Catalogue:
    return any_catalogue


@pytest.fixture
def local(database: Path) -> Iterator[Catalogue]:
    """A catalogue whose runs are told of by files."""
    opened = Catalogue(f"sqlite:///{database}")
    yield opened
    opened.close()


BEGUN = Run(7, datetime(2023, 3, 16, tzinfo=UTC), None, ("news",), {}, {"machine": run_locks.machine()})


def test_months_are_counted_by_source_and_the_papers_clock_and_undated_articles_apart(catalogue: Catalogue) -> None:
    in_seoul = datetime(2023, 4, 1, 8, tzinfo=timezone(timedelta(hours=9)))  # March in UTC, April in the paper
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
        ("The Test Post", "2023-03", 1),
        ("The Test Post", "2023-04", 1),
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


def test_a_run_holds_its_lock_while_it_runs_and_is_interrupted_when_it_ended_otherwise(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    assert run_locks.with_state(replace(BEGUN, finished_at=BEGUN.started_at), tmp_path, catalogue).state == "finished"
    assert run_locks.with_state(BEGUN, tmp_path, catalogue).state == "interrupted"
    with run_locks.running(7, tmp_path, catalogue):
        assert run_locks.with_state(BEGUN, tmp_path, catalogue).state == "running"
    assert run_locks.with_state(BEGUN, tmp_path, catalogue).state == "interrupted"


def killed_in_the_middle_of_a_run(database_url: str, home: Path) -> None:
    with run_locks.running(7, home, Catalogue(database_url)):
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_process_leaves_a_run_that_is_seen_as_interrupted(
    tmp_path: Path, database_url: str, catalogue: Catalogue
) -> None:
    assert run_to_its_end(killed_in_the_middle_of_a_run, database_url, tmp_path) == KILLED
    assert run_locks.with_state(BEGUN, tmp_path, catalogue).state == "interrupted"


def test_the_files_of_killed_runs_are_cleared_away(tmp_path: Path, local: Catalogue, database: Path) -> None:
    assert run_to_its_end(killed_in_the_middle_of_a_run, f"sqlite:///{database}", tmp_path) == KILLED
    assert (tmp_path / "runs" / "7.lock").exists()
    with run_locks.running(8, tmp_path, local):
        assert not (tmp_path / "runs" / "7.lock").exists()


def test_of_a_run_on_another_machine_only_a_shared_catalogue_can_tell(tmp_path: Path, catalogue: Catalogue) -> None:
    elsewhere = replace(BEGUN, options={"machine": "elsewhere"})
    with run_locks.running(7, tmp_path / "another home", catalogue):
        told = run_locks.with_state(elsewhere, tmp_path, catalogue).state
    assert told == ("running" if catalogue.is_shared else "unfinished")
