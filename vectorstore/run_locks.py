"""Whether a run that has not ended still runs: it holds a file lock, which the system gives back however it ends."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from clippings.core.types import Run

_FOLDER = "runs"


def machine() -> str:
    """The name of this machine, by which a shared catalogue tells whose run it is."""
    return socket.gethostname()


@contextlib.contextmanager
def running(run_id: int, home: Path) -> Iterator[None]:
    """Let others see that this run goes on. Locks that killed runs left behind are cleared away."""
    folder = home / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.lock"):
        with contextlib.suppress(Timeout), FileLock(left, timeout=0):
            left.unlink(missing_ok=True)
    own = folder / f"{run_id}.lock"
    with FileLock(own):
        try:
            yield
        finally:
            own.unlink(missing_ok=True)


def with_state(run: Run, home: Path) -> Run:
    """The run, and whether it is finished, running, interrupted, or not for this machine to know."""
    if run.finished_at is not None:
        return replace(run, state="finished")
    if run.options.get("machine", machine()) != machine():
        return run
    lock = home / _FOLDER / f"{run.id}.lock"
    return replace(run, state="running" if lock.exists() and _is_held(lock) else "interrupted")


def _is_held(lock: Path) -> bool:
    try:
        with FileLock(lock, timeout=0):
            return False
    except Timeout:
        return True
