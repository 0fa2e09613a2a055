"""A stream that ends in time.

A provider's timeout counts from one piece to the next, so that a server which sends a word every ten seconds is never
late. Cancelling from asyncio would do, were the providers' clients not bound to one event loop each.
"""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class TooLate(Exception):
    """The time is up, and the stream has not ended."""


def until(pieces: Iterable[T], timeout_s: float) -> Iterator[T]:
    """The pieces of a stream as they come, for so long.

    Args:
        pieces: Is read in a thread of its own, which ends with the piece that comes after the time is up, or when the
            reader stops reading.
        timeout_s: Seconds from the first read to the last.

    Raises:
        TooLate: The time is up.
        Exception: Whatever the stream raises.
    """
    deadline = time.monotonic() + timeout_s
    came: queue.Queue[tuple[T] | BaseException | None] = queue.Queue()
    over = threading.Event()

    def read() -> None:
        try:
            for piece in pieces:
                if over.is_set():
                    break
                came.put((piece,))
        except BaseException as error:  # noqa: BLE001 - raised again where the stream is read
            came.put(error)
        else:
            came.put(None)
        finally:
            if isinstance(pieces, Generator):
                pieces.close()  # hangs up, so that the server need not go on

    threading.Thread(target=contextvars.copy_context().run, args=(read,), daemon=True).start()
    try:
        while True:
            try:
                piece = came.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise TooLate from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece[0]
    finally:
        over.set()
