"""How an ingest or a reindex goes: progress bars on a terminal, plain lines elsewhere. Always on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TaskID, TextColumn
from rich.text import Text

from clippings.cli.safe_text import safe
from clippings.core.types import Reject

_NAMES = {
    "moving rows": "Moving rows",
    "moving vectors": "Moving vectors",
    "reading": "Reading documents",
    "indexing": "Indexing words",
    "embedding": "Embedding chunks",
    "searching": "Searching",
    "choosing": "Choosing",
    "checking": "Checking sentences",
}
_UNITS = {
    "checking": "sentences",
    "reading": "articles",
    "indexing": "chunks",
    "embedding": "chunks",
    "searching": "questions",
    "choosing": "questions",
}
_LINE_EVERY_S = 10.0
_REJECTS_SHOWN = 20
_BAR_WIDTH = 24
_BEHIND_EVERY_S = 2.0
_BEHIND_SHARE = 0.02
"""Counting the chunks that are behind may take this share of the time, no more."""


class TerminalProgress:
    """A `clippings.ingest.pipeline.Listener`, and a context manager.

    Args:
        count_behind: Counts the chunks that are still to be embedded; asked now and then while documents are read.
        clock: Seconds that only grow.
    """

    def __init__(
        self, count_behind: Callable[[], int] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._bars: Progress | None = None
        if sys.stderr.isatty():
            self._bars = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=_BAR_WIDTH),
                _Told(),
                console=Console(stderr=True),
            )
        self._clock = clock
        self._count_behind = count_behind
        self._task: TaskID | None = None
        self._stage, self._total, self._done = "", 0, 0
        self._began = self._said_at = clock()
        self._behind: int | None = None
        self._ask_behind_at = 0.0
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
        """Begin a stage. The total of "reading" may be reckoned: where there turn out to be more, it is dropped."""
        if self._bars and self._task is not None:
            self._bars.update(self._task, total=self._done, completed=self._done, told=self._told(ended=True))
        self._stage, self._total, self._done = name, total or 0, 0
        self._began = self._clock()
        self._behind = None
        if self._bars:
            self._task = self._bars.add_task(_NAMES.get(name, name), total=total, told="")
        elif total and name == "embedding":
            typer.echo(f"{_NAMES[name]}: {total:,} to do", err=True)

    def advance(self, count: int) -> None:
        self._done += count
        if self._done > self._total:
            self._total = 0
        self._look_behind()
        if self._bars and self._task is not None:
            self._bars.update(self._task, completed=self._done, total=self._total or None, told=self._told())
        elif self._clock() - self._said_at > _LINE_EVERY_S:
            self._said_at = self._clock()
            typer.echo(f"{_NAMES.get(self._stage, self._stage)}: {self._told()}", err=True)

    def rejected(self, reject: Reject) -> None:
        self._rejects += 1
        if self._rejects <= _REJECTS_SHOWN:
            line = safe(f"Rejected {reject.location}: {reject.reason}")
            if self._bars:
                self._bars.console.print(line, style="yellow", markup=False, highlight=False)
            else:
                typer.echo(line, err=True)

    def _look_behind(self) -> None:
        if self._stage == "embedding":
            self._behind = self._total - self._done if self._total else None
        elif self._stage == "reading" and self._count_behind and self._clock() >= self._ask_behind_at:
            asked = self._clock()
            self._behind = self._count_behind()
            now = self._clock()
            self._ask_behind_at = now + max(_BEHIND_EVERY_S, (now - asked) / _BEHIND_SHARE)

    def _told(self, ended: bool = False) -> str:
        """How far, how fast, how much is behind, and how long still."""
        unit = _UNITS.get(self._stage, "")
        seconds = self._clock() - self._began
        speed = self._done / seconds if seconds > 0 else 0.0
        parts = [f"{self._done:,}{f' of {self._total:,}' if self._total and not ended else ''} {unit}"]
        if speed:
            parts.append(f"{speed:,.0f}/s" if speed >= 10 else f"{speed:.1f}/s")
        if self._behind and not ended:
            parts.append(
                f"{self._behind:,} chunks behind" if self._stage != "embedding" else f"{self._behind:,} behind"
            )
        if self._done < self._total and speed and not ended:
            parts.append(f"{timedelta(seconds=round((self._total - self._done) / speed))} left")
        return ", ".join(parts)


class _Told(ProgressColumn):
    """The words at the end of a bar, as the task was last told them."""

    def render(self, task: Task) -> Text:
        return Text(str(task.fields.get("told", "")), style="cyan", no_wrap=True)
