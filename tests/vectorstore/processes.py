"""Other processes for the tests: real ones, that can be killed."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import subprocess
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

_SPAWN = multiprocessing.get_context("spawn")


@contextlib.contextmanager
def another_process(work: Callable[..., None], *arguments: Any) -> Iterator[BaseProcess]:
    """Run `work` in a process of its own; it is killed at the end if it still runs."""
    process = _SPAWN.Process(target=work, args=arguments)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def run_to_its_end(work: Callable[..., None], *arguments: Any) -> int | None:
    """Run `work` in a process of its own; returns its exit code, negative when a signal ended it."""
    with another_process(work, *arguments) as process:
        process.join(120)
        return process.exitcode


def event() -> Any:
    """An event that processes share."""
    return _SPAWN.Event()


KILLED = -signal.SIGKILL


def can_mount(folder: Path) -> bool:
    """Whether this machine lets the tests mount a file system of their own (root on Linux)."""
    folder.mkdir(exist_ok=True)
    try:
        tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True)
    except FileNotFoundError:
        return False
    if tried.returncode == 0:
        subprocess.run(["umount", str(folder)], check=True)
    return tried.returncode == 0


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of this size, mounted at `folder`."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def make_read_only(folder: Path) -> None:
    """Remount a `small_disk` so that nothing on it can be changed."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
