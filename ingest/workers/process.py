"""A process that reads documents for another: pickled tasks come in, articles go out, and the end of input ends it.

Its input is a pipe from the process that it serves, so it ends with that process, however that one ends. It has none of
its secrets in its environment, and a document that crashes it crashes it alone.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import IO, NamedTuple

from clippings.ingest import clock
from clippings.ingest.documents import Item, RawDocument
from clippings.ingest.prepare import Result, ready
from clippings.ingest.workers.time_limit import process_time_limit

_A_MOMENT_S = 5.0
_SECRETS = ("CLIPPINGS_", "TOKEN", "KEY", "SECRET", "PASS", "CREDENTIAL", "URL", "DSN")

_ANY = RawDocument("", "record", fields={"text": "Words of any kind load all that reading needs. " * 5})

Task = Sequence[tuple[Item, str | None]]
"""Documents, each with the source's name that the admin gave, if any."""


def packed(task: Task) -> bytes | None:
    """A task as it is sent; None for one that cannot be, as when its fields are nested a thousand deep."""
    try:
        return pickle.dumps(list(task))
    except (pickle.PicklingError, RecursionError, TypeError, AttributeError):
        return None


class Logged(NamedTuple):
    """What was logged while a task was done."""

    logger: str
    level: int
    message: str


class ReaderEnded(Exception):
    """The process ended before it had answered; the text says how."""


def environment() -> dict[str, str]:
    """This process's, without what may be a secret."""
    return {name: told for name, told in os.environ.items() if not any(one in name.upper() for one in _SECRETS)}


# By its name, not as `__main__`: what it pickles must have this module's names. A Ctrl-C goes to all of a terminal's
# processes: the one that is served decides when it is over.
_CODE = f"""
import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)
from {__name__} import main; main()
"""


class ReaderProcess:
    """One process; it can work when `wait_until_ready` has returned.

    Raises:
        ReaderEnded: It could not be started.
    """

    def __init__(self) -> None:
        # `-P`: nothing of the current folder, where an admin may have downloaded anything, is taken for a library.
        command = [sys.executable, "-P", "-c", _CODE, clock.now().isoformat()]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=environment())
        except OSError as error:
            raise ReaderEnded(str(error)) from error

    def wait_until_ready(self) -> None:
        """Wait until it has loaded what reading needs, a second or so.

        Raises:
            ReaderEnded: It could not load it.
        """
        self._receive()

    def read(self, packed_task: bytes) -> list[Result]:
        """What the documents say, in their order.

        Args:
            packed_task: See `packed`.

        Raises:
            ReaderEnded: It did not live to tell.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(packed_task)
            self._process.stdin.flush()
        except (OSError, ValueError) as error:
            raise ReaderEnded(self._how()) from error
        results, logged = self._receive()
        for one in logged:
            logging.getLogger(one.logger).log(one.level, "%s", one.message)
        return results

    @property
    def number(self) -> int:
        """By which the system knows it."""
        return self._process.pid

    def hang_up(self) -> int:
        """Let it end by itself; returns its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._process.wait()

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):  # another thread may be closing it, too
                assert stream is not None
                stream.close()

    def _receive(self) -> tuple[list[Result], list[Logged]]:
        assert self._process.stdout is not None
        try:
            answer: tuple[list[Result], list[Logged]] = pickle.load(self._process.stdout)
        except Exception as error:  # a half answer raises whatever it likes
            raise ReaderEnded(self._how()) from error
        return answer

    def _how(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):  # its output is at an end: so is it, in a moment
            self._process.wait(timeout=_A_MOMENT_S)
        self.end()
        code = self._process.returncode
        return f"signal {-code}, {signal.strsignal(-code)}" if code < 0 else f"exit code {code}"


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[Logged] = []

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self.records.append(Logged(record.name, record.levelno, self.format(record)))
        except (TypeError, ValueError):  # a library's mistake in its logging is not the document's
            self.handleError(record)


def serve(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Answer tasks until there are no more. The first answer, to no task, says that work can begin."""
    collected = _Collected()
    logging.basicConfig(handlers=[collected], force=True)
    ready(_ANY, None)
    answer: tuple[list[Result], list[Logged]] = ([], [])
    while True:
        pickle.dump(answer, answers)
        answers.flush()
        try:
            task: Task = pickle.load(tasks)
        except EOFError:
            return
        answer = [_ready(*one) for one in task], collected.records
        collected.records = []


def _ready(document: Item, source: str | None) -> Result:
    with process_time_limit():
        return ready(document, source)


def main() -> None:
    """Serve whoever started this process."""
    clock.has_passed(datetime.fromisoformat(sys.argv[1]))
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
        serve(sys.stdin.buffer, out)
