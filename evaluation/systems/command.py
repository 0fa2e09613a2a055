"""A system that is a program: one that stays and answers line by line, or one that is started for each question."""

from __future__ import annotations

import json
import shlex
import time
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from clippings.core.errors import WrongUsage
from clippings.evaluation.systems.program import Ended, Program, SystemTookTooLong, TooMuch
from clippings.evaluation.systems.reply import MOST_BYTES, Reply, Unusable, excerpt, parse, read_json
from clippings.evaluation.systems.system import SystemFailure

_PATIENCE_AT_START_S = 30.0
"""After a line that is no reply, before the program's first reply: what loads may say so."""

_PATIENCE_S = 5.0
"""After such a line later on, and after a reply that cannot be used."""


def split(command: str) -> list[str]:
    """A command as its words.

    Raises:
        WrongUsage: It has none, or a quotation mark is not closed.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise WrongUsage(f"--system: the command {command!r} cannot be read ({error}).") from None
    if not words:
        raise WrongUsage("--system: the command is empty.", "Write it as cmd:'python my_system.py'.")
    return words


def name_of(words: Sequence[str]) -> str:
    """What the report calls a command: its program and what follows up to the first option. Options may hold a key."""
    shown = [PurePath(words[0]).name]
    for word in words[1:3]:
        if word.startswith("-") or "=" in word or ":" in word:
            break
        shown.append(PurePath(word).name)
    return " ".join(shown)


class LineSystem:
    """A program that stays: reads a request a line, prints a reply a line, with the request's `id`.

    Lines that are no reply to the question at hand are passed over, for a while; they are named where no reply comes.
    A program that is silent until the timeout is ended, and started again for the next question; so is one that ended.

    Args:
        words: The command.
        timeout_s: For each question, the start of the program included.
    """

    def __init__(self, words: Sequence[str], timeout_s: float) -> None:
        self.name = f"cmd:{name_of(words)}"
        self._words = words
        self._timeout_s = timeout_s
        self._program: Program | None = None
        self._replies = 0
        """Of the program that runs."""

    def start(self) -> None:
        """Start it, so that what it has to load is loaded while the suites are read.

        Raises:
            WrongUsage: It cannot be started.
        """
        self._program = Program(self._words)

    def ask(self, request: dict[str, Any]) -> Reply:
        """See `System.ask`."""
        deadline_s = time.monotonic() + self._timeout_s
        if self._program is not None and not self._program.is_running:
            self.close()
        had_replied = self._replies > 0
        try:
            return self._exchange(request, deadline_s)
        except Ended:
            failure = _ended(self._program)
            self.close()
        if not had_replied:
            raise failure
        try:  # it may have ended of its own accord after the question before
            return self._exchange(request, deadline_s)
        except Ended:
            failure = _ended(self._program)
            self.close()
            raise failure from None

    def close(self) -> None:
        """See `System.close`."""
        if self._program is not None:
            self._program.close()
        self._program, self._replies = None, 0

    def _exchange(self, request: dict[str, Any], deadline_s: float) -> Reply:
        if self._program is None:
            self._program = Program(self._words)
        self._program.send(json.dumps(request).encode() + b"\n")
        instead = ""
        until_s = deadline_s
        while True:
            try:
                line = self._program.read_line(until_s)
            except SystemTookTooLong:
                raise self._no_reply(instead, time.monotonic() >= deadline_s) from None
            except TooMuch:
                self._kill()
                raise SystemFailure(f"It replied with more than {MOST_BYTES // 1024 // 1024} MB.") from None
            try:
                reply = _reply_to(request["id"], line)
            except Unusable as unusable:
                instead = instead or str(unusable)
                patience_s = _PATIENCE_S if self._replies or _is_json(line) else _PATIENCE_AT_START_S
                until_s = min(until_s, time.monotonic() + patience_s)
                continue
            if reply is not None:
                self._replies += 1
                return reply

    def _no_reply(self, instead: str, is_late: bool) -> SystemFailure:
        if not is_late:
            return SystemFailure(f"It replied with {instead}.", "Whatever is no reply belongs on stderr.")
        replied = self._replies > 0
        self._kill()
        if instead:
            return SystemFailure(f"It gave no reply within {self._timeout_s:g} s, but {instead}.")
        hint = (
            ""
            if replied
            else "Does it flush what it prints? One that reads its input to the end first is named once:'...'."
        )
        return SystemFailure(f"It gave no reply within {self._timeout_s:g} s.", hint)

    def _kill(self) -> None:
        if self._program is not None:
            self._program.kill()
        self._program, self._replies = None, 0


class OnceSystem:
    """A program that is started for each question, reads its input to the end, prints one reply, and ends.

    Args:
        words: The command.
        timeout_s: For each question, the start of the program included.
    """

    def __init__(self, words: Sequence[str], timeout_s: float) -> None:
        self.name = f"once:{name_of(words)}"
        self._words = words
        self._timeout_s = timeout_s

    def ask(self, request: dict[str, Any]) -> Reply:
        """See `System.ask`."""
        program = Program(self._words)
        try:
            program.send(json.dumps(request).encode() + b"\n")
            printed = program.read_all(time.monotonic() + self._timeout_s)
            if not printed.strip():
                raise _ended(program)
            reply = _reply_to(request["id"], _last_json(printed), requires_id=False)
            assert reply is not None
        except SystemTookTooLong:
            raise SystemFailure(f"It gave no reply within {self._timeout_s:g} s.") from None
        except TooMuch:
            raise SystemFailure(f"It replied with more than {MOST_BYTES // 1024 // 1024} MB.") from None
        except Unusable as unusable:
            raise SystemFailure(f"It replied with {unusable}.") from None
        finally:
            program.kill()
        return reply

    def close(self) -> None:
        """Nothing of it runs between questions."""


def _reply_to(request_id: str, line: bytes, *, requires_id: bool = True) -> Reply | None:
    """The reply in a line; None for an empty line.

    Raises:
        Unusable: It is none, or the reply to another question.
    """
    if not line.strip():
        return None
    reply = parse(read_json(line))
    if reply.id is None and requires_id:
        raise Unusable("an object without the request's `id`")
    if reply.id is not None and str(reply.id) != request_id:
        raise Unusable(f"the id {excerpt(str(reply.id).encode())} where the question's is {request_id!r}")
    return reply


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(read_json(line), dict)
    except Unusable:
        return False


def _last_json(printed: bytes) -> bytes:
    """All of it where that is JSON, else its last line: what goes before it may be a program's greeting."""
    return printed if _is_json(printed) else printed.strip().splitlines()[-1]


def _ended(program: Program | None) -> SystemFailure:
    assert program is not None
    words = program.last_words()
    code = program.exit_code
    how = "closed its output" if code is None else f"was ended by signal {-code}" if code < 0 else f"ended with {code}"
    return SystemFailure(f"It {how} without a reply" + (f": {words}" if words else "."))
