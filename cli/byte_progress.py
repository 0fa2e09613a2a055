"""How a backup or a restore goes, by bytes: bars on a terminal, nothing elsewhere. Always on stderr."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TaskID, TextColumn, TransferSpeedColumn

_NAMES = {
    "copying": "Copying the catalogue",
    "copying vectors": "Copying vectors",
    "checking": "Checking",
    "packing": "Packing",
    "unpacking": "Unpacking",
    "restoring vectors": "Restoring vectors",
}


class ByteProgress:
    """A `clippings.vectorstore.backup.make.Stages`, and a context manager."""

    def __init__(self) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(24),
            TextColumn("{task.percentage:>3.0f}%"),
        )
        self._bars = Progress(
            *columns,
            DownloadColumn(),
            TransferSpeedColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
        )
        self._task: TaskID | None = None
        self._counts_bytes = True

    def __enter__(self) -> ByteProgress:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._end_stage()
        self._bars.stop()

    def stage(self, name: str, total: int | None) -> None:
        self._end_stage()
        self._counts_bytes = name in _NAMES
        self._task = self._bars.add_task(
            _NAMES.get(name, "Indexing words"), total=total if self._counts_bytes else None
        )

    def advance(self, count: int) -> None:
        if self._task is not None and self._counts_bytes:
            self._bars.advance(self._task, count)

    def _end_stage(self) -> None:
        if self._task is not None:
            done = self._bars.tasks[self._task].completed
            self._bars.update(self._task, total=done or 1, completed=done or 1)
