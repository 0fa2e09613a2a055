"""Who is told how long work on a whole archive goes: copying, moving, rebuilding."""

from __future__ import annotations

from typing import Protocol


class Stages(Protocol):
    """Totals and advances are in what the stage is about: bytes, rows, vectors or chunks."""

    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...
