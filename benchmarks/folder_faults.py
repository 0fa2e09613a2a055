# ruff: noqa: ARG001 - every fault is called alike
"""The faults of an archive in a folder, made to happen: for `benchmarks/reliability.py`."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.chain.scripted_model import ScriptedModel
from tests.e2e.agreement import assert_everything_agrees, rows
from tests.e2e.made_up_news import articles
from tests.e2e.processes import Finished, clippings, start, start_at, wait

QUESTION = "Did the Aldersea ferry council reopen the north turbine after a storm?"
ARTICLES = 300


class NotHere(Exception):
    """This fault cannot be made to happen on this machine."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a fault."""

    told: str
    way_back: str
    seconds: float
    expected: int = ARTICLES


class Bench:
    """A whole archive that each fault gets a copy of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.news = folder / "news.jsonl"
        self.news.write_text("".join(json.dumps(one) + "\n" for one in articles(range(ARTICLES))))
        self.more = folder / "more.jsonl"
        self.more.write_text("".join(json.dumps(one) + "\n" for one in articles(range(ARTICLES, ARTICLES + 100))))
        self.whole = folder / "whole"
        self.whole.mkdir()
        assert clippings(self.whole, "ingest", self.news).code == 0
        self.backup = folder / "whole.tar.zst"
        assert clippings(self.whole, "backup", self.backup).code == 0

    def copy(self, name: str) -> Path:
        home = self.folder / name
        shutil.copytree(self.whole, home, ignore=shutil.ignore_patterns("models"))
        (home / "models").symlink_to(self.whole / "models")
        return home

    def empty(self, name: str) -> Path:
        home = self.folder / name
        home.mkdir()
        (home / "models").symlink_to(self.whole / "models")
        return home


def said(done: Finished) -> str:
    said = " ".join((done.stderr or done.stdout).split())
    return said[max(0, said.find("Error:")) :]  # without the lines of progress before it


def _again(home: Path, *arguments: object) -> float:
    began = time.monotonic()
    done = clippings(home, *arguments)
    assert done.code == 0, done
    return time.monotonic() - began


def assert_whole(home: Path, expected: int) -> None:
    assert rows(home, "SELECT count(*), count(DISTINCT url) FROM articles WHERE is_current") == [(expected, expected)]
    assert_everything_agrees(home)


def killed(bench: Bench, home: Path) -> Seen:
    """`kill -9` in the middle of an ingest"""
    process = start(home, "ingest", bench.more)
    deadline = time.monotonic() + 120
    while rows(home, "SELECT count(*) FROM articles") == [(ARTICLES,)] and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    return Seen("`status --runs`: interrupted", "the same `ingest`", _again(home, "ingest", bench.more), ARTICLES + 100)


def disk_full(bench: Bench, home: Path) -> Seen:
    """The disk fills up during an ingest"""
    shutil.rmtree(home)
    home.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(home)], check=False).returncode:
        raise NotHere
    try:
        (home / "models").symlink_to(bench.whole / "models")
        full = clippings(home, "ingest", bench.news)
        assert full.code == 1
        subprocess.run(["mount", "-o", "remount,size=2g", str(home)], check=True)
        seconds = _again(home, "ingest", bench.news)
        assert_whole(home, ARTICLES)
    finally:
        subprocess.run(["umount", "-l", str(home)], check=True)
    return Seen(said(full), "free space, the same `ingest`", seconds, 0)


def two_ingests(bench: Bench, home: Path) -> Seen:
    """Two ingests and a question at once"""
    began = time.monotonic()
    running = [start(home, "ingest", bench.more), start(home, "ingest", bench.more)]
    asked = clippings(home, "ask", QUESTION, "--json")
    assert asked.code == 0
    assert [wait(one).code for one in running] == [0, 0]
    return Seen("; ".join(asked.json["notes"]) or "nothing", "nothing to do", time.monotonic() - began, ARTICLES + 100)


def words_damaged(bench: Bench, home: Path) -> Seen:
    """Bytes of the index of words are overwritten"""
    for path in (home / "lexical" / "segments").glob("*.term"):
        path.write_bytes(b"garbage " * 100)
    asked = clippings(home, "ask", QUESTION)
    assert asked.code == 1
    return Seen(said(asked), "`doctor --repair`", _again(home, "doctor", "--repair"))


def vectors_damaged(bench: Bench, home: Path) -> Seen:
    """The database of vectors is overwritten"""
    (home / "vectors" / "chroma" / "chroma.sqlite3").write_bytes(b"garbage " * 100)
    asked = clippings(home, "ask", QUESTION, "--json")
    assert asked.code == 0
    return Seen("; ".join(asked.json["notes"]), "`doctor --repair`", _again(home, "doctor", "--repair"))


def indexes_deleted(bench: Bench, home: Path) -> Seen:
    """Both index folders are deleted"""
    shutil.rmtree(home / "lexical")
    shutil.rmtree(home / "vectors")
    asked = clippings(home, "ask", QUESTION, "--json")
    assert asked.json["citations"]
    return Seen(
        "; ".join(asked.json["notes"]) or "the answer, from words",
        "`doctor --repair`",
        _again(home, "doctor", "--repair"),
    )


def watermarks_lost(bench: Bench, home: Path) -> Seen:
    """Both watermarks are emptied"""
    for name in ("lexical", "vectors"):
        (home / name / "watermark.json").write_text("")
    return Seen("nothing", "the next `ingest`", _again(home, "ingest", bench.news))


def catalogue_damaged(bench: Bench, home: Path) -> Seen:
    """Half of the catalogue is cut off"""
    path = home / "catalogue.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = clippings(home, "doctor", "--repair")
    assert found.code == 1
    shutil.rmtree(home)
    return Seen(said(found), "`restore` of the last backup", _again(home, "restore", bench.backup))


def backup_damaged(bench: Bench, home: Path) -> Seen:
    """A backup has a flipped byte"""
    content = bytearray(bench.backup.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = bench.folder / "damaged.tar.zst"
    damaged.write_bytes(content)
    shutil.rmtree(home)
    refused = clippings(home, "restore", damaged)
    assert refused.code == 1
    return Seen(said(refused), "`restore` of another backup", _again(home, "restore", bench.backup))


def clock_set_back(bench: Bench, home: Path) -> Seen:
    """The machine's clock is set back by a year, during an ingest of today's news"""
    today = bench.folder / "today.jsonl"
    published = datetime.now(UTC).isoformat()
    made = articles(range(ARTICLES, ARTICLES + 100))
    today.write_text("".join(json.dumps({**one, "published_at": published}) + "\n" for one in made))
    a_year_ago = datetime.now(UTC) - timedelta(days=365)
    began = time.monotonic()
    done = wait(start_at(a_year_ago, home, "ingest", today))
    seconds = time.monotonic() - began
    assert done.code == 0, done
    assert rows(home, "SELECT count(*) FROM articles WHERE published_at IS NULL") == [(0,)]
    asked = wait(start_at(a_year_ago, home, "ask", QUESTION, "--json"))
    assert asked.json["citations"]
    return Seen("nothing", "nothing to do", seconds, ARTICLES + 100)


def chat_model_dead(bench: Bench, home: Path) -> Seen:
    """The chat model's server is down"""
    return _asked_with_a_model(home, "http://127.0.0.1:9/v1")


def chat_model_slow(bench: Bench, home: Path) -> Seen:
    """The chat model does not answer within its time (5 s)"""
    with contextlib.closing(ScriptedModel(delay_s=60.0)) as model:
        return _asked_with_a_model(home, model.url)


def chat_model_lies(bench: Bench, home: Path) -> Seen:
    """The chat model says what no clipping says"""
    with contextlib.closing(ScriptedModel("The Aldersea ferry sank with 4,211 passengers on board [1].")) as model:
        seen = _asked_with_a_model(home, model.url)
        assert model.requests
    return seen


def _asked_with_a_model(home: Path, url: str) -> Seen:
    settings = {"CHAT_MODEL": "openai:none", "CHAT_BASE_URL": url, "CHAT_API_KEY": "none", "CHAT_TIMEOUT_S": "5"}
    began = time.monotonic()
    asked = clippings(home, "ask", QUESTION, "--json", **settings)
    assert asked.code == 0, asked.stderr
    assert asked.json["citations"]
    assert "4,211" not in asked.json["answer"]
    return Seen("; ".join(asked.json["notes"]), "nothing to do: the answer is in quotes", time.monotonic() - began)


def paper_down(bench: Bench, home: Path) -> Seen:
    """A newspaper's server is down"""
    done = clippings(home, "ingest", "http://127.0.0.1:9/feed.xml", ALLOW_LOCAL_ADDRESSES="true")
    assert done.code == 1
    return Seen(said(done), "the next `ingest`", _again(home, "ingest", bench.news))


FAULTS: tuple[Callable[[Bench, Path], Seen], ...] = (
    killed,
    disk_full,
    two_ingests,
    words_damaged,
    vectors_damaged,
    indexes_deleted,
    watermarks_lost,
    catalogue_damaged,
    backup_damaged,
    clock_set_back,
    chat_model_dead,
    chat_model_slow,
    chat_model_lies,
    paper_down,
)
