"""How many tokens the chat model has used today, counted in the archive's folder by all that use it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

_FILE = "chat_tokens.json"


class TokenBudget:
    """Tokens a day (UTC), prompts included.

    Args:
        home: The folder of all state.
        most_a_day: No limit when None; then nothing is counted.
        now: The clock.
    """

    def __init__(
        self, home: Path, most_a_day: int | None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._file = home / _FILE
        self._lock = FileLock(home / f"{_FILE}.lock")
        self._most = most_a_day
        self._now = now

    @property
    def is_spent(self) -> bool:
        return self._most is not None and self.used() >= self._most

    def used(self) -> int:
        """Tokens used today."""
        try:
            kept = json.loads(self._file.read_text("utf-8"))
            return int(kept["tokens"]) if kept["day"] == self._today() else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0  # none yet, or a file that somebody else wrote: the day begins anew

    def spend(self, tokens: int) -> None:
        if self._most is None:
            return
        with self._lock:
            whole = json.dumps({"day": self._today(), "tokens": self.used() + tokens})
            aside = self._file.with_suffix(".part")
            aside.write_text(whole, "utf-8")
            aside.replace(self._file)

    def _today(self) -> str:
        return self._now().astimezone(UTC).date().isoformat()
