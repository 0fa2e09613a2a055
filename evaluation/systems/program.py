"""A program that is written to and read from, with an end to every wait, and ended with every process it started."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from typing import IO

from clippings.core.errors import WrongUsage
from clippings.evaluation.systems.reply import MOST_BYTES

_AT_ONCE = 65_536
_TICK_S = 0.2
"""How often it is looked whether the program still runs while something that it started holds its output open."""

_KEPT_OF_STDERR = 4_096
_UNTIL_KILLED_S = 2.0
_UNTIL_ENDED_S = 3.0


class Ended(Exception):
    """It ended, or closed its output."""


class SystemTookTooLong(Exception):
    """Nothing came until the deadline."""


class TooMuch(Exception):
    """A line is longer than any reply may be."""


class Program:
    """A running program, its three streams as pipes, in a process group of its own.

    Args:
        command: The program and its arguments; no shell takes part.

    Raises:
        WrongUsage: It cannot be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        if not hasattr(os, "killpg"):
            raise WrongUsage("Programs as systems need Linux or macOS.", "Put a server before it: --system http://...")
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},  # a reply that waits in a buffer looks like none
            )
        except (OSError, ValueError) as error:
            raise WrongUsage(
                f"The system cannot be started: {command[0]} ({getattr(error, 'strerror', None) or error}).",
                "--system cmd:'PROGRAM ARGUMENTS' takes a program of the PATH or a path to one; what needs a shell is "
                "written cmd:'sh -c \"...\"'.",
            ) from None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._stdin: IO[bytes] = self._process.stdin
        self._stdout: IO[bytes] = self._process.stdout
        self._stderr: IO[bytes] = self._process.stderr
        self._unsent = b""
        self._received = bytearray()
        self._said = bytearray()
        self._is_over = False
        self._selector = selectors.DefaultSelector()
        for stream in (self._stdin, self._stdout, self._stderr):
            os.set_blocking(stream.fileno(), False)
        for stream in (self._stdout, self._stderr):
            self._selector.register(stream, selectors.EVENT_READ)

    @property
    def is_running(self) -> bool:
        return not self._is_over and self._exited() is None

    def last_words(self) -> str:
        """The last line that an ended program wrote to stderr, printable; nothing where it wrote none."""
        self._until_exit(_UNTIL_ENDED_S)
        lines = [line for line in self._said.decode("utf-8", "replace").splitlines() if line.strip()]
        return "".join(letter for letter in lines[-1] if letter.isprintable())[-300:].strip() if lines else ""

    @property
    def exit_code(self) -> int | None:
        """Negative: the signal that ended it."""
        return self._exited()

    def send(self, line: bytes) -> None:
        """Queue what it is to read; it is written while something is waited for."""
        self._unsent += line
        if self._unsent and not self._stdin.closed and self._stdin not in self._selector.get_map():
            self._selector.register(self._stdin, selectors.EVENT_WRITE)

    def read_line(self, deadline_s: float) -> bytes:
        """The next line that it prints, without its end.

        Args:
            deadline_s: On the clock of `time.monotonic`.

        Raises:
            SystemTookTooLong: None came until then.
            Ended: The program ended; a last line without an end is given before.
            TooMuch: It is longer than a reply may be.
        """
        while True:
            line, newline, rest = self._received.partition(b"\n")
            if newline:
                self._received = rest
                return bytes(line.rstrip(b"\r"))
            if len(self._received) > MOST_BYTES:
                raise TooMuch
            if self._is_over:
                self._received = bytearray()
                if line.strip():
                    return bytes(line)
                raise Ended
            self._wait(deadline_s)

    def read_all(self, deadline_s: float) -> bytes:
        """Everything that it prints, its input closed behind what was sent.

        Raises:
            SystemTookTooLong: It did not end until then.
            TooMuch: It is more than a reply may be.
        """
        while not self._is_over:
            if not self._unsent:
                self._close_input()
            if len(self._received) > MOST_BYTES:
                raise TooMuch
            self._wait(deadline_s)
        return bytes(self._received)

    def _wait(self, deadline_s: float) -> None:
        """Move bytes until something was received or the program ended."""
        left_s = deadline_s - time.monotonic()
        if left_s <= 0:
            raise SystemTookTooLong
        has_exited = self._exited() is not None
        ready = self._selector.select(0 if has_exited else min(left_s, _TICK_S))
        for key, _ in ready:
            if key.fileobj is self._stdin:
                self._write()
            elif key.fileobj is self._stdout:
                self._is_over = not self._take(self._stdout, self._received) or self._is_over
            elif not self._take(self._stderr, self._said):
                self._selector.unregister(self._stderr)
            else:
                del self._said[:-_KEPT_OF_STDERR]
        if has_exited and not any(key.fileobj in (self._stdout, self._stderr) for key, _ in ready):
            self._is_over = True  # what it started may hold the output open

    def _take(self, stream: IO[bytes], into: bytearray) -> bool:
        """False at the stream's end."""
        try:
            piece = os.read(stream.fileno(), _AT_ONCE)
        except BlockingIOError:
            return True
        into += piece
        return bool(piece)

    def _write(self) -> None:
        try:
            self._unsent = self._unsent[os.write(self._stdin.fileno(), self._unsent) :]
        except BlockingIOError:
            return
        except OSError:  # it closed its input; whether it answers all the same is seen at its output
            self._unsent = b""
        if not self._unsent:
            self._selector.unregister(self._stdin)

    def _close_input(self) -> None:
        if not self._stdin.closed:
            if self._stdin in self._selector.get_map():
                self._selector.unregister(self._stdin)
            self._stdin.close()

    def _exited(self) -> int | None:
        """Its exit code, without reaping it: until then, its process group cannot be another's."""
        if self._process.returncode is not None:
            return self._process.returncode
        try:
            state = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return self._process.poll()
        if state is None:
            return None
        return state.si_status if state.si_code == os.CLD_EXITED else -state.si_status

    def close(self, patience_s: float = _UNTIL_ENDED_S) -> None:
        """End it: by closing its input, then by SIGTERM, then by SIGKILL; its children with it.

        Args:
            patience_s: How long it may take to end by itself.
        """
        if self._process.returncode is not None:
            return
        with contextlib.suppress(OSError):
            self._close_input()
        self._until_exit(patience_s)
        self._signal(signal.SIGTERM)
        self._until_exit(_UNTIL_KILLED_S)
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._selector.close()
        for stream in (self._stdout, self._stderr):
            stream.close()

    def kill(self) -> None:
        """End it without waiting for it to finish anything."""
        self.close(patience_s=0)

    def _until_exit(self, patience_s: float) -> None:
        """Reading on meanwhile: a program that waits to print something cannot end."""
        deadline_s = time.monotonic() + patience_s
        while self._exited() is None and time.monotonic() < deadline_s:
            for key, _ in self._selector.select(0.02):
                if key.fileobj is self._stdin:
                    self._selector.unregister(self._stdin)
                elif not self._take(self._stderr if key.fileobj is self._stderr else self._stdout, self._said):
                    self._selector.unregister(key.fileobj)
                del self._said[:-_KEPT_OF_STDERR]
            if not self._selector.get_map():
                time.sleep(0.02)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)
