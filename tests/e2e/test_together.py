"""Several processes on one home at once: one owns the vectors, the others wait or do without."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from tests.e2e.agreement import assert_everything_agrees, contents, rows
from tests.e2e.made_up_news import articles
from tests.e2e.processes import clippings, start, wait


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
    assert all("by words alone" in note for note in asked.json["notes"])
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
