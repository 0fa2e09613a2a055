"""Ingests that the bot starts: each a process of its own, so that no answer waits for one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clippings.core.settings import Settings

log = logging.getLogger(__name__)

_SECRETS = frozenset({"discord_token", "chat_api_key"})
_LEAVE_S = 25.0


@dataclass(slots=True)
class Progress:
    """How far an ingest is; written by the thread that reads what the process tells."""

    stage: str = "starting"
    done: int = 0
    total: int | None = None
    rejected: int = 0
    counts: Mapping[str, Any] = field(default_factory=dict)
    """As `clippings.ingest.counts.SourceCounts`, when it came to its end."""
    notes: tuple[str, ...] = ()
    error: str = ""
    is_over: bool = False

    def take(self, said: Mapping[str, Any]) -> None:
        """One line of the process."""
        if "stage" in said:
            self.stage, self.total, self.done = said["stage"], said["total"], 0
        elif "advance" in said:
            self.done += said["advance"]
        elif "rejected" in said:
            self.rejected += 1
            log.info("Rejected %s: %s", said["rejected"], said["reason"])
        elif "counts" in said:
            self.counts, self.notes = said["counts"], tuple(said["notes"])
        elif "error" in said:
            self.error = f"{said['error']}\n{said['way_out']}".strip()


class IngestProcess:
    """One process that ingests, and what it told so far.

    Args:
        settings: Of the archive. The process gets them without the keys and tokens, which it has no use for.
        source: The entry of `sources.yaml` to run; None to stay, and run each when it is due.
    """

    def __init__(self, settings: Settings, source: str | None) -> None:
        self.progress = Progress()
        environment = {name: value for name, value in os.environ.items() if not _is_secret(name)}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "clippings.bot.ingestion.ingest_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment | {"OMP_NUM_THREADS": "1"},
            encoding="utf-8",
        )
        given = settings.model_dump(mode="json", exclude=set(_SECRETS))
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({"settings": given, "source": source}) + "\n")
            self._process.stdin.flush()
        except OSError:  # it has ended already; its exit code says so
            log.exception("The ingest could not be started.")
        self._reader = threading.Thread(target=self._read, daemon=True, name="ingest")
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.progress.take(json.loads(line))
        code = self._process.wait()
        if not self.progress.counts and not self.progress.error:
            self.progress.error = f"The ingest ended unexpectedly (exit code {code}); the next one goes on."
        self.progress.is_over = True

    def ask_to_end(self) -> None:
        """It ends at its next document; what it has read is kept."""
        with contextlib.suppress(OSError):  # it has ended already
            if self._process.stdin is not None:
                self._process.stdin.close()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for its end; True when it has ended."""
        self._reader.join(timeout_s)
        return not self._reader.is_alive()

    def end(self) -> None:
        """Ask it to end, and see to it that it does."""
        self.ask_to_end()
        if not self.wait(_LEAVE_S):
            self._process.kill()
            self.wait()


class Ingests:
    """The ingests that moderators started, by archive."""

    def __init__(self) -> None:
        self._under_way: dict[tuple[str, str], IngestProcess] = {}

    @property
    def running(self) -> int:
        return len(self.of_any())

    def of_any(self) -> list[IngestProcess]:
        return [one for one in self._under_way.values() if not one.progress.is_over]

    def of(self, archive: str) -> dict[str, Progress]:
        """What runs in an archive, by the name of the source."""
        return {
            source: one.progress
            for (name, source), one in self._under_way.items()
            if name == archive and not one.progress.is_over
        }

    def start(self, archive: str, settings: Settings, source: str) -> Progress:
        """Run a source of `sources.yaml`; the same run when it is already under way. Blocks for the start."""
        known = self._under_way.get((archive, source))
        if known is None or known.progress.is_over:
            known = self._under_way[archive, source] = IngestProcess(settings, source)
        return known.progress

    async def stop(self) -> None:
        """End all of them."""
        running = self.of_any()
        for one in running:
            one.ask_to_end()
        for one in running:
            await asyncio.to_thread(one.end)


def _is_secret(variable: str) -> bool:
    return variable.upper().removeprefix("CLIPPINGS_").lower() in _SECRETS or variable.upper().endswith("_API_KEY")
