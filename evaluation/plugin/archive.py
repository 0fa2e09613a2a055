"""The archives of a pytest run, each opened once; under xdist the workers take turns.

One process owns the vectors, and the others would answer by words alone: the outcome of a test would depend on which
worker came first. So a worker of xdist waits for its turn, asks, and lets go. `--dist loadgroup` spares the waiting:
all questions then run on one worker.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from filelock import FileLock

from clippings.core.settings import load_settings
from clippings.core.time_window import end_of, start_of
from clippings.core.types import Answer, Question
from clippings.evaluation.case_runner import Examiner
from clippings.evaluation.run import examiner


class Examiners:
    """Opens an archive when it is first asked, and closes all at the end."""

    def __init__(self) -> None:
        self._open = contextlib.ExitStack()
        self._by_home: dict[Path, Examiner] = {}
        self._takes_turns = "PYTEST_XDIST_WORKER" in os.environ

    @contextlib.contextmanager
    def turn(self, home: Path | None) -> Iterator[Examiner]:
        """The examiner of the archive in a folder (that of the settings for None), alone with its vectors.

        Raises:
            ClippingsError: The archive cannot be opened, or is empty.
        """
        settings = load_settings(home)
        lock = FileLock(settings.home / "evaluation.lock") if self._takes_turns and settings.home.is_dir() else None
        with lock or contextlib.nullcontext():
            if settings.home not in self._by_home:
                self._by_home[settings.home] = self._open.enter_context(examiner(settings))
            opened = self._by_home[settings.home]
            try:
                yield opened
            finally:
                if self._takes_turns:
                    opened.archive.vectors.close()

    def __enter__(self) -> Examiners:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()


def asking(opened: Examiner) -> Callable[..., Answer]:
    """`ask()` for tests in Python."""

    def ask(
        question: str,
        *,
        since: str | None = None,
        until: str | None = None,
        source: str | list[str] | None = None,
        as_of: str | None = None,
    ) -> Answer:
        return opened.ask(
            Question(
                text=question,
                asked_at=datetime.now(UTC),
                since=start_of(since) if since else None,
                until=end_of(until) if until else None,
                sources=(source,) if isinstance(source, str) else tuple(source or ()),
                as_of=end_of(as_of, "as_of") if as_of else None,
            )
        )

    return ask
