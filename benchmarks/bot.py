"""How fast and how large the running bot is: `clippings bot` as a process before a Discord on loopback.

    python benchmarks/bot.py HOME [--questions FILE] [--many N] [--ingest FOLDER] [--report FILE.md]

HOME is copied first, and never written to. Measured: from interaction to deferral, and to the finished card, for one
asker and for fifty at once, while an ingest runs; the longest stall of the event loop; resident memory over many
questions.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import re
import shutil
import signal
import statistics
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from clippings.bot.devtools import loopback_discord
from clippings.bot.devtools.loopback_discord import LoopbackDiscord, RecordedInteraction

_ASKERS = 50
_PORT = 19_470
_PATIENCE_S = 300.0
_LIMITS = {
    "deferral, 50 askers, ingest running, p99 ms": 500.0,
    "card, one asker, p95 ms": 1_500.0,
    "card, one asker, ingest running, p95 ms": 1_500.0,
    "card, 50 at once, p95 ms": 10_000.0,
    "longest stall of the event loop, ms": 100.0,
    "resident memory, MB": 1_500.0,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--questions", type=Path, help="JSON Lines with `question`; also gzipped")
    parser.add_argument("--many", type=int, default=2_000, help="questions for the look at memory")
    parser.add_argument("--ingest", type=Path, help="a file or folder of articles that is ingested meanwhile")
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as scratch:
        home = Path(scratch) / "home"
        shutil.copytree(given.home, home, symlinks=True)
        (home / "sources.yaml").unlink(missing_ok=True)
        measured = asyncio.run(measure(home, _questions(given.questions), given.many, given.ingest))
    lines = ["| measured | value | at most |", "| --- | ---: | ---: |"]
    for name, value in measured.items():
        lines.append(f"| {name} | {value:,.0f} | {f'{_LIMITS[name]:,.0f}' if name in _LIMITS else ''} |")
    print("\n".join(lines))
    if given.report:
        given.report.write_text("# The running bot\n\n`make bench-bot`\n\n" + "\n".join(lines) + "\n", "utf-8")
    sys.exit(any(measured.get(name, 0.0) > most for name, most in _LIMITS.items()))


def _questions(file: Path | None) -> list[str]:
    if file is None:
        file = Path(__file__).parent / "sample_questions.jsonl"
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [str(one.get("question") or one.get("question_sentence"))[:500] for one in found]


async def measure(home: Path, questions: Sequence[str], many: int, ingest: Path | None) -> dict[str, float]:
    async with loopback_discord.running() as discord:
        settings = {
            "HOME": str(home), "DISCORD_TOKEN": "a.b.c", "DISCORD_API_URL": discord.url, "HEALTH_PORT": str(_PORT),
            "QUESTIONS_PER_GUILD": "1000000", "QUEUE_PLACES": "1000",
        }  # fmt: skip
        environment = {**os.environ, **{f"CLIPPINGS_{name}": value for name, value in settings.items()}}
        log = (home / "bot.log").open("wb")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "clippings", "bot", env=environment, stderr=log
        )
        try:
            await asyncio.wait_for(discord.entered.wait(), _PATIENCE_S)
            return await _measured(discord, process.pid, home, questions, many, ingest)
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
                await process.wait()
            log.close()


async def _measured(
    discord: LoopbackDiscord, pid: int, home: Path, questions: Sequence[str], many: int, ingest: Path | None
) -> dict[str, float]:
    asker = _Asker(discord, questions)
    await asker.one_by_one(5)
    await _metrics()  # the stalls of the start are not those of the work
    told: dict[str, float] = {}
    alone = await asker.one_by_one(60)
    told["card, one asker, p50 ms"] = statistics.median(_finished_ms(alone))
    told["card, one asker, p95 ms"] = _quantile(_finished_ms(alone), 0.95)
    told["card, 50 at once, p95 ms"] = _quantile(_finished_ms(await asker.at_once(_ASKERS)), 0.95)
    if ingest:
        entry = [{"name": "bench", "address": str(ingest.absolute()), "schedule": "every 1h"}]
        (home / "sources.yaml").write_text(json.dumps({"sources": entry}), "utf-8")
        await asyncio.sleep(15)  # it is looked for every few seconds
        meanwhile = await asker.one_by_one(30)
        told["card, one asker, ingest running, p50 ms"] = statistics.median(_finished_ms(meanwhile))
        told["card, one asker, ingest running, p95 ms"] = _quantile(_finished_ms(meanwhile), 0.95)
    waves = [one for _ in range(3) for one in await asker.at_once(_ASKERS)]
    told["deferral, 50 askers, ingest running, p99 ms"] = _quantile(
        [(one.answered_s or 0) * 1e3 for one in waves], 0.99
    )
    told["longest stall of the event loop, ms"] = (await _metrics())["clippings_event_loop_longest_stall_seconds"] * 1e3
    before = _resident_mb(pid)
    await asker.one_by_one(many)
    told["resident memory, MB"] = _resident_mb(pid)
    told[f"resident memory grown over {many} questions, MB"] = told["resident memory, MB"] - before
    return told


class _Asker:
    """Asks one question after another, each as somebody else."""

    def __init__(self, discord: LoopbackDiscord, questions: Sequence[str]) -> None:
        self._discord = discord
        self._questions = questions
        self._asked = 0

    async def one_by_one(self, count: int) -> list[RecordedInteraction]:
        return [one for _ in range(count) for one in await self.at_once(1)]

    async def at_once(self, count: int) -> list[RecordedInteraction]:
        asked = []
        for _ in range(count):
            self._asked += 1
            question = self._questions[self._asked % len(self._questions)]
            asked.append(await self._discord.ask("ask", user_id=str(100_000 + self._asked), question=question))
        await asyncio.wait_for(asyncio.gather(*(one.finished.wait() for one in asked)), _PATIENCE_S)
        return asked


def _finished_ms(asked: Sequence[RecordedInteraction]) -> list[float]:
    return [(one.finished_s or 0) * 1e3 for one in asked]


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def _metrics() -> dict[str, float]:
    def fetch() -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/metrics", timeout=30) as reply:
            return str(reply.read().decode())

    lines = (await asyncio.to_thread(fetch)).splitlines()
    return {line.split()[0]: float(line.split()[1]) for line in lines if line and not line.startswith("#")}


def _resident_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1_000 if found else 0.0


if __name__ == "__main__":
    main()
