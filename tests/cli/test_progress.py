"""How an ingest goes is told on stderr: plain lines on a pipe, bars on a terminal; stdout is for results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clippings.cli.progress import TerminalProgress
from tests.e2e.made_up_news import articles
from tests.e2e.processes import clippings, environment


def test_on_a_pipe_progress_is_plain_lines_on_stderr(home: Path, write_jsonl: Callable[..., Path]) -> None:
    done = clippings(home, "ingest", write_jsonl(*articles(range(4)), {"title": "No text"}), "--json")
    assert done.json["added"] == 4
    embedding, rejected = sorted(done.stderr.splitlines())
    assert embedding == "Embedding chunks: 4 to do"
    assert rejected.startswith("Rejected ")
    assert "\x1b" not in done.stderr
    assert "\r" not in done.stderr


def test_on_a_terminal_a_bar_is_drawn_on_stderr_and_stdout_is_json_alone(
    home: Path, write_jsonl: Callable[..., Path]
) -> None:
    news = write_jsonl(*articles(range(4)), {"title": "No text"})
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "clippings", "ingest", str(news), "--json"],
        env={**environment(home), "TERM": "xterm-256color", "COLUMNS": "120"},
        cwd=home.parent,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    drawn = _read_all(ours)
    stdout, _ = process.communicate(timeout=60)
    assert json.loads(stdout)["added"] == 4
    for words in ("Reading documents", "Indexing words", "Embedding chunks", "4 of 4 chunks", "━", "Rejected "):
        assert words in drawn
    assert "\x1b[?25l" in drawn  # the cursor is hidden while bars are drawn,
    assert drawn.rindex("\x1b[?25h") > drawn.rindex("\x1b[?25l")  # and shown again at the end


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_lines_tell_how_fast_what_is_behind_and_how_long_still(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    asked: list[float] = []

    def behind() -> int:
        asked.append(clock.now)
        return 1_234

    with TerminalProgress(behind, clock) as progress:
        progress.stage("reading", 3_000)
        for _ in range(20):
            clock.now += 1
            progress.advance(100)
        progress.stage("embedding", 1_000)
        clock.now += 20
        progress.advance(90)
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "Reading documents: 1,100 of 3,000 articles, 100/s, 1,234 chunks behind, 0:00:19 left",
        "Embedding chunks: 1,000 to do",
        "Embedding chunks: 90 of 1,000 chunks, 4.5/s, 910 behind, 0:03:22 left",
    ]
    assert len(asked) == 10  # every second second, however often it is told


def test_a_total_that_was_reckoned_too_low_is_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with TerminalProgress(clock=clock) as progress:
        progress.stage("reading", 10)
        clock.now += 11
        progress.advance(22)
    assert capsys.readouterr().err == "Reading documents: 22 articles, 2.0/s\n"


def _read_all(terminal: int) -> str:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(terminal, 65_536)
        except OSError:  # EIO: the other side has closed it
            part = b""
        if not part:
            os.close(terminal)
            return b"".join(parts).decode()
        parts.append(part)
