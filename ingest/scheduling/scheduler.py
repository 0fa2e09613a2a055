"""Looking every few seconds which sources are due, and running them, until someone says stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings
from clippings.ingest.pipeline import Listener
from clippings.ingest.scheduling import config as sources_file
from clippings.ingest.scheduling.config import SourceSpec
from clippings.ingest.scheduling.runner import SourceOutcome, SourceRunner, SourcesAreRunning, Stopped
from clippings.vectorstore.archive import Archive

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 10


class ScheduledSources:
    """Runs due sources until told to stop: for `clippings sources run --watch` and for the bot.

    It opens an archive of its own and never touches the vectors; whoever owns them follows.

    Args:
        settings: Of the archive.
        file: The sources; read again whenever it changes. It may also come and go.
        listener: Is told how runs go.
        stop: When set, the run under way ends at its next document, and no more follow.
        after_run: Called with the archive and the outcomes, after sources ran.
    """

    def __init__(
        self,
        settings: Settings,
        file: Path,
        listener: Listener,
        stop: threading.Event,
        after_run: Callable[[Archive, Sequence[SourceOutcome]], None] | None = None,
        look_every_s: float = _LOOK_EVERY_S,
    ) -> None:
        self._settings = settings
        self._file = file
        self._listener = listener
        self._stop = stop
        self._after_run = after_run
        self._look_every_s = look_every_s
        self._specs: list[SourceSpec] = []
        self._read_at_ns = 0

    def run(self) -> None:
        """Stay until `stop` is set. Best in the main thread: only there has a document a time limit."""
        self._look()
        while not self._stop.wait(self._look_every_s):  # by the monotonic clock: the other may be set back
            self._look()

    def _look(self) -> None:
        """Nothing that goes wrong in one look may end the next ones."""
        try:
            self._read_again()
            if not any(spec.schedule for spec in self._specs):
                return
            with Archive(self._settings) as archive:
                runner = SourceRunner(archive, self._listener, self._stop)
                due = runner.due(self._specs)
                outcomes = list(runner.run(due, only_due=True)) if due else []
                if outcomes and self._after_run:
                    self._after_run(archive, outcomes)
        except (Stopped, SourcesAreRunning) as reason:
            log.info("%s", reason)
        except ClippingsError as error:
            log.error("The sources could not be run: %s", error)
        except Exception:  # a fault of ours in one run must not silence all later ones
            log.exception("The sources could not be run.")

    def _read_again(self) -> None:
        """Take in a file that changed; one that is broken is told once, and the sources stay as they were."""
        changed_at_ns = self._file.stat().st_mtime_ns if self._file.exists() else 0
        if not changed_at_ns:
            self._specs = []
        elif changed_at_ns != self._read_at_ns:
            self._read_at_ns = changed_at_ns
            self._specs = sources_file.load(self._file)
            log.info("%s was read: %d sources", self._file, len(self._specs))
