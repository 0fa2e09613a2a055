"""While the bot runs, the sources of `sources.yaml` run when they are due, in a thread beside the event loop."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.ingest import sources_file
from clippings.ingest.schedule import ScheduledSources

log = logging.getLogger(__name__)


@contextmanager
def running_sources(settings: Settings) -> Iterator[ScheduledSources]:
    """Run due sources until the end of the block; the run under way ends at its next document.

    What they bring is searchable by words at once; the bot's own following embeds it, stepping aside for questions.
    """
    with ScheduledSources(settings, settings.home / sources_file.NAME, _ToTheLog()) as running:
        yield running


class _ToTheLog:
    """A `clippings.ingest.pipeline.Listener`."""

    def stage(self, name: str, total: int | None) -> None:
        log.debug("sources: %s", name)

    def advance(self, count: int) -> None: ...

    def rejected(self, reject: Reject) -> None:
        log.info("Rejected %s: %s", reject.location, reject.reason)
