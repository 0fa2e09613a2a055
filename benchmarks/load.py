# ruff: noqa: E501 - the page has long lines
"""Does it keep up?   python benchmarks/load.py --minutes 10 --report docs/benchmarks/load.md

Fifty people ask one bot, each a question every ten seconds on average, while an ingest runs all the time beside it and
the bot embeds what comes in: of made-up articles, or of real ones with `--articles` and `--questions`. Counts failed
questions (there must be none), and draws the 95th percentile of the answer times and the memory of the bot over time.
With `--servers`, catalogue and vectors lie on a PostgreSQL and a Chroma server of this run's own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.load_news import BEFORE, News, write  # noqa: E402
from clippings.chain.archive_worker import ArchiveWorker, Stopping  # noqa: E402
from clippings.chain.pipeline import Asker  # noqa: E402
from clippings.core.errors import ClippingsError  # noqa: E402
from clippings.core.settings import Settings  # noqa: E402
from clippings.vectorstore.archive import Archive  # noqa: E402
from tests.chroma import program, running_chroma  # noqa: E402
from tests.postgres import programs, running_postgres  # noqa: E402

_FOLLOWS_EVERY_S = 1.0
_BINS = 60


@dataclass
class Seen:
    """What happened, by seconds since the start."""

    asked: list[tuple[float, float]] = field(default_factory=list)
    """When a question was asked, and how long its answer took."""
    failed: list[str] = field(default_factory=list)
    by_words_alone: int = 0
    memory: list[tuple[float, float]] = field(default_factory=list)
    """When, and the bot's resident megabytes."""
    ingested: int = 0
    embedded: int = 0
    trouble: list[str] = field(default_factory=list)
    """Of the ingests and of the following."""


class Load:
    """One run."""

    def __init__(
        self, settings: Settings, environment: dict[str, str], news: News, askers: int, pause_s: float
    ) -> None:
        self.seen = Seen()
        self._settings = settings
        self._environment = environment
        self._news = news
        self._askers = askers
        self._pause_s = pause_s
        self._over = threading.Event()
        self._started = 0.0
        self._noting = threading.Lock()

    def run(self, seconds: float) -> None:
        with Archive(self._settings) as archive:
            worker = ArchiveWorker(archive, Asker(archive))
            worker.follow()
            embedded = archive.status().embedded_chunks
            worker.ask(self._news.question(Random(0)))
            self._started = time.monotonic()
            asking = [threading.Thread(target=self._ask, args=(worker, number)) for number in range(self._askers)]
            others = [threading.Thread(target=work) for work in (self._ingest, self._watch_memory)]
            following = threading.Thread(target=self._follow, args=(worker,))
            for thread in (*asking, *others, following):
                thread.start()
            self._over.wait(seconds)
            self._over.set()
            worker.stop()
            for thread in (*asking, *others, following):
                thread.join()
            self.seen.embedded = archive.status().embedded_chunks - embedded

    def _now_s(self) -> float:
        return time.monotonic() - self._started

    def _ask(self, worker: ArchiveWorker, number: int) -> None:
        random = Random(number)
        while not self._over.wait(random.expovariate(1 / self._pause_s)):
            asked_at = self._now_s()
            try:
                answer = worker.ask(self._news.question(random))
                failed = ""
            except Exception as error:  # noqa: BLE001 - whatever it is, somebody got no answer
                failed = f"{type(error).__name__}: {error}"
            with self._noting:
                if failed:
                    self.seen.failed.append(failed)
                    continue
                self.seen.asked.append((asked_at, self._now_s() - asked_at))
                self.seen.by_words_alone += any("words alone." in note for note in answer.notes)

    def _follow(self, worker: ArchiveWorker) -> None:
        while not self._over.wait(_FOLLOWS_EVERY_S):
            try:
                worker.follow()
            except Stopping:
                return
            except ClippingsError as error:
                self.seen.trouble.append(str(error))

    def _ingest(self) -> None:
        for file in self._news.files():
            if self._over.is_set():
                return
            command = [sys.executable, "-m", "clippings", "ingest", str(file), "--defer-vectors", "--json"]
            done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
            if done.returncode:
                self.seen.trouble.append(done.stderr[-300:])
                continue
            self.seen.ingested += json.loads(done.stdout)["added"]

    def _watch_memory(self) -> None:
        while not self._over.wait(1.0):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.seen.memory.append((self._now_s(), pages * os.sysconf("SC_PAGE_SIZE") / 1e6))


def _figures(seen: Seen, seconds: float) -> dict[str, Any]:
    took_ms = np.array([took for _, took in seen.asked]) * 1000
    at_s = np.array([at for at, _ in seen.asked])
    half = seconds / 2
    memory = np.array(seen.memory)
    return {
        "asked": len(seen.asked),
        "failed": len(seen.failed),
        "by_words_alone": seen.by_words_alone,
        "p50_ms": round(float(np.percentile(took_ms, 50))),
        "p95_ms": round(float(np.percentile(took_ms, 95))),
        "max_ms": round(float(took_ms.max())),
        "p95_first_half_ms": round(float(np.percentile(took_ms[at_s < half], 95))),
        "p95_second_half_ms": round(float(np.percentile(took_ms[at_s >= half], 95))),
        "memory_start_mb": round(float(memory[: len(memory) // 10 + 1, 1].mean())),
        "memory_end_mb": round(float(memory[-(len(memory) // 10 + 1) :, 1].mean())),
        "memory_max_mb": round(float(memory[:, 1].max())),
        "ingested": seen.ingested,
        "embedded": seen.embedded,
    }


def _draw(seen: Seen, seconds: float, file: Path) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    edges = np.linspace(0, seconds, _BINS + 1)
    at, took = np.array(seen.asked).T
    which = np.digitize(at, edges)
    filled = [number for number in range(1, _BINS + 1) if (which == number).any()]
    minutes = [float(edges[number]) / 60 for number in filled]
    for share, style in ((95, "-"), (50, ":")):
        values = [float(np.percentile(took[which == number], share)) * 1000 for number in filled]
        above.plot(minutes, values, style, color="C0", label=f"p{share}")
    above.set_ylabel("answer, ms")
    above.set_ylim(bottom=0)
    above.legend(loc="upper right")
    moments, megabytes = np.array(seen.memory).T
    below.plot(moments / 60, megabytes, color="C1")
    below.set_ylabel("bot's memory, MB")
    below.set_ylim(bottom=0)
    below.set_xlabel("minutes")
    figure.savefig(file, dpi=110)


def _page(figures: dict[str, Any], given: argparse.Namespace, news: str, where: str, plot: str) -> str:
    return f"""# Under load

`make bench-load` wrote this page: {given.askers} people ask one bot for {given.minutes:g} minutes, each a question every {given.pause:g} s on
average, while `clippings ingest` runs beside it ({news}) and the bot embeds what comes in. The archive lies in
{where}; it had {BEFORE} articles at the start.

| | |
| --- | --- |
| questions answered | {figures["asked"]} |
| questions failed | {figures["failed"]} |
| answered from words alone, because the vectors could not be searched | {figures["by_words_alone"]} |
| answer time, p50, p95, longest | {figures["p50_ms"]}, {figures["p95_ms"]}, {figures["max_ms"]} ms |
| p95 in the first and the second half | {figures["p95_first_half_ms"]}, {figures["p95_second_half_ms"]} ms |
| bot's memory in the first and the last tenth, highest | {figures["memory_start_mb"]}, {figures["memory_end_mb"]}, {figures["memory_max_mb"]} MB |
| articles ingested, chunks embedded meanwhile | {figures["ingested"]}, {figures["embedded"]} |

![Answer times and memory over time]({plot})

The time includes the wait for a turn: the bot answers one question after the other. Measured with Python {platform.python_version()} on
{platform.system()}, {os.cpu_count()} cores.
"""


@contextlib.contextmanager
def _archive(folder: Path, servers: bool) -> Iterator[tuple[Settings, dict[str, str], str]]:
    home = folder / "home"
    told: dict[str, str] = {"home": str(home)}
    with contextlib.ExitStack() as stack:
        if servers:
            postgres, chroma = programs(), program()
            if postgres is None or chroma is None:
                raise SystemExit("PostgreSQL (initdb) and Chroma (chroma) are needed for --servers.")
            told["database_url"] = stack.enter_context(running_postgres(postgres)).new_database()
            told["chroma_url"] = stack.enter_context(running_chroma(chroma)).url
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CLIPPINGS_")}
        environment |= {f"CLIPPINGS_{name.upper()}": value for name, value in told.items()}
        environment["PYTHONPATH"] = str(PROJECT)
        first = folder / "first.jsonl"
        write(first, range(BEFORE))
        command = [sys.executable, "-m", "clippings", "ingest", str(first)]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        where = "PostgreSQL and a Chroma server on the same machine" if servers else "a folder"
        yield Settings.model_validate(told), environment, where


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--askers", type=int, default=50)
    parser.add_argument(
        "--pause", type=float, default=10.0, help="seconds between two questions of one person, on average"
    )
    parser.add_argument("--servers", action="store_true", help="on PostgreSQL and a Chroma server")
    parser.add_argument("--articles", type=Path, help="real articles to ingest meanwhile, JSON Lines, also gzipped")
    parser.add_argument("--questions", type=Path, help="what is asked of them, JSON Lines with `question`")
    parser.add_argument("--report", type=Path, help="the page to write; its picture lies beside it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clippings-load-") as name:
        folder = Path(name)
        news = News(folder, given.articles, given.questions)
        with _archive(folder, given.servers) as (settings, environment, where):
            load = Load(settings, environment, news, given.askers, given.pause)
            load.run(given.minutes * 60)
    figures = _figures(load.seen, given.minutes * 60)
    print(json.dumps(figures))
    for trouble in (*load.seen.failed[:5], *load.seen.trouble[:5]):
        print(trouble, file=sys.stderr)
    if given.report:
        plot = given.report.with_suffix(".png")
        _draw(load.seen, given.minutes * 60, plot)
        given.report.write_text(_page(figures, given, news.about, where, plot.name), "utf-8")
    if load.seen.failed or load.seen.trouble:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
