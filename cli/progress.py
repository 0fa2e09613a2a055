"""How an ingest or a reindex goes: progress bars on a terminal, plain lines elsewhere. Always on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from clippings.cli.safe_text import safe
from clippings.core.types import Reject

_NAMES = {
    "reading": "Reading documents",
    "indexing": "Indexing words",
    "embedding": "Embedding chunks",
    "searching": "Searching",
    "choosing": "Choosing",
}
_LINE_EVERY_S = 10.0
_REJECTS_SHOWN = 20


class TerminalProgress:
    """A `clippings.ingest.pipeline.Listener`, and a context manager."""

    def __init__(self) -> None:
        self._bars: Progress | None = None
        if sys.stderr.isatty():
            self._bars = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )
        self._task: TaskID | None = None
        self._stage = ""
        self._total: int | None = None
        self._done = 0
        self._said_at = time.monotonic()
        self._rejects = 0

    def __enter__(self) -> TerminalProgress:
        if self._bars:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars:
            self._bars.stop()
        if self._rejects > _REJECTS_SHOWN:
            typer.echo(f"... and {self._rejects - _REJECTS_SHOWN} more; see: clippings status --rejects", err=True)

    def stage(self, name: str, total: int | None) -> None:
        self._stage, self._total, self._done = _NAMES.get(name, name), total, 0
        if self._bars:
            if self._task is not None:
                self._bars.update(self._task, total=self._bars.tasks[self._task].completed)
            self._task = self._bars.add_task(self._stage, total=total)
        elif total:
            typer.echo(f"{self._stage}: {total} to do", err=True)

    def advance(self, count: int) -> None:
        self._done += count
        if self._bars and self._task is not None:
            self._bars.advance(self._task, count)
        elif time.monotonic() - self._said_at > _LINE_EVERY_S:
            self._said_at = time.monotonic()
            of = f" of {self._total}" if self._total else ""
            typer.echo(f"{self._stage}: {self._done}{of}", err=True)

    def rejected(self, reject: Reject) -> None:
        self._rejects += 1
        if self._rejects <= _REJECTS_SHOWN:
            line = safe(f"Rejected {reject.location}: {reject.reason}")
            if self._bars:
                self._bars.console.print(line, style="yellow", markup=False, highlight=False)
            else:
                typer.echo(line, err=True)
