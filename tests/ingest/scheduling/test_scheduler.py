"""Sources run when they are due, once, one at a time, whoever starts them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clippings.core.settings import Settings
from clippings.ingest.scheduling.config import SourceSpec
from clippings.ingest.scheduling.runner import SourceRunner, SourcesAreRunning, Stopped
from clippings.ingest.scheduling.scheduler import ScheduledSources
from clippings.ingest.scheduling.triggers import Timetable, timetable
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue import source_records
from tests.conftest import QuietListener
from tests.ingest.newspaper import Newspaper, closed_port
from tests.ingest.pages import page
from tests.ingest.quick_archive import spec
from tests.ingest.sources.web.test_web import sitemap
from tests.vectorstore.processes import another_process, event

MONDAY = datetime(2024, 5, 6, 9, 30, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def runner(archive: Archive, clock: Clock) -> SourceRunner:
    return SourceRunner(archive, QuietListener(), now=clock)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"text": "The ferry sails again.", "url": "https://a.example/1"}) + "\n")
    return path


def names(specs: list[SourceSpec]) -> list[str]:
    return [one.name for one in specs]


def run_due(runner: SourceRunner, specs: list[SourceSpec]) -> list[str]:
    return [outcome.name for outcome in runner.run(runner.due(specs), only_due=True)]


def test_a_source_is_due_at_once_then_after_its_time_and_without_a_schedule_never(
    runner: SourceRunner, clock: Clock, news: Path
) -> None:
    specs = [spec("Hourly", news, schedule="every 1h"), spec("Daily", news, schedule="every 1d"), spec("By hand", news)]
    assert sorted(run_due(runner, specs)) == ["Daily", "Hourly"]
    assert run_due(runner, specs) == []
    assert runner.next_due(specs) == (MONDAY + timedelta(hours=1), "Hourly")
    clock.now = MONDAY + timedelta(minutes=59)
    assert run_due(runner, specs) == []
    clock.now = MONDAY + timedelta(hours=1)
    assert run_due(runner, specs) == ["Hourly"]
    clock.now = MONDAY + timedelta(days=9)
    assert names(runner.due(specs)) == ["Hourly", "Daily"]  # the longest overdue first
    assert runner.next_due([specs[2]]) is None


def test_the_last_run_is_kept_when_the_process_ends(runner: SourceRunner, clock: Clock, news: Path, home: Path) -> None:
    one = spec("Hourly", news, schedule="every 1h")
    run_due(runner, [one])
    with Archive(Settings(home=home)) as later:
        assert SourceRunner(later, QuietListener(), now=clock).due([one]) == []
        kept = source_records.source_runs(later.catalogue)["Hourly"]
    assert (kept.started_at, kept.finished_at, kept.outcome) == (MONDAY, MONDAY, "1 seen: 1 added")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("0 12 * * mon-fri", (6, 12)), ("30 6 * * tue", (7, 6)), ("0 0 1 6 *", (1, 0)), ("*/15 * * * *", (6, 9))],
)
def test_a_cron_line_means_what_cron_means(
    written: str, expected: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    found = timetable(written)
    assert found is not None
    due = found.next_after(MONDAY)
    assert (due.day, due.hour) == expected
    assert due > MONDAY
    assert found.next_after(due) > due


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("every 90s", 90), ("every 2 h", 7_200), ("every 1d12h", 129_600), ({"every": "1w"}, 604_800)],
)
def test_lengths_of_time_are_read(written: Any, seconds: int) -> None:
    assert timetable(written) == Timetable(every=timedelta(seconds=seconds))


def test_a_run_that_failed_as_a_whole_is_told_and_comes_again_within_the_hour(
    runner: SourceRunner, archive: Archive, clock: Clock
) -> None:
    one = spec("Gone", f"http://127.0.0.1:{closed_port()}/feed", allow_hosts=["127.0.0.1"], schedule="every 4w")
    [outcome] = runner.run([one])
    assert outcome.counts.rejected == 1
    assert runner.due([one]) == []
    assert source_records.source_runs(archive.catalogue)["Gone"].outcome == "1 seen: 1 rejected"
    clock.now += timedelta(hours=1)
    assert names(runner.due([one])) == ["Gone"]


def test_a_run_that_failed_in_part_has_had_its_turn(
    runner: SourceRunner, clock: Clock, news: Path, tmp_path: Path
) -> None:
    one = spec("Two", news, tmp_path / "missing", schedule="every 1d")
    assert run_due(runner, [one]) == ["Two"]
    clock.now += timedelta(hours=1)
    assert runner.due([one]) == []


def test_a_run_that_was_killed_is_taken_up_within_the_hour(
    runner: SourceRunner, archive: Archive, clock: Clock, news: Path
) -> None:
    one = spec("Daily", news, schedule="every 1d")
    with archive.catalogue.writing() as writer:
        assert source_records.begin_source_run(writer, "Daily", None, clock.now)
    assert runner.due([one]) == []  # another machine may be at it
    clock.now += timedelta(hours=1)
    assert run_due(runner, [one]) == ["Daily"]
    clock.now += timedelta(hours=2)
    assert runner.due([one]) == []


def test_a_source_that_another_process_has_run_meanwhile_is_left_alone(
    runner: SourceRunner, archive: Archive, clock: Clock, news: Path
) -> None:
    one = spec("Hourly", news, schedule="every 1h")
    due = runner.due([one])
    assert names(list_of(SourceRunner(archive, QuietListener(), now=clock).run(due))) == ["Hourly"]
    assert list(runner.run(due, only_due=True)) == []
    with archive.catalogue.writing() as writer:
        assert not source_records.begin_source_run(writer, "Hourly", None, clock.now)


def list_of(outcomes: Iterator[Any]) -> list[Any]:
    return list(outcomes)


def hold_the_turn(home: Path, has_begun: Any, may_end: Any) -> None:
    with Archive(Settings(home=home)) as archive, SourceRunner(archive, QuietListener())._only_one():
        has_begun.set()
        may_end.wait(60)


def test_a_second_process_that_runs_sources_is_refused_clearly(runner: SourceRunner, home: Path, news: Path) -> None:
    one = spec("Hourly", news, schedule="every 1h")
    has_begun, may_end = event(), event()
    with another_process(hold_the_turn, home, has_begun, may_end) as process:
        assert has_begun.wait(60)
        with pytest.raises(SourcesAreRunning, match="Another process is running the sources"):
            list(runner.run([one]))
        process.kill()  # however it ends, the turn is free again
        process.join()
        assert names(list_of(runner.run([one]))) == ["Hourly"]


def test_a_run_can_be_stopped_and_the_next_one_goes_on(home: Path, paper: Newspaper) -> None:
    urls = [paper.put(f"/{number}", page()) for number in range(3)]
    one = spec("Site", paper.put("/map.xml", sitemap(*urls), "text/xml"))
    stop = threading.Event()
    with Archive(Settings(home=home, allow_local_addresses=True, fetch_delay_s=30)) as archive:
        threading.Timer(0.3, stop.set).start()
        began = time.monotonic()
        with pytest.raises(Stopped):
            list(SourceRunner(archive, QuietListener(), stop).run([one]))
        assert time.monotonic() - began < 10
        assert "stopped" in source_records.source_runs(archive.catalogue)["Site"].outcome
        assert source_records.source_runs(archive.catalogue)["Site"].finished_at is None


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_scheduled_sources_run_until_stopped_and_take_in_a_file_that_changes(home: Path, tmp_path: Path) -> None:
    file = home / "sources.yaml"
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "1.txt").write_text("Ferry\n\nThe ferry sails again.")
    ran: list[str] = []
    stop = threading.Event()
    sources = ScheduledSources(
        Settings(home=home), file, QuietListener(), stop, lambda _, outcomes: ran.extend(o.name for o in outcomes), 0.1
    )
    thread = threading.Thread(target=sources.run)
    thread.start()
    try:
        time.sleep(0.3)  # there is no file yet
        file.write_text("sources: [")
        time.sleep(0.3)  # and then a broken one
        file.write_text(f"sources:\n- {{name: One, address: {folder}, schedule: every 1h}}\n")
        wait_for(lambda: ran == ["One"])
        time.sleep(0.3)
    finally:
        stop.set()
        thread.join()
    assert ran == ["One"]
    with Archive(Settings(home=home)) as archive:
        assert archive.catalogue.counts()[0] == 1
        assert archive.lexical.count() == 1


def test_a_source_that_ran_before_the_clock_was_set_back_is_due_and_not_again_at_once(
    runner: SourceRunner, clock: Clock, news: Path
) -> None:
    one = spec("Daily", news, schedule="every 1d")
    assert run_due(runner, [one]) == ["Daily"]
    clock.now -= timedelta(days=40)
    assert run_due(runner, [one]) == ["Daily"]
    assert runner.due([one]) == []
