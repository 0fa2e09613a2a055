"""While the bot runs, the sources of `sources.yaml` run when they are due, in a process beside it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from clippings.bot.ingestion.ingests import IngestProcess
from clippings.core.settings import Settings
from clippings.ingest.scheduling import config as sources_file

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 5.0
_START_AGAIN_AFTER_S = 30.0


@contextmanager
def running_sources(settings: Settings) -> Iterator[None]:
    """Run due sources until the end of the block; the run under way ends at its next document.

    The process is started when there is a file of sources, and again should it die. What it brings is searchable by
    words a second later; the bot's own following embeds it, stepping aside for questions.
    """
    over = threading.Event()
    thread = threading.Thread(target=_keep_running, args=(settings, over), name="sources")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _keep_running(settings: Settings, over: threading.Event) -> None:
    file = settings.home / sources_file.NAME
    while not over.is_set():
        if not file.exists():
            over.wait(_LOOK_EVERY_S)
            continue
        process = IngestProcess(settings, source=None)
        while not over.wait(0.2):
            if process.wait(0):
                log.error("The sources could not be run: %s", process.progress.error)
                over.wait(_START_AGAIN_AFTER_S)
                break
        else:
            process.end()
