"""Whether a run that has not ended still runs: it holds a lock, which is given back however it ends.

On one machine that is a file; on a shared database it is a lock of its own, so that any machine can tell of any run.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from clippings.core.types import Run
from clippings.vectorstore.catalogue.catalogue import Catalogue

_FOLDER = "runs"


def machine() -> str:
    """The name of this machine, by which a shared catalogue tells whose run it is."""
    return socket.gethostname()


@contextlib.contextmanager
def running(run_id: int, home: Path, catalogue: Catalogue) -> Iterator[None]:
    """Let others see that this run goes on. Locks that killed runs left behind are cleared away."""
    if catalogue.is_shared:
        with catalogue.lock(_name(run_id)):
            yield
        return
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


def with_state(run: Run, home: Path, catalogue: Catalogue) -> Run:
    """The run, and whether it is finished, running, interrupted, or not for this machine to know."""
    if run.finished_at is not None:
        return replace(run, state="finished")
    if catalogue.is_shared:
        lock = catalogue.lock(_name(run.id))
        free = lock.take()
        lock.give_back()
        return replace(run, state="interrupted" if free else "running")
    if run.options.get("machine", machine()) != machine():
        return run
    file = home / _FOLDER / f"{run.id}.lock"
    return replace(run, state="running" if file.exists() and _is_held(file) else "interrupted")


def _name(run_id: int) -> str:
    return f"run {run_id}"


def _is_held(lock: Path) -> bool:
    try:
        with FileLock(lock, timeout=0):
            return False
    except Timeout:
        return True
