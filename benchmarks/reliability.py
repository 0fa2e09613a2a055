# ruff: noqa: ARG001, E501 - every fault is called alike; the page has long lines
"""Make each fault happen to a real archive, see what a person is told, what is lost, and how long until all is well.

    python benchmarks/reliability.py --report docs/reliability.md

Writes one row for each fault that really happened; what cannot be made to happen here is named below the table.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks import server_faults  # noqa: E402
from tests.e2e.agreement import assert_everything_agrees, rows  # noqa: E402
from tests.e2e.made_up_news import articles  # noqa: E402
from tests.e2e.processes import Finished, clippings, start, wait  # noqa: E402

_QUESTION = "What did the Aldersea ferry council reopen?"
_ARTICLES = 300


class NotHere(Exception):
    """This fault cannot be made to happen on this machine."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a fault."""

    told: str
    way_back: str
    seconds: float
    expected: int = _ARTICLES


class Bench:
    """A whole archive that each fault gets a copy of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.news = folder / "news.jsonl"
        self.news.write_text("".join(json.dumps(one) + "\n" for one in articles(range(_ARTICLES))))
        self.more = folder / "more.jsonl"
        self.more.write_text("".join(json.dumps(one) + "\n" for one in articles(range(_ARTICLES, _ARTICLES + 100))))
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


def _said(done: Finished) -> str:
    said = " ".join((done.stderr or done.stdout).split())
    return said[max(0, said.find("Error:")) :]  # without the lines of progress before it


def _again(home: Path, *arguments: object) -> float:
    began = time.monotonic()
    done = clippings(home, *arguments)
    assert done.code == 0, done
    return time.monotonic() - began


def killed(bench: Bench, home: Path) -> Seen:
    """`kill -9` in the middle of an ingest"""
    process = start(home, "ingest", bench.more)
    deadline = time.monotonic() + 120
    while rows(home, "SELECT count(*) FROM articles") == [(_ARTICLES,)] and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    return Seen(
        "`status --runs`: interrupted", "the same `ingest`", _again(home, "ingest", bench.more), _ARTICLES + 100
    )


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
        _assert_whole(home, _ARTICLES)
    finally:
        subprocess.run(["umount", "-l", str(home)], check=True)
    return Seen(_said(full), "free space, the same `ingest`", seconds, 0)


def two_ingests(bench: Bench, home: Path) -> Seen:
    """Two ingests and a question at once"""
    began = time.monotonic()
    running = [start(home, "ingest", bench.more), start(home, "ingest", bench.more)]
    asked = clippings(home, "ask", _QUESTION, "--json")
    assert asked.code == 0
    assert [wait(one).code for one in running] == [0, 0]
    return Seen("; ".join(asked.json["notes"]) or "nothing", "nothing to do", time.monotonic() - began, _ARTICLES + 100)


def words_damaged(bench: Bench, home: Path) -> Seen:
    """Bytes of the index of words are overwritten"""
    for path in (home / "lexical" / "segments").glob("*.term"):
        path.write_bytes(b"garbage " * 100)
    asked = clippings(home, "ask", _QUESTION)
    assert asked.code == 1
    return Seen(_said(asked), "`doctor --repair`", _again(home, "doctor", "--repair"))


def vectors_damaged(bench: Bench, home: Path) -> Seen:
    """The database of vectors is overwritten"""
    (home / "vectors" / "chroma" / "chroma.sqlite3").write_bytes(b"garbage " * 100)
    asked = clippings(home, "ask", _QUESTION, "--json")
    assert asked.code == 0
    return Seen("; ".join(asked.json["notes"]), "`doctor --repair`", _again(home, "doctor", "--repair"))


def indexes_deleted(bench: Bench, home: Path) -> Seen:
    """Both index folders are deleted"""
    shutil.rmtree(home / "lexical")
    shutil.rmtree(home / "vectors")
    asked = clippings(home, "ask", _QUESTION, "--json")
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
    return Seen(_said(found), "`restore` of the last backup", _again(home, "restore", bench.backup))


def backup_damaged(bench: Bench, home: Path) -> Seen:
    """A backup has a flipped byte"""
    content = bytearray(bench.backup.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = bench.folder / "damaged.tar.zst"
    damaged.write_bytes(content)
    shutil.rmtree(home)
    refused = clippings(home, "restore", damaged)
    assert refused.code == 1
    return Seen(_said(refused), "`restore` of another backup", _again(home, "restore", bench.backup))


def chat_model_dead(bench: Bench, home: Path) -> Seen:
    """The chat model's server is down"""
    settings = {
        "CHAT_MODEL": "openai:none",
        "CHAT_BASE_URL": "http://127.0.0.1:9/v1",
        "CHAT_API_KEY": "none",
        "CHAT_TIMEOUT_S": "5",
    }
    began = time.monotonic()
    asked = clippings(home, "ask", _QUESTION, "--json", **settings)
    assert asked.code == 0, asked.stderr
    assert asked.json["citations"]
    return Seen("; ".join(asked.json["notes"]), "nothing to do: the answer is in quotes", time.monotonic() - began)


def paper_down(bench: Bench, home: Path) -> Seen:
    """A newspaper's server is down"""
    done = clippings(home, "ingest", "http://127.0.0.1:9/feed.xml", ALLOW_LOCAL_ADDRESSES="true")
    assert done.code == 1
    return Seen(_said(done), "the next `ingest`", _again(home, "ingest", bench.news))


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
    chat_model_dead,
    paper_down,
)


def _assert_whole(home: Path, expected: int) -> None:
    assert rows(home, "SELECT count(*), count(DISTINCT url) FROM articles WHERE is_current") == [(expected, expected)]
    assert_everything_agrees(home)


def _row(what: str, told: str, way_back: str, seconds: float) -> str:
    told = " ".join(told.replace("|", "/").split())
    told = told if len(told) <= 230 else f"{told[:227]}..."
    return f"| {what} | {told or 'nothing'} | nothing | {way_back} | {seconds:.0f} s |"


def _on_servers(bench: Bench) -> tuple[list[str], list[str]]:
    """Rows of the faults of servers, or what could not be made to happen."""
    lines = []
    for fault in server_faults.FAULTS:
        what = (fault.__doc__ or "").strip().splitlines()[0]
        home = bench.copy(fault.__name__)
        with server_faults.served(home) as archive:
            if archive is None:
                return [], [(one.__doc__ or "").strip().splitlines()[0] for one in server_faults.FAULTS]
            told, seconds = fault(archive, bench.more)
            server_faults.assert_whole(archive, _ARTICLES + 100)
        said = "; ".join(told.json["notes"]) if told.stdout.startswith("{") else _said(told)
        said = re.sub(r"127\.0\.0\.1:\d+", "HOST", said.replace(str(home), "FOLDER"))
        killed = fault is not server_faults.postgres_cut
        lines.append(_row(what, said, f"{'start the server, ' * killed}the same `ingest`", seconds))
        print(lines[-1], flush=True)
    return lines, []


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--report", type=Path, help="the page to write")
    parser.add_argument("--only-servers", action="store_true", help="only the faults of PostgreSQL and Chroma servers")
    given = parser.parse_args()
    lines, not_here = [], []
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        for fault in () if given.only_servers else FAULTS:
            home = bench.copy(fault.__name__)
            what = (fault.__doc__ or "").strip()
            try:
                seen = fault(bench, home)
            except NotHere:
                not_here.append(what)
                continue
            if seen.expected:
                _assert_whole(home, seen.expected)
            told = seen.told.replace(str(home), "FOLDER").replace(name, "DIR")
            lines.append(_row(what, told, seen.way_back, seen.seconds))
            print(lines[-1], flush=True)
            if given.report:
                given.report.write_text(_page(lines, not_here), "utf-8")
        served, missing = _on_servers(bench)
    if given.report:
        given.report.write_text(_page(lines + served, not_here + missing), "utf-8")


def _page(lines: list[str], not_here: list[str]) -> str:
    left_out = f"\nNot made to happen on this machine: {'; '.join(not_here)}.\n" if not_here else ""
    return f"""# What goes wrong, and what it costs

Each row happened: `python benchmarks/reliability.py --report docs/reliability.md` made the fault happen to a real archive of {_ARTICLES}
articles, by processes of their own, and wrote this page. "Nothing" lost means that afterwards every article was there once,
and both indexes held exactly the chunks of the catalogue. The time is that of the way back, start of the process included.

| fault | what a person is told | lost | the way back | until all is well |
| --- | --- | --- | --- | --- |
{chr(10).join(lines)}
{left_out}
Measured with Python {platform.python_version()} on {platform.system()}. The same faults at more moments, and others (a read-only disk, `kill -9` at two
hundred moments, truncated and flipped files of each kind), are tests: `tests/e2e`, `tests/vectorstore/test_scrub.py`.

Not covered: a damaged graph of Chroma (`vectors/chroma/*/*.bin`) can end the process that searches it with a segmentation fault; the
catalogue is not touched by it, and `clippings doctor --repair` builds the vectors anew. A clock that is set back was not made to happen.
"""


if __name__ == "__main__":
    main()
