"""Trying again what may pass, by tenacity: ever later, and when the server says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

_ATTEMPTS = 3
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 60.0
"""A server that asks for a longer one is left to the next run."""
_T = TypeVar("_T")


class PassingTrouble(Exception):
    """A failure that may be over in a moment; the text is what a person reads when it is not."""

    def __init__(self, what: str, pause_s: float | None = None) -> None:
        super().__init__(what)
        self.pause_s = pause_s
        """How long the server asks to wait."""


def with_retries(work: Callable[[], _T], sleep: Callable[[float], None]) -> _T:
    """Do it, up to three times in all while it raises `PassingTrouble`; the last one is passed on."""
    from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

    backoff = wait_random_exponential(multiplier=_FIRST_PAUSE_S, max=10)

    def is_worth_it(error: BaseException) -> bool:
        return isinstance(error, PassingTrouble) and (error.pause_s or 0) <= _LONGEST_PAUSE_S

    def pause(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.pause_s if isinstance(error, PassingTrouble) else None
        return float(backoff(state)) if asked is None else asked

    attempts = Retrying(
        stop=stop_after_attempt(_ATTEMPTS),
        wait=pause,
        retry=retry_if_exception(is_worth_it),
        sleep=sleep,
        reraise=True,
    )
    return attempts(work)


def retry_after_s(header: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> float | None:
    """The pause that a Retry-After header asks for, in seconds or until a date; None where it says nothing."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now()).total_seconds())
