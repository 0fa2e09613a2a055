"""So much of a processor's time may one document take: a parser that never comes back must not end the feed's turn.

By the system's timers of processor time (Unix): a machine that is busy or asleep costs a document nothing.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator

LONGEST_S = 300.0
"""The largest file that is read, 50 MB of HTML, takes a hundred."""

_MORE_BEFORE_THE_END = 1.2


class TookTooLong(BaseException):
    """Reading was broken off. No `Exception`: parsers take those for a document's fault, and go on."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"reading it took more than {seconds:.0f} s of a processor's time, and was broken off")


def has_timers() -> bool:
    """Whether this system has timers of processor time."""
    return hasattr(signal, "setitimer")


@contextlib.contextmanager
def time_limit() -> Iterator[None]:
    """Break off what takes longer than `LONGEST_S` of processor time; in the main thread only, on Unix only.

    Raises:
        TookTooLong: Between two steps of Python: what a library in C does is waited for (`process_time_limit` is not).
    """
    if not has_timers() or threading.current_thread() is not threading.main_thread():
        yield
        return

    def break_off(*_: object) -> None:
        raise TookTooLong(LONGEST_S)

    before = signal.signal(signal.SIGPROF, break_off)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextlib.contextmanager
def process_time_limit() -> Iterator[None]:
    """End this process, by the system itself, when what `time_limit` breaks off does not end."""
    if not has_timers():
        yield
        return
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_S * _MORE_BEFORE_THE_END)  # SIGVTALRM, which nothing handles
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
