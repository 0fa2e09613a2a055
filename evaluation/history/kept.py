"""A folder of runs, a file each: what a comparison needs of them, without what was retrieved."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from clippings.core.errors import StorageError, WrongUsage
from clippings.evaluation.previous_run import Past, read
from clippings.evaluation.run import SuiteRun

_LEFT_OUT = ("passages", "statements")
"""Most of a run's size, and nothing that one run is compared with another by."""

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run of a folder."""

    file: Path
    run: Past

    @property
    def series(self) -> str:
        """Runs of the same suites by the same system can be held against each other; this is what they share."""
        suites = ", ".join(sorted(Path(suite).name for suite in self.run.run.suites)) or "?"
        return f"{suites}, asked of {self.run.run.system}" if self.run.run.system else suites

    @property
    def moment(self) -> str:
        """When it began, as it is shown."""
        return self.run.run.started_at[:16].replace("T", " ")


def keep(run: SuiteRun, folder: Path) -> Path:
    """Write a run into a folder, which is made where it is not there; the file appears whole or not at all.

    Raises:
        StorageError: It cannot be written.
    """
    told = run.as_json()
    for result in told["results"]:
        for turn in (result, *result.get("turns", ())):
            for name in _LEFT_OUT:
                turn.pop(name, None)
    text = json.dumps(told, ensure_ascii=False)
    name = f"{run.made.started_at:%Y%m%dT%H%M%SZ}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}.json"
    beside = folder / f".{name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, "utf-8")
        beside.replace(folder / name)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise StorageError(
            f"The run cannot be kept in {folder} ({error.strerror or error}).", "Name a folder that can be written."
        ) from error
    return folder / name


def read_all(folder: Path) -> tuple[list[KeptRun], list[str]]:
    """The runs of a folder, oldest first, and what of its JSON files is no run, a line each.

    Raises:
        WrongUsage: It is no folder, or holds no run.
    """
    if not folder.is_dir():
        raise WrongUsage(f"There is no folder {folder}.", f"Keep runs there: clippings eval SUITE --history {folder}")
    found: list[KeptRun] = []
    problems: list[str] = []
    for file in sorted(folder.glob("*.json")):
        try:
            found.append(KeptRun(file, read(file)))
        except WrongUsage as error:
            problems.append(error.what)
    if not found:
        raise WrongUsage(
            f"{folder} holds no run. {' '.join(problems[:1])}".strip(),
            f"Keep runs there: clippings eval SUITE --history {folder}",
        )
    return sorted(found, key=lambda one: (one.run.run.started_at, one.file.name)), problems
