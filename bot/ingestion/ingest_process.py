"""An ingest in a process of its own, below everything else in priority:
`python -m clippings.bot.ingestion.ingest_process`.

It reads one line of JSON on stdin, what to do, and tells how it goes in lines of JSON on stdout. When stdin ends,
because whoever started it wants it to, or is no more, it ends at its next document.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from dataclasses import asdict
from typing import Any

import tenacity

from clippings.bot.operations.logging import log_as_json
from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.ingest.scheduling import config as sources_file
from clippings.ingest.scheduling.runner import SourceRunner, SourcesAreRunning, Stopped
from clippings.ingest.scheduling.scheduler import ScheduledSources
from clippings.vectorstore.archive import Archive

_NICENESS = 15
_LOOK_AGAIN_S = 0.5
_GIVE_UP_S = 20.0


def main() -> None:
    """Do what stdin says, and leave."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    log_as_json()
    job = json.loads(sys.stdin.readline())
    settings = Settings(**job["settings"])
    stop = threading.Event()
    threading.Thread(target=_until_stdin_ends, args=(stop,), daemon=True).start()
    try:
        if job["source"] is None:
            ScheduledSources(settings, settings.home / sources_file.NAME, _Telling(), stop).run()
        else:
            _run_one(settings, job["source"], stop)
    except Stopped as reason:
        _tell(error=reason.what, way_out=reason.way_out)
    except ClippingsError as error:
        _tell(error=error.what, way_out=error.way_out)


def _run_one(settings: Settings, name: str, stop: threading.Event) -> None:
    specs = [spec for spec in sources_file.load(settings.home / sources_file.NAME) if spec.name == name]
    with Archive(settings) as archive:
        runner = SourceRunner(archive, _Telling(), stop)
        turns = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(SourcesAreRunning),
            wait=tenacity.wait_fixed(_LOOK_AGAIN_S),
            stop=tenacity.stop_when_event_set(stop),
            before_sleep=lambda _: _tell(stage="waiting", total=None),
            reraise=True,
        )
        for outcome in turns(lambda: list(runner.run(specs))):
            counts = asdict(outcome.counts)
            counts.pop("sources")
            _tell(counts=counts, notes=list(outcome.notes))


def _until_stdin_ends(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()
    threading.Event().wait(_GIVE_UP_S)
    os._exit(1)  # a server that never ends its answer must not keep the process


class _Telling:
    """A `clippings.ingest.pipeline.Listener`."""

    def stage(self, name: str, total: int | None) -> None:
        _tell(stage=name, total=total)

    def advance(self, count: int) -> None:
        _tell(advance=count)

    def rejected(self, reject: Reject) -> None:
        _tell(rejected=reject.location, reason=reject.reason)


def _tell(**said: Any) -> None:
    with contextlib.suppress(BrokenPipeError):  # nobody listens any more; stdin ends too
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
