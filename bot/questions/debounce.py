"""A button that is pressed twice is answered once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from clippings.chain.verification.refusals import Refusal

_REMEMBERED = timedelta(minutes=2)


class PressedAlready(Refusal):
    """The same press is being answered, or was a moment ago."""


class Presses:
    """Remembers for two minutes what was pressed by whom.

    Args:
        now: The clock.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._at: dict[tuple[object, ...], datetime] = {}

    @contextmanager
    def once(self, *press: object) -> Iterator[None]:
        """Answer one press; one that fails may be pressed again.

        Raises:
            PressedAlready: It was answered a moment ago.
        """
        oldest = self._now() - _REMEMBERED
        self._at = {known: at for known, at in self._at.items() if at > oldest}
        if press in self._at:
            raise PressedAlready("pressed_already")
        self._at[press] = self._now()
        try:
            yield
        except BaseException:
            self._at.pop(press, None)
            raise
