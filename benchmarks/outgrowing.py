"""What leaving one folder costs.   python benchmarks/outgrowing.py HOME QUESTIONS.jsonl [--report FILE]

HOME is an archive with its vectors; it is copied, so nothing of it is changed. Measured on the copy:

- `clippings backup` alone, with the vectors; and beside a process that has the vectors and answers one question after
  the other, each a tenth of a second after the last answer: then they are left out.
- The same texts embedded in this process and by a Ray cluster of two nodes with one processor each, on this machine.
- `clippings migrate` onto a PostgreSQL and a Chroma server of this run's own, and a second time, when all is the same.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from clippings.chain.assemble import make_asker  # noqa: E402
from clippings.core.settings import Settings  # noqa: E402
from clippings.core.types import Question  # noqa: E402
from clippings.vectorstore.archive import Archive  # noqa: E402
from clippings.vectorstore.embedders.ray_workers import RayEmbedder  # noqa: E402
from clippings.vectorstore.vectors.collection_writer import embedded_text  # noqa: E402
from tests.chroma import program, running_chroma  # noqa: E402
from tests.e2e.processes import clippings, start, wait  # noqa: E402
from tests.postgres import programs, running_postgres  # noqa: E402

_PAUSE_S = 0.1
_QUIET_QUESTIONS = 40
_TEXTS = 4_096
_WINDOW = 1_024
_ROUNDS = 3
_BACKUPS = 5


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; times of answers, before it and meanwhile, in milliseconds."""

    seconds: float
    megabytes: float
    quiet: Sequence[float] = ()
    meanwhile: Sequence[float] = ()


def backup(home: Path, to: Path, ask: Callable[[], float] | None = None) -> Backup:
    """Back an archive up, alone or while this process asks; with the vectors only where it is alone."""
    quiet = [ask() for _ in range(_QUIET_QUESTIONS)] if ask else []
    meanwhile = []
    began = time.monotonic()
    running = start(home, "backup", to, "--json")
    while running.poll() is None:
        if ask:
            meanwhile.append(ask())
        else:
            time.sleep(_PAUSE_S)
    seconds = time.monotonic() - began
    done = wait(running)
    assert done.code == 0, done.stderr
    assert bool(done.json["vectors"]) == (ask is None), done.stdout
    size = to.stat().st_size / 1e6
    to.unlink()
    return Backup(seconds, size, quiet, meanwhile)


@contextmanager
def asking(home: Path, questions: Sequence[str]) -> Iterator[Callable[[], float]]:
    """An archive with its vectors in this process, and what asks it the next question and waits a little."""
    texts = cycle(questions)
    with Archive(Settings(home=home)) as archive:
        asker = make_asker(archive)

        def ask() -> float:
            began = time.perf_counter()
            answer = asker.ask(Question(next(texts), datetime.now(UTC)))
            took = time.perf_counter() - began
            assert not any("by words alone" in note for note in answer.notes)
            time.sleep(_PAUSE_S)
            return took * 1000

        for _ in range(20):
            ask()
        yield ask


def rays_share(home: Path) -> tuple[float, float]:
    """Chunks a second in this process, and by two workers of a Ray cluster with a processor each: medians of three."""
    from ray.cluster_utils import Cluster

    with Archive(Settings(home=home)) as archive:
        chunks = archive.chunks(archive.catalogue.some_chunk_ids_within(None, None, (), _TEXTS)).values()
        texts = sorted((embedded_text(chunk) for chunk in chunks), key=len)
        here = archive.embedder
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    cluster.add_node(num_cpus=1)
    try:
        there = RayEmbedder(here, None, cluster.address)
        for embedder in (here, there):
            embedder.embed_archive(texts[:_WINDOW])  # loads the models
        speeds = [(_speed(here.embed_archive, texts), _speed(there.embed_archive, texts)) for _ in range(_ROUNDS)]
    finally:
        import ray

        ray.shutdown()
        cluster.shutdown()
    return statistics.median(one for one, _ in speeds), statistics.median(other for _, other in speeds)


def _speed(embed: Callable[[list[str]], list[list[float]]], texts: Sequence[str]) -> float:
    began = time.perf_counter()
    for at in range(0, len(texts), _WINDOW):
        embed(list(texts[at : at + _WINDOW]))
    return len(texts) / (time.perf_counter() - began)


def migrate(home: Path) -> list[float]:
    """Seconds of `clippings migrate` onto servers of this run's own, and of the same command again."""
    postgres_programs, chroma_program = programs(), program()
    if postgres_programs is None or chroma_program is None:
        raise SystemExit("PostgreSQL (initdb) and Chroma (chroma) are needed.")
    took = []
    with running_postgres(postgres_programs) as postgres, running_chroma(chroma_program) as chroma:
        where = {"DATABASE_URL": postgres.new_database(), "CHROMA_URL": chroma.url}
        for _ in range(2):
            began = time.monotonic()
            done = clippings(home, "migrate", "--json", **where)
            took.append(time.monotonic() - began)
            assert done.code == 0, done.stderr
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path, help="JSON Lines with `question`")
    parser.add_argument("--report", type=Path, help="the page to write")
    given = parser.parse_args()
    questions = [json.loads(line)["question"] for line in given.questions.read_text("utf-8").splitlines()][:500]
    with tempfile.TemporaryDirectory(prefix="clippings-outgrowing-") as name:
        home = Path(name) / "home"
        shutil.copytree(given.home, home)
        os.environ["HOME"] = name  # where a worker of Ray looks for its model
        (Path(name) / ".cache" / "clippings").mkdir(parents=True)
        (Path(name) / ".cache" / "clippings" / "models").symlink_to(home / "models")
        with Archive(Settings(home=home)) as archive:
            articles, chunks = archive.catalogue.counts()
        alone = backup(home, Path(name) / "alone.tar.zst")
        with asking(home, questions) as ask:
            each = [backup(home, Path(name) / "beside.tar.zst", ask) for _ in range(_BACKUPS)]
        beside = Backup(
            max(one.seconds for one in each),
            each[0].megabytes,
            [ms for one in each for ms in one.quiet],
            [ms for one in each for ms in one.meanwhile],
        )
        speeds = rays_share(home)
        moved = migrate(home)
    page = _page(articles, chunks, alone, beside, speeds, moved)
    print(page)
    if given.report:
        given.report.write_text(page, "utf-8")


def _page(
    articles: int, chunks: int, alone: Backup, beside: Backup, speeds: tuple[float, float], moved: Sequence[float]
) -> str:
    quiet, meanwhile = np.array(beside.quiet), np.array(beside.meanwhile)
    slower = float(np.median(meanwhile) / np.median(quiet))
    here, there = speeds

    def times(of: NDArray[np.float64]) -> str:
        return f"{np.median(of):.0f} and {np.percentile(of, 95):.0f} ms"

    return f"""# What leaving one folder costs

{articles:,} articles, {chunks:,} chunks with their vectors; {os.cpu_count()} cores. Made by `make bench-outgrowing`.

| | measured | asked |
| --- | --- | --- |
| `clippings backup` with the vectors, nobody asks | {alone.seconds:.1f} s, {alone.megabytes:,.0f} MB | 60 s |
| `clippings backup` beside a process that answers | {beside.seconds:.1f} s at most, {beside.megabytes:,.0f} MB | 60 s |
| answers before it, p50 and p95 | {times(quiet)} | |
| answers meanwhile ({len(meanwhile)}), p50 and p95 | {times(meanwhile)} | |
| the median meanwhile against before | {slower:.2f} | 1.20 |
| embedded in this process | {here:.0f} chunks/s | |
| by a Ray cluster of two nodes with one processor each | {there:.0f} chunks/s, {there / here:.2f} of it | 0.9 |
| `clippings migrate` to PostgreSQL and a Chroma server | {moved[0]:.0f} s | 300 s |
| the same again, all compared | {moved[1]:.0f} s | |
"""


if __name__ == "__main__":
    main()
