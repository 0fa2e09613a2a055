"""What a request can be refused for, and which status of HTTP says so."""

from __future__ import annotations

from clippings.chain.archive_worker import Stopping
from clippings.chain.question_queue import QueueFull
from clippings.chain.requests import NoSuchArticle
from clippings.core.errors import ClippingsError, StorageError, VectorsUnavailable, WrongUsage


class Unauthorised(ClippingsError):
    """No archive is open to this request: it has no token, or one that is not known."""


class WrongOrigin(ClippingsError):
    """The request comes from another site's page, or was addressed to another host."""


class TooManyRequests(ClippingsError):
    """One client asks faster than is allowed.

    Args:
        what: What happened.
        way_out: When to ask again.
        wait_s: In how many seconds that is.
    """

    def __init__(self, what: str, way_out: str, wait_s: int) -> None:
        super().__init__(what, way_out)
        self.wait_s = wait_s


class NotKept(ClippingsError):
    """There is no such page, or no such answer in this archive."""


_STATUSES: tuple[tuple[type[ClippingsError], int], ...] = (
    (WrongUsage, 400),
    (Unauthorised, 401),
    (WrongOrigin, 403),
    (NoSuchArticle, 404),
    (NotKept, 404),
    (TooManyRequests, 429),
    (QueueFull, 503),
    (Stopping, 503),
    (StorageError, 503),
    (VectorsUnavailable, 503),
)


def status_of(error: ClippingsError) -> int:
    """The status of HTTP for an error; 500 where the fault is here."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)
