"""What every system that can be evaluated has in common."""

from __future__ import annotations

from typing import Any, Protocol

from clippings.core.errors import ClippingsError
from clippings.evaluation.systems.reply import Reply

DEFAULT_TIMEOUT_S = 60.0


class SystemFailure(ClippingsError):
    """One question that a system did not answer; the run goes on with the next."""


class System(Protocol):
    """Answers questions, one at a time."""

    @property
    def name(self) -> str:
        """What the report calls it: no secret that its command or address may hold."""
        ...

    def ask(self, request: dict[str, Any]) -> Reply:
        """The reply to one request (see `request.py`).

        Raises:
            SystemFailure: There is none that can be used; the message says what came instead.
            WrongUsage: The system cannot be started at all.
        """
        ...

    def close(self) -> None:
        """End it, with every process that it started."""
        ...
