"""One turn of the sources of `sources.yaml`: those that are due, one after the other, by one process at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from clippings.core.errors import ClippingsError
from clippings.core.types import Reject
from clippings.ingest import run_notes
from clippings.ingest.pipeline import Counts, Listener, ingest
from clippings.ingest.scheduling.config import SourceSpec
from clippings.ingest.sources.reader import Reading
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue import source_records
from clippings.vectorstore.catalogue.file_lock import Ownership

_TRY_AGAIN_AFTER = timedelta(hours=1)
"""Longer than a run of the most pages that one may fetch, a page a second."""


class SourcesAreRunning(ClippingsError):
    """Another process is running the sources."""


class Stopped(ClippingsError):
    """Someone asked for an end; what was read so far is kept."""


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What the run of one source did."""

    name: str
    counts: Counts
    notes: tuple[str, ...]


def due_at(spec: SourceSpec, last: source_records.SourceRun | None, now: datetime) -> datetime | None:
    """When a source is due next: at once when it never ran, never when it has no schedule.

    A run that was killed or stopped, or failed as a whole, is taken up within the hour, however seldom the source runs.
    A run that lies in the future says that the clock was set back, and nothing about when the source is due.
    """
    if spec.schedule is None:
        return None
    if last is None or last.started_at > now:
        return now
    due = spec.schedule.next_after(last.started_at)
    return due if last.finished_at else min(due, last.started_at + _TRY_AGAIN_AFTER)


class SourceRunner:
    """Runs sources into an archive, and keeps when each ran.

    Args:
        archive: Where to.
        listener: Is told how it goes.
        stop: Set to end a run at the next document.
        now: The clock.
    """

    def __init__(
        self,
        archive: Archive,
        listener: Listener,
        stop: threading.Event | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._archive = archive
        self._listener = listener
        self._stop = stop or threading.Event()
        self._now = now

    def due(self, specs: Sequence[SourceSpec]) -> list[SourceSpec]:
        """Those whose time has come, the longest overdue first."""
        now = self._now()
        waiting = [(due, spec) for spec in specs if (due := self._due_at(spec, now)) and due <= now]
        return [spec for _, spec in sorted(waiting, key=lambda pair: pair[0])]

    def next_due(self, specs: Sequence[SourceSpec]) -> tuple[datetime, str] | None:
        """When the next source is due, and its name; None when none has a schedule."""
        now = self._now()
        return min(((due, spec.name) for spec in specs if (due := self._due_at(spec, now))), default=None)

    def run(
        self, specs: Sequence[SourceSpec], only_due: bool = False, may_retire_most: bool = False
    ) -> Iterator[SourceOutcome]:
        """Run these sources, one after the other. Vectors are left to the caller.

        Args:
            specs: Which.
            only_due: Look again, when their turn has come, whether they are still due: another process may have run
                them meanwhile.
            may_retire_most: Whether complete sources may lose more than half of their articles.

        Raises:
            SourcesAreRunning: Another process on this machine is at it.
        """
        if not specs:
            return
        with self._only_one():
            for spec in specs:
                if self._stop.is_set():
                    return
                last = source_records.source_runs(self._archive.catalogue).get(spec.name)
                if only_due and not ((due := due_at(spec, last, self._now())) and due <= self._now()):
                    continue
                with self._archive.catalogue.writing() as writer:
                    expected = last.started_at if last else None
                    claimed = source_records.begin_source_run(writer, spec.name, expected, self._now())
                if claimed:
                    yield self._run(spec, may_retire_most)

    def _run(self, spec: SourceSpec, may_retire_most: bool) -> SourceOutcome:
        source = spec.source or None
        reading = Reading(
            self._archive.settings, self._archive.catalogue, source, spec, may_retire_most, self._sleep, self._now
        )
        finished_at, outcome = None, "broken off"
        try:
            counts = ingest(self._archive, spec.address, _Stoppable(self._listener, self._stop), source, True, reading)
            finished_at = None if _failed_as_a_whole(counts, spec) else self._now()
            outcome = _in_words(counts)
        except ClippingsError as error:
            outcome = f"broken off: {error.what}"
            raise
        finally:
            with self._archive.catalogue.writing() as writer:
                source_records.end_source_run(writer, spec.name, finished_at, outcome)
        return SourceOutcome(spec.name, counts, (*counts.notes, *run_notes.notes(asdict(counts))))

    def _due_at(self, spec: SourceSpec, now: datetime) -> datetime | None:
        last = source_records.source_runs(self._archive.catalogue).get(spec.name)
        return due_at(spec, last, now)

    def _sleep(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise Stopped("The run was stopped; the next one goes on.")

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        turn = Ownership(self._archive.settings.home / "scheduled")
        if not turn.take():
            raise SourcesAreRunning(
                "Another process is running the sources of this archive.", "Nothing was run; try again when it is done."
            )
        try:
            yield
        finally:
            turn.give_back()


class _Stoppable:
    """A listener that ends the run between two batches when it is to stop."""

    def __init__(self, listener: Listener, stop: threading.Event) -> None:
        self._listener = listener
        self._stop = stop

    def stage(self, name: str, total: int | None) -> None:
        self._listener.stage(name, total)

    def advance(self, count: int) -> None:
        self._listener.advance(count)
        if self._stop.is_set():
            raise Stopped("The run was stopped; the next one goes on.")

    def rejected(self, reject: Reject) -> None:
        self._listener.rejected(reject)


def _failed_as_a_whole(counts: Counts, spec: SourceSpec) -> bool:
    """Whether each of its addresses was a reject: a server that is down, a folder that is not mounted."""
    return 0 < counts.rejected == counts.seen <= len(spec.address)


def _in_words(counts: Counts) -> str:
    parts = [f"{getattr(counts, name)} {name}" for name in ("added", "updated", "deleted", "rejected")]
    return f"{counts.seen} seen: {', '.join(part for part in parts if not part.startswith('0 ')) or 'nothing new'}"
