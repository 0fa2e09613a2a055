"""Several processes on one home at once: one owns the vectors, the others wait or do without."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clippings.chain.archive_worker import ArchiveWorker, Stopping
from clippings.chain.pipeline import Asker
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive
from tests.e2e.agreement import assert_everything_agrees, contents, everything, rows, vectors
from tests.e2e.made_up_news import articles
from tests.e2e.processes import clippings, start, wait
from tests.vectorstore.processes import another_process, event


def test_two_ingests_and_an_ask_at_once_leave_what_one_ingest_after_the_other_leaves(
    make_home: Callable[[str], Path], write_jsonl: Callable[..., Path]
) -> None:
    one = write_jsonl(*articles(range(40)), name="one.jsonl")
    other = write_jsonl(*articles(range(20, 60)), name="other.jsonl")
    together, in_turn = make_home("together"), make_home("in-turn")

    running = [start(together, "ingest", one, "--json"), start(together, "ingest", other, "--json")]
    asking = start(together, "ask", "What did the Aldersea ferry council reopen?", "--json")
    ingests = [wait(process) for process in running]
    asked = wait(asking)
    assert [finished.code for finished in ingests] == [0, 0], ingests
    assert asked.code == 0, asked.stderr
    assert all("by words alone" in note or "is empty" in note for note in asked.json["notes"])
    assert sum(finished.json["added"] for finished in ingests) == 60
    assert sum(finished.json["unchanged"] for finished in ingests) == 20

    assert clippings(in_turn, "ingest", one, "--defer-vectors").code == 0
    assert clippings(in_turn, "ingest", other, "--defer-vectors").code == 0
    assert contents(together) == contents(in_turn)
    assert_everything_agrees(together)
    assert clippings(together, "doctor").code == 0


def test_while_another_process_owns_the_vectors_ask_says_so_and_ingest_waits_for_its_turn(
    home: Path, write_jsonl: Callable[..., Path]
) -> None:
    news = write_jsonl(*articles(range(5)))
    assert clippings(home, "ingest", news).code == 0
    later = write_jsonl(*articles(range(5, 8)), name="later.jsonl")
    with Archive(Settings(home=home)) as owner:
        assert owner.vectors.own()
        waiting = start(home, "ingest", later, "--json")
        asked = clippings(home, "ask", "What did the Aldersea ferry council reopen?", "--json")
        assert asked.code == 0, asked.stderr
        (note,) = asked.json["notes"]
        assert "by words alone" in note
        deadline = time.monotonic() + 30
        while rows(home, "SELECT count(*) FROM articles") != [(8,)] and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)
        assert waiting.poll() is None, "it did not wait for the vectors"
        assert len(owner.vectors.ids()) == 5
    assert wait(waiting).code == 0
    assert_everything_agrees(home)


def be_the_bot(home: Path, is_up: Any, is_over: Any) -> None:
    """What a bot does to its archive: it owns the vectors, follows every second and answers in between."""
    with Archive(Settings(home=home)) as archive:
        worker = ArchiveWorker(archive, Asker(archive))
        asking = threading.Thread(target=_ask_all_the_time, args=(worker, is_over))
        worker.follow()
        is_up.set()
        asking.start()
        while not is_over.wait(1):
            worker.follow()
        worker.stop()
        asking.join()
        with contextlib.suppress(Stopping):
            worker.follow()


def _ask_all_the_time(worker: ArchiveWorker, is_over: Any) -> None:
    while not is_over.wait(0.5):
        worker.ask(Question("What did the Aldersea ferry council reopen?", datetime(2024, 5, 1, tzinfo=UTC)))


def _ingest_all_the_time(home: Path, folder: Path, numbers: range, until: float, done: list[int]) -> None:
    """A hundred articles at a time, every other hundred twice, each time with a few changed."""
    at = numbers.start
    while time.monotonic() < until and at + 100 <= numbers.stop:
        told = articles(range(at, at + 100))
        for version in range(_versions(at)):
            file = folder / f"news-{at}-{version}.jsonl"
            lines = [
                {**one, "text": f"{one['text']} Version {version}."} if number % 7 == 0 else one
                for number, one in enumerate(told)
            ]
            file.write_text("".join(json.dumps(one) + "\n" for one in lines))
            finished = clippings(home, "ingest", file, "--defer-vectors")
            assert finished.code == 0, finished.stderr
        at += 100
    done.append(at)


def _versions(at: int) -> int:
    return 1 + at // 100 % 2


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("minutes", [10.0])
def test_two_ingests_and_asks_beside_a_running_bot_for_ten_minutes_leave_every_row_as_one_after_the_other(
    minutes: float, make_home: Callable[[str], Path], tmp_path: Path
) -> None:
    together, in_turn = make_home("together"), make_home("in-turn")
    folders = [tmp_path / "one", tmp_path / "other"]
    ranges = [range(0, 50_000), range(50_000, 100_000)]
    done: list[list[int]] = [[], []]
    is_up, is_over = event(), event()
    with another_process(be_the_bot, together, is_up, is_over) as bot:
        assert is_up.wait(60)
        until = time.monotonic() + minutes * 60
        ingests = []
        for folder, numbers, reached in zip(folders, ranges, done, strict=True):
            folder.mkdir()
            work = (together, folder, numbers, until, reached)
            ingests.append(threading.Thread(target=_ingest_all_the_time, args=work))
            ingests[-1].start()
        while any(thread.is_alive() for thread in ingests):
            asked = clippings(together, "ask", "What did the Hartlow dairy sell?", "--json")
            assert asked.code == 0, asked.stderr
        assert all(done), "an ingest failed"
        is_over.set()
        bot.join(600)
        assert bot.exitcode == 0
    for folder, numbers, reached in zip(folders, ranges, done, strict=True):
        for at in range(numbers.start, reached[0], 100):
            for version in range(_versions(at)):
                file = folder / f"news-{at}-{version}.jsonl"
                assert clippings(in_turn, "ingest", file, "--defer-vectors").code == 0
    for home in (together, in_turn):
        assert clippings(home, "ingest", folders[0] / "news-0-0.jsonl").code == 0  # both indexes to the end
    found, expected = everything(together), everything(in_turn)
    for name in expected.keys() - {"stories"}:  # which of two near-duplicates came first depends on the order
        assert found[name] == expected[name], name
    assert_everything_agrees(together)
    (names, mine), (expected_names, theirs) = vectors(together), vectors(in_turn)
    assert names == expected_names
    assert float(np.min((mine * theirs).sum(axis=1))) > 0.96  # docs/decisions/015
